import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { Leftover } from '@bunan/contracts';
import { Icon } from '../shared/icon';

/** What was typed into fields that are gone: shown whole, so that it can be copied, until it is thrown away. */
@Component({
  selector: 'bn-leftover-note',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="note warn leftovers" aria-labelledby="leftovers-title">
      <h2 id="leftovers-title"><bn-icon name="warning" />様式が新しくなり、前の入力に、欄のなくなったものがあります</h2>
      <p>文書には入りません。要るものは、ほかの欄に写してください。文案をつくると消えます。</p>
      <dl>
        @for (leftover of leftovers(); track $index) {
          <dt>{{ leftover.label }}</dt>
          <dd>{{ leftover.text }}</dd>
        }
      </dl>
      <button class="btn plain" type="button" (click)="dropped.emit()">この入力を消す</button>
    </section>
  `,
})
export class LeftoverNote {
  readonly leftovers = input.required<readonly Leftover[]>();
  readonly dropped = output();
}
