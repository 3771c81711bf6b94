import type { Block, Item, Line } from '@bunan/contracts';
import { widthOf, type Grid } from './grid.js';
import { plainText } from './text-runs.js';

/** A row of a table stands a little higher than a line. */
const ROW_LINES = 1.05;

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
  return ROW_LINES + sumOf(table.rows, row);
}

function itemLines(item: Item, room: number): number {
  const label = item.label === undefined ? 0 : widthOf(plainText(item.label)) + 1;
  const own = item.text === undefined ? 1 : linesOf(item.text, room - label);
  const table = item.table === undefined ? 0 : tableLines(item.table);
  return own + sumOf(item.paragraphs, (line) => linesOf(line, room - 1)) + table + sumOf(item.items, (each) => itemLines(each, room - 2));
}

function blockLines(block: Block, chars: number): number {
  switch (block.kind) {
    case 'numberAndDate':
      return 2;
    case 'addressee':
    case 'contact':
      return 1 + (block.kind === 'addressee' ? block.lines : block.rows).length;
    case 'sender':
      return 2 + block.lines.length;
    case 'subject':
      return 2 + linesOf(block.text, chars - 6);
    case 'title':
      return 2 + linesOf(block.text, chars - 6);
    case 'note':
      return 3;
    case 'end':
      return 1;
    case 'body':
      return sumOf(block.paragraphs, (line) => linesOf(line, chars - 1));
    case 'plain':
      return sumOf(block.lines, (line) => linesOf(line, chars));
    case 'table':
      return tableLines(block.table);
    case 'items':
      return sumOf(block.items, (item) => itemLines(item, chars - 4));
  }
}

/** Whether a document is longer than a page, by counting its lines on the grid. Where it is close, a page number does no harm. */
export function needsPageNumbers(blocks: readonly Block[], grid: Grid): boolean {
  return sumOf(blocks, (block) => blockLines(block, grid.chars)) > grid.lines - 1;
}
