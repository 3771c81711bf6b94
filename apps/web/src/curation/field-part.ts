import { ChangeDetectionStrategy, Component, computed, inject, input, output, type Signal } from '@angular/core';
import { FILE_KINDS } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { listAt, textAt, withItem, withoutField, withValue } from './definition';
import { ColumnsPart } from './columns-part';
import { Editor } from './editor';
import { FieldMore } from './field-more';
import { InstructionsPart } from './instructions-part';
import { Property } from './property';
import type { Kind } from './typed-value';
import { optionsOf, PERSONAL_WORDS, ROLE_WORDS, SEES_WORDS, TYPE_WORDS } from './words';

const CHOICES = ['select', 'multiselect'];
const MANY = ['rows', 'file'];
const NUMBERS = ['number', 'amount'];
const COUNTED = ['text', 'longtext', 'lines', 'tel', 'email', 'person', 'department'];

/** Types that are empty at first: a list, a table and a range of days begin with nothing in them. */
const NO_DEFAULT = ['multiselect', 'daterange', 'lines', 'rows', 'file'];
const DEFAULT_KINDS: Readonly<Record<string, Kind>> = { select: 'choice', bool: 'yes-no', number: 'number', amount: 'number' };
const YES_NO = [
  { value: 'true', words: 'はい' },
  { value: 'false', words: 'いいえ' },
];

/** How the value is typed with which a field of a type begins; null: with none. */
function defaultKindOf(type: string): Kind | null {
  return NO_DEFAULT.includes(type) ? null : (DEFAULT_KINDS[type] ?? 'line');
}

/** One field of the form: what is asked, of what kind, and what the model may see of it. */
@Component({
  selector: 'bn-field-part',
  imports: [ColumnsPart, FieldMore, Icon, InstructionsPart, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-property [path]="at('label')" label="項目名" />
    <bn-property [path]="at('help')" label="説明" kind="area" [rows]="2" [canBeNone]="true" help="入力欄の上に出ます。" />
    <div class="two">
      <bn-property [path]="at('type')" label="種類" kind="choice" [options]="types" />
      <div class="field">
        <div class="field-head"><label class="label" for="field-group">入力のまとまり</label></div>
        <select class="in" id="field-group" [disabled]="!editor.canEdit()" (change)="moveTo($event)">
          <option value="-1" [selected]="group() < 0">画面に出さない（いつも初めの値）</option>
          @for (title of groups(); track $index) {
            <option [value]="$index" [selected]="$index === group()">{{ title }}</option>
          }
        </select>
      </div>
    </div>
    <bn-property [path]="at('required')" label="必ず入力する" kind="flag" />
    <bn-property [path]="at('toLlm')" label="AIに見せるもの" kind="choice" [options]="sees" />
    @if (isWithheld()) {
      <bn-property
        [path]="at('shape')"
        label="AIに示す架空の例"
        [canBeNone]="true"
        help="値の代わりに、この形だけを伝えます（例　令和6年11月1日）。"
      />
    }
    @if (isRead()) {
      <bn-property [path]="at('role')" label="文章での使い方" kind="choice" [options]="roles" [canBeNone]="true" none="文章の材料" />
    }
    <bn-property [path]="at('pii')" label="個人の情報" kind="choice" [options]="personal" />
    @if (isChoice()) {
      <bn-property [path]="at('options')" label="選ぶもの" kind="lines" [rows]="5" help="1行に一つ書きます。" />
    }
    @if (isTable()) {
      <bn-columns-part [path]="at('columns')" />
    }
    @if (isCondition()) {
      <bn-instructions-part
        [path]="at('instructions')"
        [options]="options()"
        heading="選んだものごとの、AIへの指示"
        help="空のままなら、選んだ言葉だけを伝えます。"
      />
    }
    @if (isNumber()) {
      <div class="row tight">
        <bn-property [path]="at('min')" label="最も小さい数" kind="number" [canBeNone]="true" />
        <bn-property [path]="at('max')" label="最も大きい数" kind="number" [canBeNone]="true" />
      </div>
    }
    @if (isFile()) {
      <bn-property [path]="at('accept')" label="受け取るファイルの種類" kind="lines" [rows]="4" [canBeNone]="true" [help]="kindHelp" />
    }
    @if (isMany()) {
      <bn-property [path]="at('maxRows')" [label]="mostLabel()" kind="number" [canBeNone]="true" [help]="mostHelp()" />
    }
    @if (isCounted()) {
      <div class="numbers">
        <bn-property [path]="at('minLength')" label="最も短い字数" kind="number" [canBeNone]="true" />
        <bn-property [path]="at('maxLength')" label="最も長い字数" kind="number" [canBeNone]="true" />
      </div>
    }
    <bn-property [path]="at('example')" label="入力例" [canBeNone]="true" />
    @if (defaultKind(); as kind) {
      <bn-property [path]="at('default')" label="初めの値" [kind]="kind" [options]="defaults()" [canBeNone]="true" />
    }
    <bn-field-more [index]="index()" />
    @if (editor.canEdit()) {
      <p class="ed-remove">
        <button class="btn plain" type="button" (click)="remove()"><bn-icon name="remove" />この項目を消す</button>
      </p>
    }
  `,
})
export class FieldPart {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();
  /** The field is no more. */
  readonly removed = output();

  protected readonly types = optionsOf(TYPE_WORDS);
  protected readonly sees = optionsOf(SEES_WORDS);
  protected readonly roles = optionsOf(ROLE_WORDS);
  protected readonly personal = optionsOf(PERSONAL_WORDS);
  protected readonly kindHelp = `1行に一つ、${FILE_KINDS.join('、')} から書きます。空のときは、どれでも受け取ります。`;

  private readonly id = computed(() => this.text('id'));
  protected readonly isWithheld = this.shows(() => this.text('toLlm') === 'placeholder', 'shape');
  protected readonly isRead = this.shows(() => this.text('toLlm') === 'raw', 'role');
  protected readonly isChoice = this.shows(() => CHOICES.includes(this.text('type')), 'options');
  protected readonly isTable = this.shows(() => this.text('type') === 'rows', 'columns');
  protected readonly isFile = this.shows(() => this.text('type') === 'file', 'accept');
  protected readonly isMany = this.shows(() => MANY.includes(this.text('type')), 'maxRows');
  protected readonly mostLabel = computed(() => (this.text('type') === 'file' ? 'ファイルの数の上限' : '行の数の上限'));
  protected readonly mostHelp = computed(() => (this.text('type') === 'file' ? '空のときは5個です。20個まで増やせます。' : ''));
  protected readonly isCounted = this.shows(() => COUNTED.includes(this.text('type')), 'minLength', 'maxLength');
  protected readonly isNumber = this.shows(() => NUMBERS.includes(this.text('type')), 'min', 'max');
  protected readonly isCondition = this.shows(
    () => this.text('role') === 'condition' && this.text('toLlm') === 'raw' && this.isChoice(),
    'instructions',
  );
  protected readonly options = computed(() => listAt(this.editor.content(), this.at('options')).map(String));
  protected readonly defaultKind = computed(() => defaultKindOf(this.text('type')) ?? (this.isWrong('default') ? 'line' : null));
  protected readonly defaults = computed(() =>
    this.text('type') === 'bool' ? YES_NO : this.options().map((option) => ({ value: option, words: option })),
  );
  protected readonly groups = computed(() => listAt(this.editor.content(), 'groups').map((group) => textAt(group, 'title')));
  protected readonly group = computed(() =>
    listAt(this.editor.content(), 'groups').findIndex((group) => listAt(group, 'fields').includes(this.id())),
  );

  /** Whether the controls of some properties are shown: for a field of their kind, and while something is wrong in them. */
  private shows(isOfKind: () => boolean, ...properties: readonly string[]): Signal<boolean> {
    return computed(() => isOfKind() || this.isWrong(...properties));
  }

  private isWrong(...properties: readonly string[]): boolean {
    return this.editor.isWrongIn(`fields.${String(this.index())}`, properties);
  }

  protected at(property: string): string {
    return `fields.${String(this.index())}.${property}`;
  }

  protected text(property: string): string {
    return textAt(this.editor.content(), this.at(property));
  }

  protected moveTo(event: Event): void {
    const target = event.target instanceof HTMLSelectElement ? Number(event.target.value) : -1;
    const moved = target < 0 ? this.ungrouped() : withItem(this.ungrouped(), `groups.${String(target)}.fields`, this.id());
    this.editor.replace(withValue(moved, this.at('hidden'), target < 0 ? true : undefined));
  }

  protected remove(): void {
    this.editor.remove(this.text('label'), withoutField(this.editor.content(), this.id()));
    this.removed.emit();
  }

  /** The definition without the field in any group. */
  private ungrouped() {
    return listAt(this.editor.content(), 'groups').reduce(
      (content: ReturnType<Editor['content']>, group, index) =>
        withValue(
          content,
          `groups.${String(index)}.fields`,
          listAt(group, 'fields').filter((field) => field !== this.id()),
        ),
      this.editor.content(),
    );
  }
}
