import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { freshId, listAt, textAt, withItem, withValue } from './definition';
import { Editor } from './editor';
import { PART_WORDS, partName } from './layout-words';
import { SEES_SHORT } from './words';

export type PartKind = 'basics' | 'fields' | 'sections' | 'layout' | 'tests';

/** Which part of the template is being edited. */
export interface ChosenPart {
  readonly kind: PartKind;
  readonly index: number;
}

interface Entry {
  readonly name: string;
  readonly note: string;
  readonly path: string;
}

const TABS: readonly { readonly kind: PartKind; readonly words: string }[] = [
  { kind: 'basics', words: '基本' },
  { kind: 'fields', words: '項目' },
  { kind: 'sections', words: '文章' },
  { kind: 'layout', words: '紙面' },
  { kind: 'tests', words: '試験' },
];

/** The parts of a template, to choose from: each with what is wrong in it. */
@Component({
  selector: 'bn-parts-nav',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'ed-nav', role: 'navigation', 'aria-label': '様式の部品' },
  template: `
    <div class="tabs" role="tablist" aria-label="部品の種類">
      @for (tab of tabs; track tab.kind) {
        <button
          type="button"
          role="tab"
          [id]="'tab-' + tab.kind"
          [attr.aria-selected]="tab.kind === chosen().kind"
          [attr.tabindex]="tab.kind === chosen().kind ? 0 : -1"
          (click)="choose.emit({ kind: tab.kind, index: 0 })"
          (keydown.arrowRight)="turn(tab.kind, 1)"
          (keydown.arrowLeft)="turn(tab.kind, -1)"
        >
          {{ tab.words }}{{ count(tab.kind) }}
          @if (faults(tab.kind) > 0) {
            <em><span class="sr">誤り</span>{{ faults(tab.kind) }}</em>
          }
        </button>
      }
    </div>
    <ol>
      @for (entry of entries(); track $index) {
        <li>
          <button
            type="button"
            [attr.aria-current]="$index === chosen().index ? 'true' : null"
            (click)="choose.emit({ kind: chosen().kind, index: $index })"
          >
            <span>{{ entry.name }}</span>
            @if (editor.faultsAt(entry.path).length; as wrong) {
              <em>誤り{{ wrong }}</em>
            }
            <i>{{ entry.note }}</i>
          </button>
        </li>
      }
    </ol>
    @if (editor.canEdit() && chosen().kind !== 'basics') {
      @if (chosen().kind === 'layout') {
        <label class="label" for="new-part">部分を足す</label>
        <select class="in" id="new-part" (change)="addPart($event)">
          <option value="">選んでください</option>
          @for (kind of partKinds; track kind) {
            <option [value]="kind">{{ nameOf(kind) }}</option>
          }
        </select>
      } @else {
        <button class="btn plain" type="button" (click)="add()"><bn-icon name="add" />{{ addWords() }}を足す</button>
      }
    }
  `,
})
export class PartsNav {
  protected readonly editor = inject(Editor);

  readonly chosen = input.required<ChosenPart>();
  readonly choose = output<ChosenPart>();

  protected readonly tabs = TABS;
  protected readonly partKinds = Object.keys(PART_WORDS);
  protected readonly nameOf = partName;

  protected readonly addWords = computed(() => TABS.find(({ kind }) => kind === this.chosen().kind)?.words ?? '');

  protected readonly entries = computed((): Entry[] => {
    const { kind } = this.chosen();
    const items = kind === 'basics' ? [] : listAt(this.editor.content(), kind);
    return items.map((item, index) => ({
      name: kind === 'layout' ? partName(textAt(item, 'part')) : textAt(item, 'label') || textAt(item, 'name') || textAt(item, 'id'),
      note: noteOf(kind, item),
      path: `${kind}.${String(index)}`,
    }));
  });

  protected count(kind: PartKind): string {
    return kind === 'basics' ? '' : ` ${String(listAt(this.editor.content(), kind).length)}`;
  }

  protected faults(kind: PartKind): number {
    const others = ['fields', 'sections', 'layout', 'tests'];
    return kind === 'basics'
      ? this.editor.faults().filter(({ path }) => !others.includes(path.split('.')[0] ?? '')).length
      : this.editor.faultsAt(kind).length;
  }

  protected turn(kind: PartKind, by: number): void {
    const next = TABS[(TABS.findIndex((tab) => tab.kind === kind) + by + TABS.length) % TABS.length];
    if (next !== undefined) {
      this.choose.emit({ kind: next.kind, index: 0 });
      document.getElementById(`tab-${next.kind}`)?.focus();
    }
  }

  protected addPart(event: Event): void {
    const kind = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const words = PART_WORDS[kind];
    if (words !== undefined) {
      this.editor.replace(withItem(this.editor.content(), 'layout', { part: kind, ...words.start }));
      this.choose.emit({ kind: 'layout', index: listAt(this.editor.content(), 'layout').length - 1 });
    }
  }

  /** A new field stands in the last group of the form, a new section at the end of the page. */
  protected add(): void {
    const content = this.editor.content();
    const { kind } = this.chosen();
    const id = freshId(content, kind, STEMS[kind] ?? 'part');
    const added = withItem(content, kind, NEW[kind]?.(id, content));
    this.editor.replace(placed(added, kind, id));
    this.choose.emit({ kind, index: listAt(added, kind).length - 1 });
  }
}

/** What stands beside a part in the list: what the model sees of a field, that a part of the page is written. */
function noteOf(kind: PartKind, item: unknown): string {
  if (kind === 'fields') {
    return SEES_SHORT[textAt(item, 'toLlm')] ?? '';
  }
  return kind === 'layout' && textAt(item, 'section') !== '' ? '文章' : '';
}

type Content = ReturnType<Editor['content']>;

const STEMS: Partial<Record<PartKind, string>> = { fields: 'field', sections: 'section', tests: 'test' };

const NEW: Partial<Record<PartKind, (id: string, content: Content) => Readonly<Record<string, unknown>>>> = {
  fields: (id) => ({ id, label: '新しい項目', type: 'text', required: false, pii: 'none', toLlm: 'never' }),
  sections: (id) => ({
    id,
    label: '新しい節',
    instruction: '何をどう書くか',
    style: 'desu-masu',
    minChars: 0,
    maxChars: 300,
    maxSentenceChars: 80,
    maxTokens: 450,
    material: [],
    boilerplate: '',
  }),
  tests: (id, content) => ({
    id,
    name: '新しい試験',
    answers: Object(Object.getOwnPropertyDescriptor(Object(content.sample), 'answers')?.value),
    expect: [{ that: 'noFinding' }],
  }),
};

function placed(content: Content, kind: PartKind, id: string): Content {
  if (kind === 'sections') {
    return withItem(content, 'layout', { part: 'written', section: id });
  }
  const last = listAt(content, 'groups').length - 1;
  if (kind !== 'fields') {
    return content;
  }
  return last < 0
    ? withValue(content, 'groups', [{ id: 'form', title: '入力', fields: [id] }])
    : withItem(content, `groups.${String(last)}.fields`, id);
}
