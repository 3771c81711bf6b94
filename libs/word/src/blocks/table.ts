import type { TableBlock } from '@bunan/contracts';
import { BorderStyle, HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from 'docx';
import { STYLE } from '../styles.js';
import { plainText, textRuns } from '../text-runs.js';
import type { Page } from './page.js';

/** Narrowest column: one character and the margins of the cell. */
const NARROWEST = 2;

const CELL_STYLES = { left: STYLE.table, center: STYLE.tableCenter, right: STYLE.tableNumber } as const;

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

/** A table with a head row that is repeated on each page; rows are never split. */
export function table({ columns, rows }: TableBlock, { grid, profile }: Page): Table {
  const { c, l, chars } = grid;
  const border = { style: BorderStyle.SINGLE, size: profile.tableBorderPt * 8, color: 'auto' };
  const fitted = fittedWidths(
    columns.map((column) => column.width),
    chars,
  );
  const edges = edgesOf(fitted).map(c);
  const widths = fitted.map((_, index) => (edges[index + 1] ?? 0) - (edges[index] ?? 0));
  const height = { value: l(1), rule: HeightRule.ATLEAST };
  const head = columns.map((column, index) =>
    cell(plainText(column.head), { style: STYLE.tableCenter, width: widths[index] ?? 0, isHead: true }),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    indent: { size: 0, type: WidthType.DXA },
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    margins: { left: c(0.5), right: c(0.5), top: 0, bottom: 0, marginUnitType: WidthType.DXA },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, height, children: head }),
      ...rows.map((row) => {
        const cells = columns.map(({ align }, index) =>
          cell(plainText(row[index] ?? []), { style: CELL_STYLES[align], width: widths[index] ?? 0, isHead: false }),
        );
        return new TableRow({ cantSplit: true, height, children: cells });
      }),
    ],
  });
}
