import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { fieldNames, textAt, valueAt, withFieldRenamed } from './definition';
import { Editor } from './editor';
import { Folded } from './folded';
import { Property } from './property';
import { RuleProperty } from './rule-property';

/** What few fields need: when they are asked for, the form of their text, the order of days, the id. */
@Component({
  selector: 'bn-field-more',
  imports: [Folded, Property, RuleProperty],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-folded class="field" summary="条件・形・番号" [path]="path()" [properties]="folded">
      <bn-rule-property [path]="at('visibleWhen')" label="示す条件" none="いつも示します。" [fieldId]="id()" />
      @if (mayBecomeRequired()) {
        <bn-rule-property [path]="at('requiredWhen')" label="必須にする条件" none="必須にしません。" [fieldId]="id()" />
      }
      @if (hasOrder()) {
        <bn-property [path]="at('notBefore')" label="次の日以後に限る" kind="choice" [options]="days()" [canBeNone]="true" />
      }
      @if (hasForm()) {
        <fieldset class="field">
          <legend class="label">文字の形</legend>
          <p class="help">
            正規表現で書きます（例　^第[0-9]+号$）。「ふだんの形」は、違うと注意するだけです。「守る形」は、違うと受け付けません。
          </p>
          <bn-property [path]="at('usual.pattern')" label="ふだんの形" [canBeNone]="true" />
          <bn-property [path]="at('usual.message')" label="違うときの注意" [canBeNone]="true" />
          <bn-property [path]="at('must.pattern')" label="守る形" [canBeNone]="true" />
          <bn-property [path]="at('must.message')" label="違うときの誤り" [canBeNone]="true" />
        </fieldset>
      }
      <div class="field">
        <div class="field-head"><label class="label" for="field-id">項目の番号</label></div>
        <p class="help">英小文字で始まる英数字です。文の中では、波括弧で囲んで使います。変えると、使っている所も変わります。</p>
        <input
          #name
          class="in w-m"
          id="field-id"
          [value]="id()"
          [readOnly]="!editor.canEdit()"
          [attr.aria-invalid]="wrong().length > 0 ? 'true' : null"
          [attr.aria-describedby]="wrong().length > 0 ? 'field-id-e' : null"
          (change)="rename(name.value)"
        />
        @if (wrong().length > 0) {
          <p class="bad" id="field-id-e">{{ wrong().join('') }}</p>
        }
      </div>
    </bn-folded>
  `,
})
export class FieldMore {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();

  protected readonly path = computed(() => `fields.${String(this.index())}`);
  protected readonly folded = ['visibleWhen', 'requiredWhen', 'notBefore', 'usual', 'must', 'id'];
  private readonly type = computed(() => this.text('type'));
  protected readonly id = computed(() => this.text('id'));
  protected readonly mayBecomeRequired = computed(
    () => valueAt(this.editor.content(), this.at('required')) !== true || this.isWrong('requiredWhen'),
  );
  protected readonly hasOrder = computed(() => this.type() === 'date' || this.type() === 'datetime' || this.isWrong('notBefore'));
  protected readonly hasForm = computed(() => this.type() === 'text' || this.type() === 'longtext' || this.isWrong('usual', 'must'));
  /** Other days of the form. */
  protected readonly days = computed(() =>
    fieldNames(this.editor.content())
      .filter(({ id, type }) => type === this.type() && id !== this.id())
      .map(({ id, label }) => ({ value: id, words: `${label}の日` })),
  );

  protected at(property: string): string {
    return `${this.path()}.${property}`;
  }

  /** An id was typed that another field has: the two would become one. */
  private readonly taken = linkedSignal<string, string>({ source: this.path, computation: () => '' });
  protected readonly wrong = computed(() => [
    ...(this.taken() === '' ? [] : [this.taken()]),
    ...this.editor.faultsAt(this.at('id')).map(({ message }) => message),
  ]);

  private isWrong(...properties: readonly string[]): boolean {
    return this.editor.isWrongIn(this.path(), properties);
  }

  protected rename(typed: string): void {
    const after = typed.trim();
    const other = fieldNames(this.editor.content()).find(({ id }) => id === after && id !== this.id());
    this.taken.set(other === undefined ? '' : `「${after}」は「${other.label}」の番号です。ほかの番号にしてください。`);
    if (other === undefined && after !== '' && after !== this.id()) {
      this.editor.replace(withFieldRenamed(this.editor.content(), this.id(), after));
    }
  }

  private text(property: string): string {
    return textAt(this.editor.content(), this.at(property));
  }
}
