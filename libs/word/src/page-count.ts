import type { Block, Item, Line } from '@bunan/contracts';
import { widthOf, type Grid } from './grid.js';
import { plainText } from './text-runs.js';

/** A row of a table stands a little higher than a line. */
const ROW_LINES = 1.05;

/** Usual room of the labels in a frame, with its margins, characters. */
const FRAME_LABEL = 9;

function linesOf(line: Line | undefined, room: number): number {
  const text = line === undefined ? '' : plainText(line);
  return text.split('\n').reduce((sum, each) => sum + Math.max(1, Math.ceil(widthOf(each) / Math.max(1, room))), 0);
}

function sumOf<T>(list: readonly T[] | undefined, lines: (each: T) => number): number {
  return (list ?? []).reduce((sum, each) => sum + lines(each), 0);
}

function tableLines(table: NonNullable<Item['table']>): number {
  const row = (cells: readonly Line[]) =>
    ROW_LINES * Math.max(1, ...cells.map((cell, index) => linesOf(cell, (table.columns[index]?.width ?? 2) - 1)));
  return ROW_LINES + sumOf(table.rows, row) + (table.totals === undefined ? 0 : row(table.totals));
}

function itemLines(item: Item, room: number): number {
  const label = item.label === undefined ? 0 : widthOf(plainText(item.label)) + 1;
  const own = item.text === undefined ? 1 : linesOf(item.text, room - label);
  const table = item.table === undefined ? 0 : tableLines(item.table);
  return own + sumOf(item.paragraphs, (line) => linesOf(line, room - 1)) + table + sumOf(item.items, (each) => itemLines(each, room - 2));
}

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** Lines of each kind of block with the empty ones around it. */
const BLOCK_LINES: { readonly [K in Block['kind']]: (block: Of<K>, chars: number) => number } = {
  numberAndDate: () => 2,
  addressee: (block) => 1 + block.lines.length,
  contact: (block) => 1 + block.rows.length,
  sender: (block) => 2 + block.lines.length,
  subject: (block, chars) => 2 + linesOf(block.text, chars - 6),
  title: (block, chars) => 2 + linesOf(block.text, chars - 6),
  note: () => 3,
  end: () => 1,
  body: (block, chars) => sumOf(block.paragraphs, (line) => linesOf(line, chars - 1)),
  plain: (block, chars) => 1 + sumOf(block.lines, (line) => linesOf(line, chars)),
  table: (block) => tableLines(block.table),
  sheet: (block, chars) => sumOf(block.rows, ({ value }) => ROW_LINES * linesOf(value, chars - FRAME_LABEL)),
  questions: (block, chars) => sumOf(block.entries, ({ lines }) => 0.5 + sumOf(lines, (line) => linesOf(line, chars - 4))),
  items: (block, chars) => sumOf(block.items, (item) => itemLines(item, chars - 4)),
};

function blockLines<K extends Block['kind']>(block: Of<K>, chars: number): number {
  const lines: (block: Of<K>, chars: number) => number = BLOCK_LINES[block.kind];
  return lines(block, chars);
}

/** Whether a document is longer than a page, by counting its lines on the grid. Where it is close, a page number does no harm. */
export function needsPageNumbers(blocks: readonly Block[], grid: Grid): boolean {
  return sumOf(blocks, (block) => blockLines(block, grid.chars)) > grid.lines - 1;
}
