import type { FieldProposal } from '@bunan/contracts';
import type { TableOfWords } from './blocks.js';
import type { Board } from './board.js';
import { idOf, isKnownLabel } from './labels.js';
import { isLabel, unspread } from './plain.js';
import { isTyped, kindOf } from './values.js';

type Columns = NonNullable<FieldProposal['columns']>;
type ColumnType = Columns[number]['type'];

const COLUMN_TYPES: readonly ColumnType[] = ['text', 'longtext', 'date', 'datetime', 'number', 'amount', 'select'];

/** Words of a head that has columns below it. */
const HEAD = /番号|氏名|区分|内容|品目|名称|期限|担当|備考|単価|数量|金額|日時|発言|役職|所属|項目|^月$|^No\.?$|箇所/;

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '');

/** A line that adds up is no line of its own. */
const isSum = (cells: readonly string[]) => /^(?:合計|計|小計|総計)$/.test(unspread(cells.find((cell) => cell !== '') ?? ''));

/** Whether a line is made of labels alone. */
function isOfLabels(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell) => isLabel(cell) && !isTyped(cell));
}

/** Whether the first line names what stands in the columns below it. */
function hasHead([head = [], ...body]: TableOfWords['rows']): boolean {
  // A cell that stands over all lines below is no head of them.
  const isFrame = body.every(([first = '']) => first.trim() === '');
  if (isFrame || !isOfLabels(head)) {
    return false;
  }
  const named = head.map(unspread).filter((label) => HEAD.test(label) || isKnownLabel(label)).length;
  return head.length > 2 ? named > 0 || body.length > 1 : named === 2;
}

function columnType(cells: readonly string[]): ColumnType {
  const types = new Set(filled(cells.filter((cell) => !/^[―－\-—]$|^なし$|^未定$/.test(cell))).map((cell) => typeOfCell(cell)));
  const [only] = types;
  if (types.size === 1 && only !== undefined) {
    return only;
  }
  return types.has('longtext') ? 'longtext' : 'text';
}

function typeOfCell(cell: string): ColumnType {
  const { type } = kindOf(cell);
  return /^[\d,]+(?:\.\d+)?$/.test(cell) ? 'number' : (COLUMN_TYPES.find((each) => each === type && each !== 'select') ?? 'text');
}

function columnsOf(head: readonly string[], body: TableOfWords['rows']): Columns {
  const ids = new Set<string>();
  return head.map((cell, index) => {
    const label = unspread(cell);
    const wanted = idOf(label) ?? `column${String(index + 1)}`;
    const id = ids.has(wanted) ? `${wanted}${String(index + 1)}` : wanted;
    ids.add(id);
    return { id, label, type: label === '単位' ? 'text' : columnType(body.map((row) => row[index] ?? '')) };
  });
}

/** A table whose lines repeat becomes one field of rows. */
function takeRows(rows: TableOfWords['rows'], place: { block: number; caption: string }, board: Board): void {
  const [head = [], ...lines] = rows;
  const columns = columnsOf(
    head,
    lines.filter((row) => !isSum(row)),
  );
  const names = columns.some(({ label }) => /氏名|名前|発言者/.test(label));
  const label = place.caption === '' ? `${columns[0]?.label ?? ''}の表` : place.caption;
  const words = filled(head).join('　');
  // What a table holds is printed as it is; a model sees only statements that it is to put into words.
  const isMaterial = columns.some(({ type }) => type === 'longtext');
  board.addField({
    ...{ label, type: 'rows', toLlm: isMaterial ? 'raw' : 'never', pii: names ? (isMaterial ? 'mask' : 'name') : 'none' },
    ...{ columns, place: { block: place.block, words }, value: `${words} ${String(place.block)}` },
  });
}

/** A frame of labels and values becomes a field for each line; a cell before the label is the heading of several. */
function takeFrame(rows: TableOfWords['rows'], block: number, board: Board): void {
  for (const row of rows) {
    const cells = filled(row);
    const value = cells.at(-1);
    const label = cells.at(-2);
    if (cells.length >= 2 && value !== undefined && label !== undefined && isLabel(label)) {
      board.addField({ label, ...kindOf(value, unspread(label)), place: { block, words: `${label}　${value}` }, value });
    }
  }
}

/** The fields of a table. @param caption the heading above it; '' where there is none */
export function takeTable({ rows }: TableOfWords, place: { block: number; caption: string }, board: Board): void {
  const lines = rows.filter((row) => filled(row).length > 0);
  if (hasHead(lines)) {
    takeRows(lines, place, board);
  } else {
    takeFrame(lines, place.block, board);
  }
}
