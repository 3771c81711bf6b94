import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Line, TableBlock } from '@bunan/contracts';
import type { Piece } from './marked-lines';
import { Pieces } from './pieces';

/** A table of the paper; its columns have the shares of the line that they have in the Word file. */
@Component({
  selector: 'bn-paper-table',
  imports: [Pieces],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="paper-table">
      <colgroup>
        @for (column of table().columns; track $index) {
          <col [style.width.%]="(column.width * 100) / total()" />
        }
      </colgroup>
      <thead>
        <tr>
          @for (column of table().columns; track $index) {
            <th scope="col"><bn-pieces [line]="column.head" [marked]="marked()" [labels]="labels()" /></th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of table().rows; track $index) {
          <tr>
            @for (cell of row; track $index) {
              <td [class.number]="table().columns[$index]?.align === 'right'">
                <bn-pieces [line]="cell" [marked]="marked()" [labels]="labels()" [current]="current()" (picked)="picked.emit($event)" />
              </td>
            }
          </tr>
        }
        @if (table().totals; as totals) {
          <tr>
            @for (cell of totals; track $index) {
              <td class="number"><bn-pieces [line]="cell" [marked]="marked()" [labels]="labels()" /></td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class PaperTable {
  readonly table = input.required<TableBlock>();
  readonly marked = input.required<ReadonlyMap<Line, readonly Piece[]>>();
  readonly labels = input.required<ReadonlyMap<string, string>>();
  readonly current = input(0);
  readonly picked = output<number>();

  protected readonly total = computed(() => this.table().columns.reduce((sum, column) => sum + column.width, 0) || 1);
}
