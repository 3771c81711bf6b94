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
