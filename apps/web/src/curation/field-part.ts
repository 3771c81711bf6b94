import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { listAt, textAt, withFieldRenamed, withItem, withoutField, withValue } from './definition';
import { Editor } from './editor';
import { Property } from './property';
import { optionsOf, PERSONAL_WORDS, ROLE_WORDS, SEES_WORDS, TYPE_WORDS } from './words';

const CHOICES = ['select', 'multiselect'];
const COUNTED = ['text', 'longtext', 'lines', 'tel', 'email', 'person', 'department'];

/** One field of the form: what is asked, of what kind, and what the model may see of it. */
@Component({
  selector: 'bn-field-part',
  imports: [Icon, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-property [path]="at('label')" label="項目名" />
    <bn-property [path]="at('help')" label="説明" kind="area" [rows]="2" [canBeNone]="true" help="入力欄の上に出ます。" />
    <div class="two">
      <bn-property [path]="at('type')" label="種類" kind="choice" [options]="types" />
      <div class="field">
        <div class="field-head"><label class="label" for="field-group">入力のまとまり</label></div>
        <select class="in" id="field-group" [disabled]="!editor.canEdit()" (change)="moveTo($event)">
          @if (group() < 0) {
            <option value="-1" selected>（画面に出さない）</option>
          }
          @for (title of groups(); track $index) {
            <option [value]="$index" [selected]="$index === group()">{{ title }}</option>
          }
        </select>
      </div>
    </div>
    <bn-property [path]="at('required')" label="必ず入力する" kind="flag" />
    <bn-property [path]="at('toLlm')" label="AIに見せるもの" kind="choice" [options]="sees" />
    @if (text('toLlm') === 'placeholder') {
      <bn-property
        [path]="at('shape')"
        label="AIに示す架空の例"
        [canBeNone]="true"
        help="値の代わりに、この形だけを伝えます（例　令和6年11月1日）。"
      />
    }
    @if (text('toLlm') === 'raw') {
      <bn-property [path]="at('role')" label="文章での使い方" kind="choice" [options]="roles" [canBeNone]="true" none="文章の材料" />
    }
    <bn-property [path]="at('pii')" label="個人の情報" kind="choice" [options]="personal" />
    @if (isChoice()) {
      <bn-property [path]="at('options')" label="選ぶもの" kind="lines" [rows]="5" help="1行に一つ書きます。" />
    }
    @if (text('type') === 'rows') {
      <bn-property [path]="at('columns')" label="表の列" kind="json" [rows]="12" [help]="columnHelp" />
      <bn-property [path]="at('maxRows')" label="行の数の上限" kind="number" [canBeNone]="true" />
    }
    @if (isCounted()) {
      <div class="numbers">
        <bn-property [path]="at('minLength')" label="最も短い字数" kind="number" [canBeNone]="true" />
        <bn-property [path]="at('maxLength')" label="最も長い字数" kind="number" [canBeNone]="true" />
      </div>
    }
    <bn-property [path]="at('example')" label="入力例" [canBeNone]="true" />
    <bn-property [path]="at('default')" label="初めの値" [canBeNone]="true" />
    <details class="field">
      <summary>条件・形・番号</summary>
      <bn-property [path]="at('visibleWhen')" label="示す条件" kind="json" [rows]="4" [help]="ruleHelp" />
      <bn-property [path]="at('requiredWhen')" label="必須にする条件" kind="json" [rows]="4" help="書き方は「示す条件」と同じです。" />
      <bn-property
        [path]="at('notBefore')"
        label="前後の決まり"
        [canBeNone]="true"
        help="この項目の日以後でなければならない、相手の項目の番号です。"
      />
      <bn-property [path]="at('usual')" label="ふだんの形（違うと注意する）" kind="json" [rows]="4" [help]="shapeHelp" />
      <bn-property [path]="at('must')" label="必ず守る形（違うと受け付けない）" kind="json" [rows]="4" [help]="shapeHelp" />
      <div class="field">
        <div class="field-head"><label class="label" for="field-id">項目の番号</label></div>
        <p class="help">英小文字で始まる英数字です。文の中では、波括弧で囲んで使います。変えると、使っている所も変わります。</p>
        <input #name class="in w-m" id="field-id" [value]="text('id')" [readOnly]="!editor.canEdit()" (change)="rename(name.value)" />
      </div>
    </details>
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
  protected readonly ruleHelp =
    '例　{"field": "openness", "isOneOf": ["非公開"]}　ほかに isFilled、atLeast、atMost、all、any、not が使えます。';
  protected readonly shapeHelp = '例　{"pattern": "^第[0-9]+号$", "message": "「第1号」の形で入力してください。"}';
  protected readonly columnHelp = '列ごとに、番号（id）、名前（label）、種類（type）、必須（required）、幅（width、字）を書きます。';

  private readonly id = computed(() => this.text('id'));
  protected readonly isChoice = computed(() => CHOICES.includes(this.text('type')));
  protected readonly isCounted = computed(() => COUNTED.includes(this.text('type')));
  protected readonly groups = computed(() => listAt(this.editor.content(), 'groups').map((group) => textAt(group, 'title')));
  protected readonly group = computed(() =>
    listAt(this.editor.content(), 'groups').findIndex((group) => listAt(group, 'fields').includes(this.id())),
  );

  protected at(property: string): string {
    return `fields.${String(this.index())}.${property}`;
  }

  protected text(property: string): string {
    return textAt(this.editor.content(), this.at(property));
  }

  protected moveTo(event: Event): void {
    const target = event.target instanceof HTMLSelectElement ? Number(event.target.value) : -1;
    const moved = target < 0 ? this.ungrouped() : withItem(this.ungrouped(), `groups.${String(target)}.fields`, this.id());
    this.editor.replace(moved);
  }

  protected rename(typed: string): void {
    const after = typed.trim();
    if (after !== '' && after !== this.id()) {
      this.editor.replace(withFieldRenamed(this.editor.content(), this.id(), after));
    }
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
