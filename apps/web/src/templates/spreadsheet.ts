import type { Column } from '@bunan/contracts';
import { storedText } from './typed-values';

/** One quoted or plain cell of a line, with what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;

/** The cells of a part of a spreadsheet as it comes from the clipboard: tabs between cells, cells with line breaks in quotes. */
export function cellsOf(text: string): string[][] {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const lines: string[][] = [[]];
  CELL.lastIndex = 0;
  for (let match = CELL.exec(source); match !== null; match = CELL.exec(source)) {
    const [, quoted, plain = '', end] = match;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') {
      break;
    }
    if (end === '\n') {
      lines.push([]);
    }
  }
  return lines;
}

function optionOf(options: readonly string[], cell: string): string {
  const even = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
  return options.find((option) => even(option) === even(cell)) ?? cell;
}

/** A cell as the column keeps it: days, numbers and choices in their own form; anything else as it is. */
function columnText({ type, options }: Column, cell: string): string {
  if (type === 'text' || type === 'longtext') {
    return cell;
  }
  return type === 'select' ? optionOf(options ?? [], cell) : storedText(type, cell.trim());
}

type Row = Record<string, string>;

/** A table of the form, and where somebody pastes into it. */
interface Target {
  readonly rows: readonly Row[];
  /** Row that the first pasted one goes into. */
  readonly index: number;
  /** A row that nobody has typed into. */
  readonly blank: Row;
  /** Most rows that the table may have. */
  readonly limit: number;
}

function isBlank(row: Row): boolean {
  return Object.values(row).every((cell) => cell === '');
}

/**
 * The rows after a paste: the first pasted one goes into the row that is there, the others become rows behind it.
 *
 * Rows that were typed before all stay; where there is too little room, blank ones at the end go first, then the last
 * pasted ones.
 *
 * @returns `over`: pasted rows that found no room
 */
export function withPasted({ rows, index, blank, limit }: Target, [first, ...others]: readonly Row[]): { rows: Row[]; over: number } {
  const behind = rows.slice(index + 1);
  const typed = behind.slice(0, behind.findLastIndex((row) => !isBlank(row)) + 1);
  const room = Math.max(0, limit - index - 1 - typed.length);
  const taken = others.slice(0, room);
  const blanks = behind.slice(typed.length, typed.length + room - taken.length);
  return {
    rows: [
      ...rows.slice(0, index),
      { ...blank, ...rows[index], ...first },
      ...taken.map((row) => ({ ...blank, ...row })),
      ...typed,
      ...blanks,
    ],
    over: others.length - taken.length,
  };
}

/** What is pasted at a column, as parts of rows; a first line that only repeats the names of the columns is left out. */
export function pastedRows(columns: readonly Column[], at: number, text: string): Record<string, string>[] {
  const under = columns.slice(at);
  const lines = cellsOf(text);
  const isHead = lines[0]?.every((cell, index) => cell.trim() === under[index]?.label) === true;
  return lines
    .slice(isHead ? 1 : 0)
    .map((cells) =>
      Object.fromEntries(under.slice(0, cells.length).map((column, index) => [column.id, columnText(column, cells[index] ?? '')])),
    );
}
