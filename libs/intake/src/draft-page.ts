import type { Piece } from './draft-values.js';

/** Something that is printed, by where it stood: a part of its own, an item of a list, a row of a frame. */
export interface Entry {
  readonly block: number;
  readonly kind: 'part' | 'item' | 'frame';
  readonly piece: Piece;
}

/** Items that one part of a layout may have. */
const MOST_ITEMS = 40;

/** More changes between lists and frames than a page has parts for: then all are items. */
const MOST_RUNS = 40;

const isFrame = ({ kind }: Entry) => kind === 'frame';

/** Entries without frames where they alternate with lists too often. */
function calm(entries: readonly Entry[]): readonly Entry[] {
  const changes = entries.filter((entry, index) => index > 0 && entry.kind !== entries[index - 1]?.kind).length;
  return changes > MOST_RUNS ? entries.map((entry) => (isFrame(entry) ? { ...entry, kind: 'item' } : entry)) : entries;
}

function pagesOf(pieces: readonly Piece[]): Piece[][] {
  const pages: Piece[][] = [];
  for (let from = 0; from < pieces.length; from += MOST_ITEMS) {
    pages.push(pieces.slice(from, from + MOST_ITEMS));
  }
  return pages;
}

/** Lays entries out from top to bottom. */
export class DraftPage {
  readonly parts: Piece[] = [];
  private run: Entry[] = [];
  private hasNote = false;

  /** @param note number of the block 記, below which the items stand; null where there is none */
  constructor(
    private readonly note: number | null,
    entries: readonly Entry[],
  ) {
    for (const entry of calm(entries.toSorted((a, b) => a.block - b.block))) {
      this.add(entry);
    }
    this.end();
  }

  private add(entry: Entry): void {
    if (entry.kind === 'part') {
      this.end();
      this.parts.push(entry.piece);
      return;
    }
    const last = this.run.at(-1);
    if (last !== undefined && (last.kind !== entry.kind || this.isBelowNote(last) !== this.isBelowNote(entry))) {
      this.end();
    }
    this.run.push(entry);
  }

  private isBelowNote({ block }: Entry): boolean {
    return this.note !== null && block > this.note;
  }

  private end(): void {
    const run = this.run.splice(0);
    const [first] = run;
    if (first === undefined) {
      return;
    }
    for (const pieces of pagesOf(run.map(({ piece }) => piece))) {
      this.parts.push(this.partOf(first, pieces));
    }
  }

  private partOf(first: Entry, pieces: readonly Piece[]): Piece {
    if (isFrame(first)) {
      return { part: 'sheet', rows: pieces };
    }
    if (this.isBelowNote(first) && !this.hasNote) {
      this.hasNote = true;
      return { part: 'note', before: pieces };
    }
    return { part: 'outline', items: pieces };
  }
}
