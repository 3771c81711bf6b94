import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { Miniature } from '@bunan/contracts';

/** A small picture of the first page of the sample document. */
@Component({
  selector: 'bn-mini',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg class="mini" viewBox="0 0 84 118" [attr.width]="width()" [attr.height]="(width() * 118) / 84" aria-hidden="true">
      <path class="g" [attr.d]="picture().rule" />
      <path class="t" [attr.d]="picture().text" />
      <path class="a" [attr.d]="picture().value" />
      <path class="d" [attr.d]="picture().ink" />
    </svg>
  `,
})
export class Mini {
  readonly picture = input.required<Miniature>();
  readonly width = input(92);
}
