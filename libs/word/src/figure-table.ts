import type { TableBlock } from '@bunan/contracts';
import { widthOf } from './grid.js';

/** A column of a table of figures. */
export interface FigureColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** It takes the room that the others leave; exactly one. */
  readonly isWide?: boolean;
}

/** Narrowest room for words that may wrap, characters. */
const NARROWEST = 5;

/** So many characters that no entry wraps: half a one of slack and the margins of the cell. */
function widthFor(texts: readonly string[]): number {
  return Math.ceil(Math.max(...texts.map(widthOf)) + 0.5) + 1;
}

/**
 * A table as wide as the line: each column as wide as its widest entry, so that no figure wraps, and one that takes the
 * rest.
 *
 * @param chars characters of a line (`LayoutProfile.chars`)
 */
export function figureTable(columns: readonly FigureColumn[], rows: readonly (readonly string[])[], chars: number): TableBlock {
  const needed = columns.map(({ head, isWide }, index) => (isWide === true ? 0 : widthFor([head, ...rows.map((row) => row[index] ?? '')])));
  const rest = chars - needed.reduce((sum, width) => sum + width, 0);
  return {
    columns: columns.map(({ head, align, isWide }, index) => ({
      head: [{ text: head }],
      width: isWide === true ? Math.max(NARROWEST, rest) : (needed[index] ?? 0),
      align,
    })),
    rows: rows.map((row) => row.map((text) => [{ text }])),
  };
}
