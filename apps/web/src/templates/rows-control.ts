import { afterNextRender, ChangeDetectionStrategy, Component, computed, ElementRef, inject, Injector, input, signal } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { Column, Field } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { CellControl } from './cell-control';
import { blankRow } from './form-input';
import { pastedRows, withPasted } from './spreadsheet';

/** More columns than these do not fit beside each other: each row becomes a block. */
const COLUMNS_ABREAST = 3;

/** Room that a column takes beside others, characters. */
const NARROW = 30;

/** Rows of a field: typed, moved, removed, pasted from a spreadsheet. */
@Component({
  selector: 'bn-rows-control',
  imports: [CellControl, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table
      class="rows"
      [class.many]="columns().length > 2"
      [class.blocks]="isInBlocks()"
      [attr.aria-labelledby]="labelledBy()"
      [attr.aria-describedby]="describedBy()"
    >
      <thead>
        <tr>
          <th class="n"><span class="sr">番号</span></th>
          @for (column of columns(); track column.id) {
            <th [class.narrow]="isNarrow(column)">{{ column.label }}</th>
          }
          <th class="acts-h"><span class="sr">行の操作</span></th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track $index; let index = $index, last = $last) {
          <tr>
            <td>{{ index + 1 }}</td>
            @for (column of columns(); track column.id; let at = $index) {
              @let cell = row[column.id];
              <td [class.wide]="column.type === 'longtext'" (paste)="paste($event, index, at)">
                <span class="cell-name" aria-hidden="true">{{ column.label }}</span>
                @if (cell) {
                  <bn-cell-control
                    [column]="column"
                    [cell]="cell"
                    [cellId]="cellId(index, column.id)"
                    [name]="index + 1 + '行目 ' + column.label"
                    [placeholder]="index === 0 ? example(column.example) : ''"
                  />
                }
              </td>
            }
            <td class="acts-cell">
              <div class="acts">
                <button
                  class="btn icon"
                  type="button"
                  [attr.aria-label]="index + 1 + '行目を上へ'"
                  [attr.aria-disabled]="index === 0 ? 'true' : null"
                  (click)="move(index, -1)"
                >
                  <bn-icon name="up" />
                </button>
                <button
                  class="btn icon"
                  type="button"
                  [attr.aria-label]="index + 1 + '行目を下へ'"
                  [attr.aria-disabled]="last ? 'true' : null"
                  (click)="move(index, 1)"
                >
                  <bn-icon name="down" />
                </button>
                <button class="btn icon" type="button" [attr.aria-label]="index + 1 + '行目を消す'" (click)="remove(index)">
                  <bn-icon name="remove" />
                </button>
              </div>
            </td>
          </tr>
        }
      </tbody>
    </table>
    <div class="row rows-foot">
      <button class="btn" type="button" [id]="addId()" [attr.aria-disabled]="isFull() ? 'true' : null" (click)="add()">
        <bn-icon name="add" />行を足す
      </button>
      <span class="sub">Excelの表は、そのまま欄に貼り付けられます</span>
      <span class="bad" role="status">{{ leftOut() }}</span>
      <span class="push sub num">{{ rows().length }}／{{ limit() }}行</span>
    </div>
  `,
})
export class RowsControl {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  readonly field = input.required<Field>();
  readonly control = input.required<FieldTree<Record<string, string>[]>>();
  readonly labelledBy = input.required<string>();
  readonly describedBy = input.required<string>();
  /** The place is as narrow as a telephone, whatever the window is. */
  readonly hasLittleRoom = input(false);

  protected readonly columns = computed((): readonly Column[] => this.field().columns ?? []);
  protected readonly isInBlocks = computed(() => this.hasLittleRoom() || this.columns().length > COLUMNS_ABREAST);
  /** Pasted rows that found no room. */
  private readonly over = signal(0);
  protected readonly leftOut = computed(() =>
    this.over() > 0 && this.isFull()
      ? `${String(this.limit())}行までのため、貼り付けた行のうち、終わりの${String(this.over())}行は入っていません。`
      : '',
  );

  protected isNarrow({ type, width, maxLength }: Column): boolean {
    return (width ?? (['date', 'number', 'amount'].includes(type) ? 0 : maxLength)) <= NARROW;
  }

  protected rows(): readonly FieldTree<Record<string, string>>[] {
    const control = this.control();
    return Array.from({ length: control().value().length }, (_, index) => control[index]).filter((row) => row !== undefined);
  }

  protected limit(): number {
    return this.field().maxRows ?? 100;
  }

  protected isFull(): boolean {
    return this.rows().length >= this.limit();
  }

  protected cellId(index: number, columnId: string): string {
    return `${this.field().id}-${String(index)}-${columnId}`;
  }

  protected addId(): string {
    return `${this.field().id}-add`;
  }

  protected example(text: string | undefined): string {
    return text === undefined ? '' : `例　${text}`;
  }

  protected add(): void {
    if (!this.isFull()) {
      const rows = this.control()().value();
      this.set([...rows, blankRow(this.field())]);
      this.focusRow(rows.length);
    }
  }

  protected remove(index: number): void {
    const rows = this.control()()
      .value()
      .filter((_, at) => at !== index);
    this.set(rows.length === 0 ? [blankRow(this.field())] : rows);
    this.focusRow(index < rows.length ? index : -1);
  }

  protected move(index: number, by: -1 | 1): void {
    const rows = [...this.control()().value()];
    const [moved] = rows.splice(index, 1);
    const target = index + by;
    if (moved !== undefined && target >= 0 && target <= rows.length) {
      rows.splice(target, 0, moved);
      this.set(rows);
      this.focusRow(target);
    }
  }

  /** Cells of a spreadsheet come as lines of values with tabs between them; a plain text is pasted as it is. */
  protected paste(event: ClipboardEvent, index: number, at: number): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const holdsCells = text.includes('\t') || (this.columns()[at]?.type !== 'longtext' && text.trimEnd().includes('\n'));
    if (holdsCells) {
      event.preventDefault();
      this.insert(pastedRows(this.columns(), at, text), index);
    }
  }

  private insert(pasted: readonly Record<string, string>[], index: number): void {
    const before = this.control()().value();
    const { rows, over } = withPasted({ rows: before, index, blank: blankRow(this.field()), limit: this.limit() }, pasted);
    this.over.set(over);
    this.set(rows);
  }

  private set(rows: Record<string, string>[]): void {
    this.control()().value.set(rows);
    this.control()().markAsDirty();
  }

  private focusRow(index: number): void {
    const columnId = this.columns()[0]?.id ?? '';
    const id = index < 0 ? this.addId() : this.cellId(index, columnId);
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>(`#${id}`)?.focus(), { injector: this.injector });
  }
}
