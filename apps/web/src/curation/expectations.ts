import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { listAt, textAt, withItem, withValue } from './definition';
import { Editor } from './editor';
import { EXPECTATIONS } from './expectation-words';
import { Icon } from '../shared/icon';
import { ItemActs } from './item-acts';
import { addButton } from './item-focus';
import { TypedBox } from './typed-box';
import { typedText } from './typed-text';
import { numberOf } from './typed-value';
import { goneSection } from './words';

interface Row {
  readonly index: number;
  readonly path: string;
  readonly that: string;
  readonly takes: string;
  readonly section: string;
}

/** What has to be true in a test, one line each. */
@Component({
  selector: 'bn-expectations',
  imports: [Icon, ItemActs, TypedBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="expects" aria-label="確かめること">
      @for (row of rows(); track row.index; let index = $index) {
        <li>
          <select class="in" [attr.aria-label]="label(index, '内容')" [disabled]="!editor.canEdit()" (change)="become(row, $event)">
            @for (kind of kinds; track kind.value) {
              <option [value]="kind.value" [selected]="kind.value === row.that">{{ kind.words }}</option>
            }
          </select>
          <select
            class="in"
            [attr.aria-label]="label(index, '場所')"
            [attr.aria-invalid]="isGone(row) ? 'true' : null"
            [disabled]="!editor.canEdit()"
            (change)="put(row, 'section', $event)"
          >
            @if (row.takes === 'text' || row.takes === 'rule' || row.takes === 'none') {
              <option value="" [selected]="row.section === ''">文書の全体</option>
            }
            @for (section of sections(); track section.id) {
              <option [value]="section.id" [selected]="section.id === row.section">{{ section.label }}</option>
            }
            @if (isGone(row)) {
              <option [value]="row.section" selected>{{ goneSection(row.section) }}</option>
            }
          </select>
          <bn-item-acts [path]="path()" [index]="index" [name]="label(index, '確かめること')" [canMove]="false" />
          @if (row.takes === 'text' || row.takes === 'rule') {
            <input
              class="in"
              [attr.aria-label]="label(index, row.takes === 'text' ? '語' : '指摘の番号')"
              [value]="value(row, row.takes)"
              [readOnly]="!editor.canEdit()"
              (input)="put(row, row.takes, $event)"
            />
          }
          @if (row.takes === 'length') {
            <span class="row tight">
              <input
                class="in num-in"
                inputmode="numeric"
                [attr.aria-label]="label(index, '最も短い字数')"
                [bnTyped]="value(row, 'min')"
                [printed]="printed"
                [readOnly]="!editor.canEdit()"
                (typed)="putNumber(row, 'min', $event)"
              />から<input
                class="in num-in"
                inputmode="numeric"
                [attr.aria-label]="label(index, '最も長い字数')"
                [bnTyped]="value(row, 'max')"
                [printed]="printed"
                [readOnly]="!editor.canEdit()"
                (typed)="putNumber(row, 'max', $event)"
              />字
            </span>
          }
          @for (fault of editor.faultsAt(row.path); track $index) {
            <p class="bad">
              <bn-icon name="warning" /><span>{{ fault.message }}</span>
            </p>
          }
        </li>
      }
    </ol>
    @if (editor.canEdit()) {
      <button class="btn plain" type="button" [id]="addButton(path())" (click)="add()"><bn-icon name="add" />確かめることを足す</button>
    }
  `,
})
export class Expectations {
  protected readonly editor = inject(Editor);

  /** Place of the list: `tests.0.expect`. */
  readonly path = input.required<string>();

  protected readonly kinds = EXPECTATIONS;
  protected readonly addButton = addButton;
  protected readonly goneSection = goneSection;
  protected readonly printed = (typed: string) => (typed.trim() === '' ? '' : String(numberOf(typed)));

  protected readonly sections = computed(() =>
    listAt(this.editor.content(), 'sections').map((section) => ({ id: textAt(section, 'id'), label: textAt(section, 'label') })),
  );

  protected readonly rows = computed((): Row[] =>
    listAt(this.editor.content(), this.path()).map((expected, index) => {
      const that = textAt(expected, 'that');
      const takes = EXPECTATIONS.find(({ value }) => value === that)?.takes ?? 'none';
      return { index, path: `${this.path()}.${String(index)}`, that, takes, section: textAt(expected, 'section') };
    }),
  );

  /** The section that it looks at is no more. */
  protected isGone({ section }: Row): boolean {
    return section !== '' && !this.sections().some(({ id }) => id === section);
  }

  protected label(index: number, what: string): string {
    return `${String(index + 1)}番目の${what}`;
  }

  protected value({ path }: Row, key: string): string {
    return textAt(this.editor.content(), `${path}.${key}`);
  }

  protected put({ path }: Row, key: string, event: Event): void {
    const text = typedText(event);
    this.editor.set(`${path}.${key}`, text === '' ? undefined : text);
  }

  protected putNumber({ path }: Row, key: string, text: string): void {
    this.editor.set(`${path}.${key}`, text.trim() === '' ? undefined : numberOf(text));
  }

  /** Another kind of expectation; what it does not take goes. */
  protected become({ path, section }: Row, event: Event): void {
    const that = typedText(event);
    const [first] = this.sections();
    const needsSection = that === 'present' || that === 'absent' || that === 'length';
    const place = section !== '' ? { section } : needsSection && first !== undefined ? { section: first.id } : {};
    const text = this.value({ path, index: 0, that, takes: '', section }, 'text');
    this.editor.set(path, { that, ...(that === 'contains' || that === 'lacks' ? { text } : {}), ...place });
  }

  protected add(): void {
    const content = this.editor.content();
    this.editor.replace(
      listAt(content, this.path()).length === 0
        ? withValue(content, this.path(), [{ that: 'noFinding' }])
        : withItem(content, this.path(), { that: 'noFinding' }),
    );
  }
}
