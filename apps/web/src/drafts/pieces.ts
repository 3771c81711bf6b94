import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Line } from '@bunan/contracts';
import type { Piece } from './marked-lines';

/** One line of the paper: text, values of the form, findings. */
@Component({
  selector: 'bn-pieces',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@for (piece of pieces(); track $index) {
    @if (piece.found; as found) {
      <mark
        [class]="found.finding.severity === 'error' ? 'f-err' : 'f-warn'"
        [class.cur]="found.number === current()"
        [id]="'mark-' + found.number"
        >{{ piece.text }}</mark><button
        class="margin-no"
        type="button"
        [class.w]="found.finding.severity !== 'error'"
        [attr.aria-label]="'指摘' + found.number + '：' + found.finding.title"
        (click)="picked.emit(found.number); $event.stopPropagation()"
      >
        {{ found.number }}
      </button>
    } @else if (piece.field) {
      <span class="v" [title]="'入力から：' + (labels().get(piece.field.split('.')[0] ?? '') ?? '')">{{ piece.text }}</span>
    } @else {
      {{ piece.text }}
    }
  }`,
})
export class Pieces {
  readonly line = input.required<Line>();
  readonly marked = input.required<ReadonlyMap<Line, readonly Piece[]>>();
  /** Labels of the fields by id. */
  readonly labels = input.required<ReadonlyMap<string, string>>();
  readonly current = input(0);
  readonly picked = output<number>();

  protected readonly pieces = computed(
    () => this.marked().get(this.line()) ?? this.line().map((run): Piece => ({ text: run.text, field: run.field, found: undefined })),
  );
}
