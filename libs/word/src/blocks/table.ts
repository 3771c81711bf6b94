import type { Block, Line, TableBlock } from '@bunan/contracts';
import { BorderStyle, HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from 'docx';
import { cellsOf } from '../grid.js';
import { STYLE } from '../styles.js';
import { plainText, textRuns } from '../text-runs.js';
import type { Page } from './page.js';

/** Narrowest column: one character and the margins of the cell. */
const NARROWEST = 2;

/** From so many columns on the text of a table is smaller. */
const MANY_COLUMNS = 6;

type CellStyles = Readonly<Record<'left' | 'center' | 'right', string>>;

const CELL_STYLES: CellStyles = { left: STYLE.table, center: STYLE.tableCenter, right: STYLE.tableNumber };
const SMALL_STYLES: CellStyles = { left: STYLE.tableSmall, center: STYLE.tableCenterSmall, right: STYLE.tableNumberSmall };

/** Room between the text of a cell and its lines: at its sides, characters; above and below, twips. */
const ROOM = { side: 0.5, above: 0 };
const SMALL_ROOM = { side: 0.3, above: 40 };

/** Widths in whole characters that fit the room: what is too much is taken from the widest column, again and again. */
function fittedWidths(wanted: readonly number[], room: number): number[] {
  const widths = wanted.map((width) => Math.max(NARROWEST, Math.round(width)));
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Where columns begin and the last one ends, characters: made twips of, they never add up to more than the line. */
function edgesOf(widths: readonly number[]): number[] {
  return widths.reduce((edges, width) => [...edges, (edges.at(-1) ?? 0) + width], [0]);
}

interface CellLook {
  readonly style: string;
  readonly width: number;
  readonly isHead: boolean;
}

function cell(text: string, { style, width, isHead }: CellLook): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(isHead ? { shading: { fill: 'F2F2F2', type: 'clear', color: 'auto' } } : {}),
    children: text.split('\n').map((line) => new Paragraph({ style, children: textRuns(line) })),
  });
}

/** Columns made fit for the line, in twips. */
function columnWidths(wanted: readonly number[], { grid: { c, chars } }: Page): number[] {
  const fitted = fittedWidths(wanted, chars);
  const edges = edgesOf(fitted).map(c);
  return fitted.map((_, index) => (edges[index + 1] ?? 0) - (edges[index] ?? 0));
}

/** What every table has in common: lines around and between all cells, no cell higher than it must be. */
function ruled(widths: readonly number[], rows: TableRow[], { grid, profile }: Page, room = ROOM): Table {
  const border = { style: BorderStyle.SINGLE, size: profile.tableBorderPt * 8, color: 'auto' };
  const side = grid.c(room.side);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    indent: { size: 0, type: WidthType.DXA },
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    margins: { left: side, right: side, top: room.above, bottom: room.above, marginUnitType: WidthType.DXA },
    rows,
  });
}

/** A table with a head row that is repeated on each page, sums below; rows are never split. One of many columns has smaller text. */
export function table({ columns, rows, totals }: TableBlock, page: Page): Table {
  const widths = columnWidths(
    columns.map((column) => column.width),
    page,
  );
  const isSmall = columns.length >= MANY_COLUMNS;
  const styles = isSmall ? SMALL_STYLES : CELL_STYLES;
  const height = { value: page.grid.l(1), rule: HeightRule.ATLEAST };
  const head = columns.map((column, index) =>
    cell(plainText(column.head), { style: styles.center, width: widths[index] ?? 0, isHead: true }),
  );
  const cellsOfRow = (row: readonly Line[]) =>
    columns.map(({ align }, index) =>
      cell(plainText(row[index] ?? []), { style: styles[align], width: widths[index] ?? 0, isHead: false }),
    );
  const below = totals === undefined ? rows : [...rows, totals];
  return ruled(
    widths,
    [
      new TableRow({ tableHeader: true, cantSplit: true, height, children: head }),
      ...below.map((row) => new TableRow({ cantSplit: true, height, children: cellsOfRow(row) })),
    ],
    page,
    isSmall ? SMALL_ROOM : ROOM,
  );
}

/** A frame of labels and values (起案用紙); the labels have the room of the longest, at most a third of the line. */
export function frame({ rows }: Extract<Block, { kind: 'sheet' }>, page: Page): Table {
  const { grid } = page;
  const longest = Math.max(...rows.map(({ label }) => Math.ceil(cellsOf(label)))) + 2;
  const label = Math.min(longest, Math.floor(grid.chars / 3));
  const [first = 0, second = 0] = columnWidths([label, grid.chars - label], page);
  const height = { value: grid.l(1), rule: HeightRule.ATLEAST };
  return ruled(
    [first, second],
    rows.map(({ label: name, value }) => {
      const head = cell(name, { style: STYLE.tableCenter, width: first, isHead: true });
      const body = cell(plainText(value), { style: STYLE.table, width: second, isHead: false });
      return new TableRow({ cantSplit: true, height, children: [head, body] });
    }),
    page,
  );
}
