import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { fieldTypeSchema } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { Choices, type FieldItem, type Item, type SectionItem } from './choices';
import { surroundings } from './old-marks';
import { optionsOf, SEES_WORDS, STYLE_WORDS, TYPE_WORDS, type Options } from './words';

/** Kinds that need nothing that only an editor could add: no choices, no columns. */
const PLAIN: readonly string[] = [
  ...['text', 'longtext', 'lines', 'date', 'daterange', 'datetime', 'number', 'amount'],
  ...['bool', 'tel', 'email', 'person', 'department'],
];

const SEES_ICONS = { raw: 'eye', placeholder: 'masked', never: 'lock' } as const;

/** Words that are shown of a place, characters. */
const SHOWN = 60;

/** One proposal: taken or not, and, if wanted, under another name and of another kind. */
@Component({
  selector: 'bn-proposal-item',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="prop-h">
      <label class="check"
        ><input type="checkbox" [id]="'take-' + item().id" [checked]="item().isTaken" (change)="take()" /><span
          ><span class="sr">取り入れる：</span>{{ item().label || item().proposal.label }}</span
        ></label
      >
      <span class="prop-kind">{{ kind() }}</span>
      <button
        class="btn plain"
        type="button"
        [attr.aria-expanded]="isOpen()"
        [attr.aria-controls]="'edit-' + item().id"
        (click)="isOpen.set(!isOpen())"
      >
        {{ isOpen() ? '閉じる' : '直す' }}<span class="sr">（{{ item().label }}）</span>
      </button>
    </div>
    <p class="prop-words">
      {{ around().before }}<mark>{{ words() }}</mark
      >{{ around().after }}
      @if (others() > 0) {
        <span class="sub">ほか{{ others() }}か所</span>
      }
    </p>
    @if (sees(); as seen) {
      <p class="sees" [class.raw]="seen.isRead"><bn-icon [name]="seen.icon" />{{ seen.words }}</p>
    }
    @if (section(); as written) {
      <p class="prop-length">元の文書では{{ count(written.proposal.characters) }}字。{{ count(written.maxChars) }}字まで書けます。</p>
    }
    @if (isOpen()) {
      <div class="prop-edit" [id]="'edit-' + item().id">
        <div class="field">
          <label class="label" [for]="'name-' + item().id">{{ item().kind === 'field' ? '項目名' : '文章の名前' }}</label>
          <input
            #name
            class="in"
            autocomplete="off"
            maxlength="60"
            [id]="'name-' + item().id"
            [value]="item().label"
            (input)="choices.decide(item().id, { label: name.value })"
          />
        </div>
        @if (field(); as asked) {
          <div class="field">
            <label class="label" [for]="'type-' + item().id">種類</label>
            <select #type class="in" [id]="'type-' + item().id" (change)="retype(type.value)">
              @for (option of types(); track option.value) {
                <option [value]="option.value" [selected]="option.value === asked.type">{{ option.words }}</option>
              }
            </select>
          </div>
        }
        @if (section(); as written) {
          <div class="field">
            <label class="label" [for]="'style-' + item().id">文体</label>
            <select #style class="in" [id]="'style-' + item().id" (change)="restyle(style.value)">
              @for (option of styles; track option.value) {
                <option [value]="option.value" [selected]="option.value === written.style">{{ option.words }}</option>
              }
            </select>
          </div>
          <div class="field">
            <label class="label" [for]="'length-' + item().id">最も長い字数</label>
            <input
              #most
              class="in num-in"
              inputmode="numeric"
              autocomplete="off"
              maxlength="6"
              [id]="'length-' + item().id"
              [value]="written.maxChars"
              (change)="resize(most)"
            />
          </div>
        }
      </div>
    }
  `,
})
export class ProposalItem {
  protected readonly choices = inject(Choices);

  readonly item = input.required<Item>();

  protected readonly isOpen = signal(false);
  protected readonly styles = optionsOf(STYLE_WORDS);

  protected readonly kind = computed(() => {
    const item = this.item();
    return item.kind === 'field' ? TYPE_WORDS[item.type] : STYLE_WORDS[item.style];
  });

  protected readonly count = (characters: number) => characters.toLocaleString('ja-JP');

  protected readonly sees = computed(() => {
    const toLlm = this.field()?.proposal.toLlm;
    return toLlm === undefined ? null : { words: SEES_WORDS[toLlm], icon: SEES_ICONS[toLlm], isRead: toLlm === 'raw' };
  });

  private readonly first = computed(() => this.item().proposal.found[0] ?? { block: 0, words: '' });
  protected readonly words = computed(() => {
    const characters = [...this.first().words.replace(/\s+/g, '　')];
    return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
  });
  protected readonly around = computed(() => surroundings(this.first(), this.choices.view()?.blocks ?? []));
  protected readonly others = computed(() => (this.item().kind === 'field' ? this.item().proposal.found.length - 1 : 0));

  protected readonly field = computed(() => fieldOf(this.item()));
  protected readonly section = computed(() => sectionOf(this.item()));

  /** The kinds that fit: what was proposed, and all that need nothing more. */
  protected readonly types = computed((): Options => {
    const proposed = this.field()?.proposal.type;
    return optionsOf(TYPE_WORDS).filter(({ value }) => PLAIN.includes(value) || value === proposed);
  });

  protected take(): void {
    this.choices.decide(this.item().id, { isTaken: !this.item().isTaken });
  }

  protected retype(value: string): void {
    const type = fieldTypeSchema.safeParse(value).data;
    if (type !== undefined) {
      this.choices.decide(this.item().id, { type });
    }
  }

  protected restyle(value: string): void {
    this.choices.decide(this.item().id, { style: value === 'dearu' ? 'dearu' : 'desu-masu' });
  }

  /** A length that is none stays as it was. */
  protected resize(input: HTMLInputElement): void {
    const typed = input.value.normalize('NFKC').replaceAll(',', '').trim();
    if (/^[1-9]\d{0,4}$/.test(typed)) {
      this.choices.decide(this.item().id, { maxChars: Number(typed) });
    }
    input.value = String(this.section()?.maxChars ?? '');
  }
}

const fieldOf = (item: Item): FieldItem | null => (item.kind === 'field' ? item : null);
const sectionOf = (item: Item): SectionItem | null => (item.kind === 'section' ? item : null);
