import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from '../shared/icon';
import { fieldNames, listAt, valueAt, withValue } from './definition';
import { Editor } from './editor';
import { addButton, focusAfterRemoval, itemButton } from './item-focus';
import { Property } from './property';
import { linesAsRule, ruleAsLines, valuesOf, type Asks, type RuleLine, type RuleLines } from './rule-lines';
import { TypedBox } from './typed-box';
import { typedText } from './typed-text';
import { numberOf } from './typed-value';
import { goneField, optionsOf } from './words';

const ASKS_WORDS: Readonly<Record<Asks, string>> = {
  isOneOf: '次のどれかである',
  isFilled: '入力がある',
  isEmpty: '入力がない',
  atLeast: '次の数以上である',
  atMost: '次の数以下である',
};

/** When a field is shown or required: conditions on other fields, one line each. */
@Component({
  selector: 'bn-rule-property',
  imports: [Icon, Property, TypedBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (rule(); as shown) {
      <fieldset class="field rule">
        <legend class="label">{{ label() }}</legend>
        @if (shown.lines.length === 0) {
          <p class="help">{{ none() }}</p>
        }
        @if (shown.lines.length > 1) {
          <select
            class="in w-m"
            [attr.aria-label]="label() + 'の組合せ'"
            [disabled]="!editor.canEdit()"
            (change)="change({ together: typed($event) === 'any' ? 'any' : 'all', lines: shown.lines })"
          >
            <option value="all" [selected]="shown.together === 'all'">次の全部に当てはまるとき</option>
            <option value="any" [selected]="shown.together === 'any'">次のどれかに当てはまるとき</option>
          </select>
        }
        <ol class="expects">
          @for (line of shown.lines; track $index; let index = $index) {
            <li>
              <select
                class="in"
                [attr.aria-label]="nth(index, '項目')"
                [attr.aria-invalid]="isGone(line) ? 'true' : null"
                [disabled]="!editor.canEdit()"
                (change)="put(index, { field: typed($event), values: [] })"
              >
                @for (field of others(); track field.id) {
                  <option [value]="field.id" [selected]="field.id === line.field">{{ field.label }}</option>
                }
                @if (isGone(line)) {
                  <option [value]="line.field" selected>{{ goneField(line.field) }}</option>
                }
              </select>
              <select class="in" [attr.aria-label]="nth(index, '条件')" [disabled]="!editor.canEdit()" (change)="ask(index, typed($event))">
                @for (asks of asked; track asks.value) {
                  <option [value]="asks.value" [selected]="asks.value === line.asks">{{ asks.words }}</option>
                }
              </select>
              @if (line.asks === 'atLeast' || line.asks === 'atMost') {
                <input
                  class="in num-in"
                  inputmode="numeric"
                  [attr.aria-label]="nth(index, '数')"
                  [bnTyped]="line.values[0] ?? ''"
                  [printed]="printedNumber"
                  [readOnly]="!editor.canEdit()"
                  (typed)="put(index, { values: [$event] })"
                />
              } @else if (line.asks === 'isOneOf') {
                @let options = optionsFor(line.field);
                @if (options.length > 0) {
                  <div class="rule-options" role="group" [attr.aria-label]="nth(index, '値')">
                    @for (option of options; track option) {
                      <label class="check"
                        ><input
                          type="checkbox"
                          [checked]="line.values.includes(option)"
                          [disabled]="!editor.canEdit()"
                          (change)="toggle(index, line, option)"
                        />{{ option }}</label
                      >
                    }
                  </div>
                } @else {
                  <input
                    class="in"
                    [attr.aria-label]="nth(index, '値')"
                    [bnTyped]="line.values.join('、')"
                    [printed]="printedValues"
                    [readOnly]="!editor.canEdit()"
                    (typed)="put(index, { values: valuesOf($event) })"
                  />
                }
              }
              @if (editor.canEdit()) {
                <button
                  class="btn icon"
                  type="button"
                  [id]="itemButton('remove', path(), index)"
                  [attr.aria-label]="nth(index, '条件を消す')"
                  (click)="drop(index)"
                >
                  <bn-icon name="remove" />
                </button>
              }
            </li>
          }
        </ol>
        @for (fault of editor.faultsAt(path()); track $index) {
          <p class="bad">
            <bn-icon name="warning" /><span>{{ fault.message }}</span>
          </p>
        }
        @if (editor.canEdit() && others().length > 0) {
          <button class="btn plain" type="button" [id]="addButton(path())" (click)="add()"><bn-icon name="add" />条件を足す</button>
        }
      </fieldset>
    } @else {
      <bn-property [path]="path()" [label]="label()" kind="json" [rows]="6" help="条件が入り組んでいるので、書かれたまま示します。" />
    }
  `,
})
export class RuleProperty {
  protected readonly editor = inject(Editor);

  readonly path = input.required<string>();
  readonly label = input.required<string>();
  /** What holds without a condition. */
  readonly none = input.required<string>();
  /** The field whose rule it is: it cannot depend on itself. */
  readonly fieldId = input.required<string>();

  protected readonly asked = optionsOf(ASKS_WORDS);
  protected readonly typed = typedText;
  protected readonly valuesOf = valuesOf;
  protected readonly printedNumber = (typed: string) => String(numberOf(typed));
  protected readonly printedValues = (typed: string) => valuesOf(typed).join('、');
  protected readonly goneField = goneField;
  protected readonly itemButton = itemButton;
  protected readonly addButton = addButton;
  private readonly focusAfterRemoval = focusAfterRemoval();
  protected readonly rule = computed(() => ruleAsLines(valueAt(this.editor.content(), this.path())));
  protected readonly others = computed(() => fieldNames(this.editor.content()).filter(({ id }) => id !== this.fieldId()));

  /** The field that it looks at is no more, or the field itself. */
  protected isGone({ field }: RuleLine): boolean {
    return !this.others().some(({ id }) => id === field);
  }

  protected nth(index: number, what: string): string {
    return `${this.label()}の${String(index + 1)}番目の${what}`;
  }

  /** What can be chosen in a field; nothing where it is typed freely. */
  protected optionsFor(id: string): readonly string[] {
    const field = this.others().find((each) => each.id === id);
    if (field?.type === 'bool') {
      return ['はい', 'いいえ'];
    }
    return field === undefined ? [] : listAt(this.editor.content(), `fields.${String(field.index)}.options`).map(String);
  }

  protected change(lines: RuleLines): void {
    this.editor.set(this.path(), linesAsRule(lines));
  }

  protected put(index: number, more: Partial<RuleLine>): void {
    this.changeLines((lines) => lines.map((line, at) => (at === index ? { ...line, ...more } : line)));
  }

  protected ask(index: number, asks: string): void {
    this.put(index, { asks: isAsks(asks) ? asks : 'isFilled', values: [] });
  }

  protected toggle(index: number, { values }: RuleLine, option: string): void {
    this.put(index, { values: values.includes(option) ? values.filter((each) => each !== option) : [...values, option] });
  }

  protected drop(index: number): void {
    const shown = this.rule();
    if (shown !== null) {
      const rule = linesAsRule({ ...shown, lines: shown.lines.filter((_, at) => at !== index) });
      this.editor.remove(this.nth(index, '条件'), withValue(this.editor.content(), this.path(), rule));
      this.focusAfterRemoval(this.path(), index);
    }
  }

  protected add(): void {
    const field = this.others()[0]?.id ?? '';
    this.changeLines((lines) => [...lines, { field, asks: 'isFilled', values: [] }]);
  }

  private changeLines(how: (lines: readonly RuleLine[]) => readonly RuleLine[]): void {
    const shown = this.rule();
    if (shown !== null) {
      this.change({ ...shown, lines: how(shown.lines) });
    }
  }
}

function isAsks(value: string): value is Asks {
  return value in ASKS_WORDS;
}
