import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { BASICS_PAGES } from './basics';
import { PART_KINDS, partOf, type ChosenPart, type PartKind } from './chosen-part';
import { freshId, listAt, textAt, withItem, withValue } from './definition';
import { Editor } from './editor';
import { PART_WORDS, partKindName } from './layout-words';
import { nameOfPart } from './part-heading';
import { SEES_SHORT } from './words';

interface Entry {
  readonly name: string;
  readonly note: string;
  readonly wrong: number;
}

/** The parts of one kind, to choose from: each with what is wrong in it. */
@Component({
  selector: 'bn-parts-nav',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'ed-nav', role: 'navigation', 'aria-label': '様式の部品' },
  template: `
    <ol>
      @for (entry of entries(); track $index) {
        <li>
          <button
            type="button"
            [attr.aria-current]="$index === chosen().index ? 'true' : null"
            (click)="choose.emit({ kind: chosen().kind, index: $index })"
          >
            <span>{{ entry.name }}</span>
            @if (entry.wrong > 0) {
              <em>誤り{{ entry.wrong }}</em>
            }
            <i>{{ entry.note }}</i>
          </button>
        </li>
      } @empty {
        <li class="sub">まだありません。</li>
      }
    </ol>
    @if (editor.canEdit() && chosen().kind !== 'basics') {
      @if (chosen().kind === 'layout') {
        <label class="label" for="new-part">部分の種類</label>
        <select #part class="in" id="new-part">
          @for (kind of partKinds; track kind) {
            <option [value]="kind">{{ nameOf(kind) }}</option>
          }
        </select>
        <button class="btn plain" type="button" (click)="addPart(part.value)"><bn-icon name="add" />部分を足す</button>
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

  protected readonly partKinds = Object.keys(PART_WORDS);
  protected readonly nameOf = partKindName;

  protected readonly addWords = computed(() => PART_KINDS.find(({ kind }) => kind === this.chosen().kind)?.words ?? '');

  protected readonly entries = computed((): Entry[] => {
    const { kind } = this.chosen();
    const content = this.editor.content();
    const names =
      kind === 'basics'
        ? BASICS_PAGES.map(({ name }) => ({ name, note: '' }))
        : listAt(content, kind).map((item) => ({ name: nameOfPart(kind, item, content), note: noteOf(kind, item) }));
    const places = this.editor.faults().map(partOf);
    return names.map((entry, index) => ({
      ...entry,
      wrong: places.filter((place) => place.kind === kind && place.index === index).length,
    }));
  });

  protected addPart(kind: string): void {
    this.editor.replace(withItem(this.editor.content(), 'layout', { part: kind, ...PART_WORDS[kind]?.start }));
    this.choose.emit({ kind: 'layout', index: listAt(this.editor.content(), 'layout').length - 1 });
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

type Content = ReturnType<Editor['content']>;

/** What stands beside a part in the list: what the model sees of a field, where a part of the page comes from. */
function noteOf(kind: PartKind, item: unknown): string {
  if (kind === 'fields') {
    return SEES_SHORT[textAt(item, 'toLlm')] ?? '';
  }
  return kind === 'layout' ? (PART_WORDS[textAt(item, 'part')]?.from ?? '') : '';
}

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
