import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { fieldNames, listAt, textAt, withoutItem, withValue } from './definition';
import { Editor } from './editor';
import { Folded } from './folded';
import { Property } from './property';
import { CHECK_WORDS, goneField, optionsOf, STYLE_WORDS } from './words';

const USES = ['material', 'mayUse', 'mustUse'] as const;
type Use = 'none' | (typeof USES)[number];

const USE_WORDS: Readonly<Record<Use, string>> = {
  none: '使わない',
  material: 'AIが読んで書く',
  mayUse: '目印を使ってよい',
  mustUse: '目印を必ず使う',
};

/** How a field can be used that the model sees in some way. */
const USES_BY_SIGHT: Readonly<Record<string, readonly Use[]>> = { raw: ['material'], placeholder: ['mayUse', 'mustUse'] };

/** A field with its use in the section, and the uses to choose from; the present one too where it is wrong. */
interface UsedField {
  readonly id: string;
  readonly label: string;
  readonly use: Use;
  readonly choices: readonly Use[];
  readonly faults: readonly string[];
}

/** One written section: what the model is told to write, from what, how long, and what stands there without it. */
@Component({
  selector: 'bn-section-part',
  imports: [Folded, Icon, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-property [path]="at('label')" label="節の名前" />
    <bn-property [path]="at('instruction')" label="AIへの指示" kind="area" [rows]="6" aside="公用文の決まりと字数は自動で付きます" />
    <fieldset class="field">
      <legend class="label">この節で使う項目</legend>
      <ul class="uses">
        @for (field of fields(); track field.id) {
          <li>
            <span>{{ field.label }}</span>
            <select
              class="in"
              [attr.aria-label]="field.label + 'の使い方'"
              [attr.aria-invalid]="field.faults.length > 0 ? 'true' : null"
              [attr.aria-describedby]="field.faults.length > 0 ? 'use-' + field.id + '-e' : null"
              [disabled]="!editor.canEdit()"
              (change)="use(field.id, $event)"
            >
              @for (choice of field.choices; track choice) {
                <option [value]="choice" [selected]="choice === field.use">{{ useWords[choice] }}</option>
              }
            </select>
            @if (field.faults.length > 0) {
              <p class="bad" [id]="'use-' + field.id + '-e'">
                <bn-icon name="warning" /><span>{{ field.faults.join('') }}</span>
              </p>
            }
          </li>
        } @empty {
          <li>AIが読む項目も、目印で渡す項目もありません。</li>
        }
      </ul>
    </fieldset>
    <div class="numbers">
      <bn-property [path]="at('minChars')" label="最も短い字数" kind="number" />
      <bn-property [path]="at('maxChars')" label="最も長い字数" kind="number" />
      <bn-property [path]="at('maxSentenceChars')" label="一文の字数" kind="number" />
      <bn-property [path]="at('maxTokens')" label="トークンの上限" kind="number" />
    </div>
    <bn-property [path]="at('style')" label="文体" kind="choice" [options]="styles" />
    <bn-property [path]="at('boilerplate')" label="定型文" kind="area" [rows]="6" aside="AIを使わないときの文" [help]="boilerplateHelp" />
    <fieldset class="field">
      <legend class="label">この節の検査</legend>
      <p class="help">{{ chosenChecks() }}</p>
      <bn-folded summary="検査を選ぶ" [path]="path()" [properties]="['checks']">
        <div class="check-list">
          @for (check of checks; track check.value) {
            <label class="check"
              ><input
                type="checkbox"
                [checked]="has('checks', check.value)"
                [disabled]="!editor.canEdit()"
                (change)="toggle('checks', check.value)"
              />{{ check.words }}</label
            >
          }
        </div>
        @for (fault of editor.faultsAt(at('checks')); track $index) {
          <p class="bad">
            <bn-icon name="warning" /><span>{{ fault.message }}</span>
          </p>
        }
      </bn-folded>
    </fieldset>
    <bn-folded class="field" summary="節を頼む条件・番号" [path]="path()" [properties]="folded">
      <bn-property
        [path]="at('onlyWith')"
        label="どれかが入力されたときだけ頼む"
        kind="lines"
        [canBeNone]="true"
        help="項目の番号を1行に一つ。"
      />
      <bn-property [path]="at('notWith')" label="入力されたときは頼まない" kind="lines" [canBeNone]="true" help="項目の番号を1行に一つ。" />
      <bn-property [path]="at('id')" label="節の番号" />
    </bn-folded>
    @if (editor.canEdit()) {
      <p class="ed-remove">
        <button class="btn plain" type="button" (click)="remove()"><bn-icon name="remove" />この節を消す</button>
      </p>
    }
  `,
})
export class SectionPart {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();
  /** The section is no more. */
  readonly removed = output();

  protected readonly path = computed(() => `sections.${String(this.index())}`);
  protected readonly folded = ['onlyWith', 'notWith', 'id'];
  protected readonly useWords = USE_WORDS;
  protected readonly styles = optionsOf(STYLE_WORDS);
  protected readonly checks = optionsOf(CHECK_WORDS);
  protected readonly boilerplateHelp =
    '項目は {{番号}} と書きます。入力があるときだけ出す文は {{#if 番号}}…{{/if}}、ないときだけ出す文は {{#unless 番号}}…{{/unless}} で囲みます。';

  /** Fields that the section may use, and those that it uses although it may not or that are no more. */
  protected readonly fields = computed((): UsedField[] => {
    const all = fieldNames(this.editor.content());
    const used = USES.flatMap((use) => listAt(this.editor.content(), this.at(use)).map(String));
    const gone = [...new Set(used)].filter((id) => !all.some((field) => field.id === id));
    return [
      ...all.map(({ id, label, toLlm }) => this.used(id, label, USES_BY_SIGHT[toLlm] ?? [])),
      ...gone.map((id) => this.used(id, goneField(id), [])),
    ].filter(({ choices }) => choices.length > 1);
  });

  protected readonly chosenChecks = computed(() => {
    const words = this.checks.filter(({ value }) => this.has('checks', value)).map((check) => check.words);
    return words.length === 0 ? '選んだ検査はありません。' : `${words.join('、')}（${String(words.length)}）`;
  });

  protected at(property: string): string {
    return `${this.path()}.${property}`;
  }

  protected has(list: string, id: string): boolean {
    return listAt(this.editor.content(), this.at(list)).includes(id);
  }

  private used(id: string, label: string, allowed: readonly Use[]): UsedField {
    const use = USES.find((each) => this.has(each, id)) ?? 'none';
    const faults = USES.flatMap((list) =>
      listAt(this.editor.content(), this.at(list)).flatMap((each, place) =>
        each === id ? this.editor.faultsAt(this.at(`${list}.${String(place)}`)) : [],
      ),
    );
    const choices = [...new Set<Use>(['none', ...allowed, use])];
    return { id, label, use, choices, faults: faults.map(({ message }) => message) };
  }

  protected use(id: string, event: Event): void {
    const chosen = event.target instanceof HTMLSelectElement ? event.target.value : 'none';
    const content = USES.reduce((changed: ReturnType<Editor['content']>, use) => {
      const others = listAt(changed, this.at(use)).filter((each) => each !== id);
      return withValue(changed, this.at(use), use === chosen ? [...others, id] : others);
    }, this.editor.content());
    this.editor.replace(content);
  }

  protected toggle(list: string, id: string): void {
    const ids = listAt(this.editor.content(), this.at(list));
    this.editor.set(this.at(list), ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
  }

  /** The section goes with the places of the page that show it. */
  protected remove(): void {
    const id = textAt(this.editor.content(), this.at('id'));
    const layout = listAt(this.editor.content(), 'layout').filter((part) => textAt(part, 'section') !== id);
    const name = textAt(this.editor.content(), this.at('label'));
    this.editor.remove(name, withoutItem(withValue(this.editor.content(), 'layout', layout), 'sections', this.index()));
    this.removed.emit();
  }
}
