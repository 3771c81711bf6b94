import * as z from 'zod';
import './messages.js';
import { kanjiOf, searchable, searchWords } from './searchable.js';

/** Query of GET /api/templates: only what has all the words of `text`, the best first; without it everything. */
export const templateQuerySchema = z.strictObject({ text: z.string().max(200, 'さがす語は200字までです。').optional() });
export type TemplateQuery = z.infer<typeof templateQuerySchema>;

/** What of a template is searched. */
export interface SearchedTemplate {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly subjectSuffix: string;
  readonly purpose: string;
  readonly group: string;
  readonly fields: readonly { readonly label: string }[];
}

/** One kind of text of a template, each text on a line of its own. */
interface Place {
  readonly folded: string;
  readonly kanji: string;
}

/** A template made ready for searching: its places, the one that counts most first. */
export type SearchEntry = readonly Place[];

/** How much more a better place counts than a better fit in the same place: a search has at most a hundred words. */
const PLACE = 1_000;

/** Kanji that must agree where the kana between them differ. */
const ENOUGH_KANJI = 2;

/** Names that are offered when nothing was found. */
const OFFERED = 3;

function placeOf(texts: readonly string[]): Place {
  const folded = `\n${texts.map(searchable).join('\n')}\n`;
  return { folded, kanji: kanjiOf(folded) };
}

/** Folds the texts of a template, once for every search. */
export function searchEntry({ name, keywords, subjectSuffix, purpose, group, fields }: SearchedTemplate): SearchEntry {
  const places = [[name], [...keywords, subjectSuffix], [purpose], [group], fields.map(({ label }) => label)];
  return places.map(placeOf);
}

/** How well a word fits a place: 0 is all of a text, 1 begins one, 2 stands in one, 3 by its kanji alone; null: not at all. */
function fitOf({ folded, kanji }: Place, word: string): number | null {
  if (folded.includes(word)) {
    const isBeginning = folded.includes(`\n${word}`);
    return isBeginning && folded.includes(`\n${word}\n`) ? 0 : isBeginning ? 1 : 2;
  }
  const bones = kanjiOf(word);
  return bones.length >= ENOUGH_KANJI && kanji.includes(bones) ? 3 : null;
}

/** How far from the best a word is found; null: nowhere. */
function distanceOf(entry: SearchEntry, word: string): number | null {
  for (const [index, place] of entry.entries()) {
    const fit = fitOf(place, word);
    if (fit !== null) {
      return index * PLACE + fit;
    }
  }
  return null;
}

function totalDistance(entry: SearchEntry, words: readonly string[]): number | null {
  let total = 0;
  for (const word of words) {
    const distance = distanceOf(entry, word);
    if (distance === null) {
      return null;
    }
    total += distance;
  }
  return total;
}

/**
 * Those that have every word of the search, the best first: by the place of the words (name; keywords and suffix; purpose;
 * group; labels of fields), then by how they fit there, then as they came. Without a word all, as they came.
 */
export function searchTemplates<T extends { readonly search: SearchEntry }>(templates: readonly T[], text: string): T[] {
  const words = searchWords(text);
  return templates
    .flatMap((template) => {
      const distance = totalDistance(template.search, words);
      return distance === null ? [] : [{ template, distance }];
    })
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ template }) => template);
}

function pairsOf(folded: string): ReadonlySet<string> {
  const characters = [...folded];
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
}

/** Up to three that share the most pairs of characters with what was searched in vain, the nearest first. */
export function nearestTemplates<T extends { readonly name: string }>(templates: readonly T[], text: string): T[] {
  const asked = pairsOf(searchable(text));
  return templates
    .map((template) => {
      const own = pairsOf(searchable(template.name));
      const shared = [...own].filter((pair) => asked.has(pair)).length;
      return { template, likeness: (2 * shared) / Math.max(1, own.size + asked.size) };
    })
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, OFFERED)
    .map(({ template }) => template);
}
