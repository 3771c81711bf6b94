import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, inject, Injector, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import type { Field } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { blankRow } from './form-input';

/** Rows of a field: typed, moved, removed, pasted from a spreadsheet. */
@Component({
  selector: 'bn-rows-control',
  imports: [FormField, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="rows" [class.many]="(field().columns?.length ?? 0) > 2" [attr.aria-labelledby]="labelledBy()">
      <thead>
        <tr>
          <th class="n"><span class="sr">番号</span></th>
          @for (column of field().columns; track column.id) {
            <th [class.narrow]="(column.width ?? column.maxLength) <= 30">{{ column.label }}</th>
          }
          <th class="acts-h"><span class="sr">行の操作</span></th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track $index; let index = $index, last = $last) {
          <tr>
            <td>{{ index + 1 }}</td>
            @for (column of field().columns; track column.id) {
              @let cell = row[column.id];
              <td>
                @if (cell) {
                  <input
                    class="in"
                    autocomplete="off"
                    [id]="cellId(index, column.id)"
                    [formField]="cell"
                    [placeholder]="index === 0 ? example(column.example) : ''"
                    [attr.aria-label]="index + 1 + '行目 ' + column.label"
                    [attr.aria-invalid]="shows(cell) ? 'true' : null"
                    [attr.aria-describedby]="shows(cell) ? cellId(index, column.id) + '-e' : null"
                    (paste)="paste($event, index)"
                  />
                  @if (shows(cell) && cell().errors()[0]; as error) {
                    <p class="bad" [id]="cellId(index, column.id) + '-e'">
                      <bn-icon name="warning" /><span>{{ error.message }}</span>
                    </p>
                  }
                }
              </td>
            }
            <td>
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

  protected shows(cell: FieldTree<string>): boolean {
    return cell().touched() && cell().invalid();
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
  protected paste(event: ClipboardEvent, index: number): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    if (lines.length < 2 && !text.includes('\t')) {
      return;
    }
    event.preventDefault();
    const columns = this.field().columns ?? [];
    const pasted = lines.map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(columns.map((column, at) => [column.id, cells[at] ?? '']));
    });
    const rows = this.control()().value();
    this.set([...rows.slice(0, index), ...pasted, ...rows.slice(index + 1)].slice(0, this.limit()));
  }

  private set(rows: Record<string, string>[]): void {
    this.control()().value.set(rows);
    this.control()().markAsDirty();
  }

  private focusRow(index: number): void {
    const columnId = this.field().columns?.[0]?.id ?? '';
    const id = index < 0 ? this.addId() : this.cellId(index, columnId);
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>(`#${id}`)?.focus(), { injector: this.injector });
  }
}
