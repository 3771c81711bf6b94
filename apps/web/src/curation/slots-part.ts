import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Icon } from '../shared/icon';
import { fieldNames, listAt, textAt, valueAt, withItem, withValue } from './definition';
import { Editor } from './editor';
import { InstructionsPart } from './instructions-part';
import { ItemActs } from './item-acts';
import { addButton } from './item-focus';
import { SHOWS, type Shows, type Slot } from './layout-slots';
import { Property } from './property';
import { typedText } from './typed-text';
import type { Options } from './words';

/** The values of a part of the page, or of an item in it, each with its control. */
@Component({
  selector: 'bn-slots-part',
  imports: [Icon, InstructionsPart, ItemActs, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './slots-part.html',
})
export class SlotsPart {
  protected readonly editor = inject(Editor);

  /** Place of what holds the values: `layout.3`, `layout.3.items.0`. */
  readonly path = input.required<string>();
  readonly slots = input.required<readonly Slot[]>();
  /** Places of the items that stand open. */
  private readonly opened = signal<ReadonlySet<string>>(new Set());
  protected readonly addButton = addButton;
  protected readonly allShows = Object.entries(SHOWS).map(([value, { words }]) => ({ value, words }));
  /** What the item shows; '' for a label alone. */
  protected readonly shows = computed(() => SHOWN.find((each) => valueAt(this.editor.content(), this.at(each)) !== undefined) ?? '');
  protected readonly shown = computed(() => this.slots().filter(({ of }) => of === undefined || of === this.shows()));

  protected at(key: string): string {
    return `${this.path()}.${key}`;
  }

  /** Fields that may be chosen, and the one that is, whatever its type. */
  protected fieldsFor(slot: Slot & { kind: 'field' }): Options {
    const chosen = textAt(this.editor.content(), this.at(slot.key));
    return fieldNames(this.editor.content())
      .filter(({ id, type }) => slot.types === undefined || slot.types.includes(type) || id === chosen)
      .map(({ id, label }) => ({ value: id, words: label }));
  }

  protected sections(): Options {
    return listAt(this.editor.content(), 'sections').map((section) => ({ value: textAt(section, 'id'), words: textAt(section, 'label') }));
  }

  /** Columns of the table that another slot names. */
  protected columnsOf(key: string): Options {
    return listAt(this.editor.content(), `${this.fieldPath(key)}.columns`).map((column) => ({
      value: textAt(column, 'id'),
      words: textAt(column, 'label'),
    }));
  }

  protected optionsOf(key: string): readonly string[] {
    const path = this.fieldPath(key);
    return textAt(this.editor.content(), `${path}.type`) === 'bool'
      ? ['はい', 'いいえ']
      : listAt(this.editor.content(), `${path}.options`).map(String);
  }

  protected count(key: string): readonly number[] {
    return listAt(this.editor.content(), this.at(key)).map((_, index) => index);
  }

  protected nameOf(key: string, index: number): string {
    return textAt(this.editor.content(), `${this.at(key)}.${String(index)}.label`);
  }

  /** What is wrong, and what was just added, stands open, and stays so until it is closed by hand. */
  protected isOpen(key: string, index: number): boolean {
    const path = `${this.at(key)}.${String(index)}`;
    return this.opened().has(path) || this.editor.faultsAt(path).length > 0;
  }

  protected keepOpen(key: string, index: number, isOpen: boolean): void {
    const others = [...this.opened()].filter((path) => path !== `${this.at(key)}.${String(index)}`);
    this.opened.set(new Set(isOpen ? [...others, `${this.at(key)}.${String(index)}`] : others));
  }

  /** What has changed places stands open or closed as before. */
  protected moveOpen(key: string, from: number, to: number): void {
    const [wasOpen, wasOtherOpen] = [this.isOpen(key, from), this.isOpen(key, to)];
    this.keepOpen(key, to, wasOpen);
    this.keepOpen(key, from, wasOtherOpen);
  }

  protected has(key: string, value: string): boolean {
    return listAt(this.editor.content(), this.at(key)).includes(value);
  }

  /** Faults of a list itself; those of what is in it stand there. */
  protected ownFaults(key: string) {
    return this.editor.faults().filter(({ path }) => path === this.at(key));
  }

  protected toggle(key: string, value: string): void {
    const before = listAt(this.editor.content(), this.at(key));
    this.editor.set(this.at(key), before.includes(value) ? before.filter((each) => each !== value) : [...before, value]);
  }

  protected show(event: Event): void {
    const wanted = typedText(event);
    const without = SHOWN.reduce((content, each) => withValue(content, this.at(each), undefined), this.editor.content());
    const others = ['totals', 'as', 'heads'].reduce((content, each) => withValue(content, this.at(each), undefined), without);
    const start = SHOWN.find((each) => each === wanted);
    this.editor.replace(start === undefined ? others : withValue(others, this.at(start), SHOWS[start].start));
  }

  protected add(slot: Slot & { kind: 'list' }): void {
    this.keepOpen(slot.key, this.count(slot.key).length, true);
    this.editor.replace(withItem(this.editor.content(), this.at(slot.key), slot.start));
  }

  private fieldPath(key: string): string {
    const id = textAt(this.editor.content(), this.at(key));
    const index = fieldNames(this.editor.content()).findIndex((field) => field.id === id);
    return `fields.${String(index)}`;
  }
}

const SHOWN: readonly Shows[] = ['text', 'lines', 'table', 'section', 'items'];
