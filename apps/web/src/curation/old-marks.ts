import type { OldBlock } from '@bunan/contracts';

/** Where something was found. */
export interface Place {
  readonly block: number;
  readonly words: string;
}

/** What was found, by its id, with all its places. */
export interface Found {
  readonly id: string;
  readonly found: readonly Place[];
}

/** A piece of a text, with the ids of what was found in it. */
export interface Segment {
  readonly text: string;
  readonly ids: readonly string[];
}

/** A block of the old document cut into segments; a table by rows and cells. */
export type MarkedBlock =
  | { readonly kind: 'paragraph'; readonly segments: readonly Segment[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Segment[])[])[] };

interface Span {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Lines of a list may stand so many blocks apart. */
const REACH = 4;

const SPACE = '　';

/** Characters around what was found that are shown with it. */
const AROUND = 14;

/** A text cut at the ends of its spans. */
function segmentsOf(text: string, spans: readonly Span[]): Segment[] {
  const ends = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...ends].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const ids = spans.filter((span) => span.start <= start && end <= span.end).map(({ id }) => id);
    return { text: text.slice(start, end), ids: [...new Set(ids)] };
  });
}

/** Places of lines that stand below one another, each in its own block. */
function linesOf({ block, words }: Place, blocks: readonly OldBlock[]): Place[] {
  let at = block;
  return words.split('\n').flatMap((line) => {
    const near = blocks.slice(at, at + REACH).findIndex((each) => each.kind === 'paragraph' && each.text.includes(line));
    if (near < 0 || line === '') {
      return [];
    }
    at += near + 1;
    return [{ block: at - 1, words: line }];
  });
}

function placesIn({ found }: Found, blocks: readonly OldBlock[]): Place[] {
  return found.flatMap((place) => {
    const block = blocks[place.block];
    const isWhole = block?.kind === 'table' || (block?.kind === 'paragraph' && block.text.includes(place.words));
    return isWhole || block === undefined ? [place] : linesOf(place, blocks);
  });
}

function spansIn(text: string, places: readonly { readonly id: string; readonly words: string }[]): Span[] {
  const used = new Map<string, number>();
  return places.flatMap(({ id, words }) => {
    const key = `${id} ${words}`;
    const start = words === '' ? -1 : text.indexOf(words, used.get(key) ?? 0);
    used.set(key, start + words.length);
    return start < 0 ? [] : [{ id, start, end: start + words.length }];
  });
}

/** The cells of a row that words stand for: those of a label and its value, or all of a head. */
function isInRow(row: readonly string[], words: string): boolean {
  return row
    .filter((cell) => cell.trim() !== '')
    .join(SPACE)
    .includes(words);
}

function markedRow(row: readonly string[], places: readonly { readonly id: string; readonly words: string }[]): Segment[][] {
  const here = places.filter(({ words }) => isInRow(row, words));
  return row.map((cell) => {
    const ids = here.filter(({ words }) => cell.trim() !== '' && words.includes(cell)).map(({ id }) => id);
    return cell === '' ? [] : [{ text: cell, ids: [...new Set(ids)] }];
  });
}

/** The old document with what was found in it marked. */
export function markedBlocks(blocks: readonly OldBlock[], items: readonly Found[]): MarkedBlock[] {
  const places = items.flatMap((item) => placesIn(item, blocks).map((place) => ({ ...place, id: item.id })));
  const byBlock = Map.groupBy(places, ({ block }) => block);
  return blocks.map((block, index) => {
    const here = byBlock.get(index) ?? [];
    return block.kind === 'table'
      ? { kind: 'table', rows: block.rows.map((row) => markedRow(row, here)) }
      : { kind: 'paragraph', segments: segmentsOf(block.text, spansIn(block.text, here)) };
  });
}

/** What was found with a few words before and behind it; '' where it is a whole paragraph, or stands in a table. */
export function surroundings({ block, words }: Place, blocks: readonly OldBlock[]): { readonly before: string; readonly after: string } {
  const told = blocks[block];
  const start = told?.kind === 'paragraph' ? told.text.indexOf(words) : -1;
  if (told?.kind !== 'paragraph' || start < 0) {
    return { before: '', after: '' };
  }
  const [before, after] = [told.text.slice(0, start), told.text.slice(start + words.length)];
  return {
    before: before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
    after: after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  };
}
