import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { DocumentModel } from '@bunan/contracts';
import { miniature } from './mini-lines';

/** A small picture of the first page, made from the sample document. */
@Component({
  selector: 'bn-mini',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg class="mini" viewBox="0 0 84 118" [attr.width]="width()" [attr.height]="(width() * 118) / 84" aria-hidden="true">
      @for (stroke of strokes(); track $index) {
        <rect [attr.class]="stroke.kind" [attr.x]="stroke.x" [attr.y]="stroke.y" [attr.width]="stroke.width" height="2" />
      }
    </svg>
  `,
})
export class Mini {
  readonly document = input.required<DocumentModel>();
  readonly width = input(92);
  protected readonly strokes = computed(() => miniature(this.document()));
}
