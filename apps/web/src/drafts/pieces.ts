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
        role="button"
        tabindex="0"
        [class]="found.finding.severity === 'error' ? 'f-err' : 'f-warn'"
        [class.cur]="found.number === current()"
        [attr.aria-description]="'指摘' + found.number + '：' + found.finding.title"
        (click)="pick($event, found.number)"
        (keydown.enter)="pick($event, found.number)"
        >{{ piece.text }}</mark
      >
    } @else if (piece.field) {
      <span class="v" [title]="'入力から：' + (labels().get(piece.field.split('.')[0] ?? '') ?? '')">{{ piece.text }}</span>
    } @else {
      <span>{{ piece.text }}</span>
    }
    @for (each of piece.begins; track each.number) {
      <span class="margin-no" aria-hidden="true" [id]="'mark-' + each.number" [class.w]="each.finding.severity !== 'error'">{{
        each.number
      }}</span>
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
    () =>
      this.marked().get(this.line()) ??
      this.line().map((run): Piece => ({ text: run.text, field: run.field, found: undefined, begins: [] })),
  );

  /** The section around a mark must not take the key or the click for its own. */
  protected pick(event: Event, number: number): void {
    event.stopPropagation();
    this.picked.emit(number);
  }
}
