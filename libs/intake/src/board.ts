import { MOST_PROPOSALS, type FieldProposal, type SectionProposal } from '@bunan/contracts';
import { datesIn } from '@bunan/wareki';
import { idOf } from './labels.js';
import { plain, unspread } from './plain.js';
import type { Kind } from './values.js';

/** Where words stand. */
export interface Place {
  readonly block: number;
  readonly words: string;
}

/** A field that was found, before it has an id. */
export interface FoundField extends Kind {
  readonly label: string;
  readonly place: Place;
  /** The value by which the same fact is known again; the words unless something is said. */
  readonly value?: string;
  readonly columns?: FieldProposal['columns'];
}

/** A value as it is known again: a day is the same with and without its weekday. */
function keyOf(value: string): string {
  const text = plain(value);
  const [day] = datesIn(text);
  return day?.iso != null && /^(?: ?\(.{1,5}\))?$/.test(text.slice(day.end)) && day.start === 0 ? day.iso : text;
}

/** Words that are kept of a place, characters. */
const KEPT = 200;

/** Longest label of a field. */
const LABEL = 60;

const short = ({ block, words }: Place): Place => ({ block, words: [...words].slice(0, KEPT).join('') });

/** Collects what was found: each fact once with all its places, each id once. */
export class Board {
  readonly fields: FieldProposal[] = [];
  readonly sections: SectionProposal[] = [];
  private readonly ids = new Set<string>();
  /** Number of a field by its value. */
  private readonly known = new Map<string, number>();

  /** A fact in running text: one more place of a field with this value, or a field of its own. @returns the field's id */
  addFact(fact: FoundField): string | null {
    const index = this.known.get(keyOf(fact.value ?? fact.place.words));
    const same = index === undefined ? undefined : this.fields[index];
    if (index === undefined || same === undefined) {
      return this.addField(fact);
    }
    if (same.found.length < MOST_PROPOSALS.places) {
      this.fields[index] = { ...same, found: [...same.found, short(fact.place)] };
    }
    return same.id;
  }

  /** @returns its id; null when there are more fields than any form could have */
  addField({ label, place, value = place.words, columns, options, ...kind }: FoundField): string | null {
    if (this.fields.length >= MOST_PROPOSALS.fields) {
      return null;
    }
    const name = [...unspread(label)].slice(0, LABEL).join('');
    const id = this.freeId(idOf(name) ?? 'field');
    this.known.set(keyOf(value), this.fields.length);
    const more = { ...(options === undefined ? {} : { options: [...options] }), ...(columns === undefined ? {} : { columns }) };
    this.fields.push({
      id,
      label: this.freeLabel(name),
      type: kind.type,
      toLlm: kind.toLlm,
      pii: kind.pii,
      found: [short(place)],
      ...more,
    });
    return id;
  }

  /** What is more than a template may have is left out. */
  addSection(label: string, section: Omit<SectionProposal, 'id' | 'label'>): void {
    if (this.sections.length >= MOST_PROPOSALS.sections) {
      return;
    }
    const name = [...unspread(label)].slice(0, LABEL).join('');
    const found = section.found.slice(0, MOST_PROPOSALS.places).map(short);
    this.sections.push({ ...section, id: this.freeId(idOf(name) ?? 'section'), label: name, found });
  }

  private freeId(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.ids.has(id); number += 1) {
      id = `${wanted}${String(number)}`;
    }
    this.ids.add(id);
    return id;
  }

  private freeLabel(wanted: string): string {
    const count = this.fields.filter(({ label }) => label === wanted || label.startsWith(`${wanted}（`)).length;
    return count === 0 ? wanted : `${wanted}（${String(count + 1)}）`;
  }
}
