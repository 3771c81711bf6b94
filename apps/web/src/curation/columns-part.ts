import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from '../shared/icon';
import { freshId, listAt, textAt, withItem, withValue } from './definition';
import { Editor } from './editor';
import { Folded } from './folded';
import { ItemActs } from './item-acts';
import { addButton } from './item-focus';
import { Property } from './property';
import { optionsOf, TYPE_WORDS } from './words';

const CELL_TYPES = ['text', 'longtext', 'date', 'datetime', 'number', 'amount', 'select'];

/** The columns of a table that is filled in: what each asks, in their order. */
@Component({
  selector: 'bn-columns-part',
  imports: [Folded, Icon, ItemActs, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset class="field">
      <legend class="label">表の列</legend>
      <ol class="parts-list">
        @for (column of columns(); track $index; let index = $index) {
          <li>
            <div class="two">
              <bn-property [path]="at(index, 'label')" [label]="'列' + (index + 1) + 'の名前'" />
              <bn-property [path]="at(index, 'type')" label="種類" kind="choice" [options]="types" [canBeNone]="true" none="1行の文" />
            </div>
            @if (column.type === 'select') {
              <bn-property [path]="at(index, 'options')" label="選ぶもの" kind="lines" [rows]="3" help="1行に一つ書きます。" />
            }
            <bn-property [path]="at(index, 'required')" label="行があれば必ず入力する" kind="flag" />
            <bn-folded [summary]="column.label + 'の幅・字数・番号'" [path]="path() + '.' + index" [properties]="folded">
              <div class="row tight">
                <bn-property [path]="at(index, 'width')" label="紙面の幅（字）" kind="number" [canBeNone]="true" />
                <bn-property [path]="at(index, 'maxLength')" label="最も長い字数" kind="number" [canBeNone]="true" />
              </div>
              <bn-property [path]="at(index, 'example')" label="入力例" [canBeNone]="true" />
              <bn-property [path]="at(index, 'unique')" label="ほかの行と同じものを受け付けない" kind="flag" />
              <bn-property [path]="at(index, 'hideEmpty')" label="どの行にも入力がなければ印刷しない" kind="flag" />
              <bn-property [path]="at(index, 'id')" label="列の番号" help="英小文字で始まる英数字です。" />
            </bn-folded>
            <bn-item-acts [path]="path()" [index]="index" [name]="column.label" />
          </li>
        }
      </ol>
      @for (fault of ownFaults(); track $index) {
        <p class="bad">
          <bn-icon name="warning" /><span>{{ fault.message }}</span>
        </p>
      }
      @if (editor.canEdit()) {
        @if (isOfTable()) {
          <button class="btn plain" type="button" [id]="addButton(path())" (click)="add()"><bn-icon name="add" />列を足す</button>
        } @else {
          <button class="btn fix" type="button" (click)="removeAll()">列を全部消す</button>
        }
      }
    </fieldset>
  `,
})
export class ColumnsPart {
  protected readonly editor = inject(Editor);

  /** Place of the list: `fields.3.columns`. */
  readonly path = input.required<string>();

  protected readonly folded = ['width', 'maxLength', 'example', 'unique', 'hideEmpty', 'id'];
  protected readonly addButton = addButton;
  protected readonly types = optionsOf(TYPE_WORDS).filter(({ value }) => CELL_TYPES.includes(value));
  protected readonly columns = computed(() =>
    listAt(this.editor.content(), this.path()).map((column, index) => ({
      label: textAt(column, 'label') || `${String(index + 1)}列目`,
      type: textAt(column, 'type'),
    })),
  );
  /** Faults of the list itself; those of a column stand at its properties. */
  protected readonly ownFaults = computed(() => this.editor.faults().filter(({ path }) => path === this.path()));

  /** A field that is no table any more may still have the columns that it had. */
  protected readonly isOfTable = computed(() => textAt(this.editor.content(), this.path().replace(/columns$/, 'type')) === 'rows');

  protected at(index: number, property: string): string {
    return `${this.path()}.${String(index)}.${property}`;
  }

  protected removeAll(): void {
    this.editor.remove('表の列', withValue(this.editor.content(), this.path(), undefined));
  }

  protected add(): void {
    const content = this.editor.content();
    this.editor.replace(withItem(content, this.path(), { id: freshId(content, this.path(), 'column'), label: '新しい列' }));
  }
}
