import { filesAnswer, linesAnswer, rowsAnswer, type Item, type Line, type OutlineItem, type Row, type TableBlock } from '@bunan/contracts';
import { headedItems } from './headed.js';
import { shareOf } from './line-width.js';
import { minutesItems } from './minutes.js';
import { paragraphsOf, printCell, textOf } from './print.js';
import { lineItems, pairItems, writtenTable } from './written-items.js';
import { fill, isFilled, written, type Sheet } from './sheet.js';

/** 「なし」 and a reference to another item are whole answers and stand beside their label. */
const NOTHING = /^(なし|特になし|協議内容のとおり)。?$/;

type Column = NonNullable<Sheet['template']['fields'][number]['columns']>[number];

function tableRow(sheet: Sheet, columns: readonly Column[], row: Row, path: string): Line[] {
  return columns.map((column) => {
    const text = printCell(column, row[column.id] ?? '', sheet.policies);
    return text === '' ? [] : [{ text, field: `${path}.${column.id}` }];
  });
}

function isNumeric({ type }: Column): boolean {
  return type === 'number' || type === 'amount';
}

/** 計 below the rows; no sum of a column in which something is no number. */
function totalsRow(sheet: Sheet, columns: readonly Column[], rows: readonly Row[], summed: readonly string[]): Line[] {
  return columns.map((column, index) => {
    if (!summed.includes(column.id)) {
      return index === 0 ? [{ text: '計' }] : [];
    }
    const sum = rows.reduce((total, row) => total + Number(row[column.id] ?? ''), 0);
    return Number.isFinite(sum) ? [{ text: printCell(column, String(sum), sheet.policies) }] : [];
  });
}

function alignOf(column: Column): 'left' | 'center' | 'right' {
  if (isNumeric(column)) {
    return 'right';
  }
  return column.width === undefined ? 'left' : 'center';
}

/** A table of a `rows` field: short values centred in columns of their own width; the other columns share what is left of the line. */
export function tableOf(sheet: Sheet, id: string, summed: readonly string[] = []): TableBlock {
  const rows = rowsAnswer(sheet.answers[id]);
  const all = sheet.template.fields.find((field) => field.id === id)?.columns ?? [];
  const columns = all.filter((column) => column.hideEmpty !== true || rows.some((row) => (row[column.id] ?? '') !== ''));
  const share = shareOf(columns);
  return {
    columns: columns.map((column) => ({ head: [{ text: column.label }], width: column.width ?? share, align: alignOf(column) })),
    rows: rows.map((row, index) => tableRow(sheet, columns, row, `${id}.${String(index)}`)),
    ...(summed.length === 0 ? {} : { totals: totalsRow(sheet, columns, rows, summed) }),
  };
}

/** How the lines of a written section are laid out below its label. */
const WRITTEN: Readonly<
  Record<NonNullable<OutlineItem['as']>, (line: Line, item: OutlineItem) => Pick<Item, 'paragraphs' | 'items' | 'table'>>
> = {
  paragraphs: (line) => ({ paragraphs: paragraphsOf(line) }),
  items: lineItems,
  minutes: (line) => ({ items: minutesItems(line) }),
  pairs: (line) => ({ items: pairItems(line) }),
  table: (line, { heads = [] }) => {
    const table = writtenTable(line, heads);
    return table === null ? lineItems(line) : { table };
  },
  headed: headedItems,
};

function writtenItem(sheet: Sheet, item: OutlineItem, sectionId: string): Item[] {
  const label: Line = [{ text: item.label }];
  const line = written(sheet, sectionId);
  if (line === null) {
    return item.empty === undefined ? [] : [{ label, text: [{ text: item.empty }] }];
  }
  const [only, ...others] = paragraphsOf(line);
  if (only !== undefined && others.length === 0 && NOTHING.test(textOf(only))) {
    return [{ label, text: only, sectionId }];
  }
  return [{ label, ...WRITTEN[item.as ?? 'paragraphs'](line, item), sectionId }];
}

/** Lines, or names of files, as items one level down; a single one needs no number and stands beside the label. */
function linesOf(sheet: Sheet, field: string): Pick<Item, 'text' | 'items'> {
  const value = sheet.answers[field];
  const items = [...linesAnswer(value), ...filesAnswer(value).map(({ name }) => name)].map((line, index) => ({
    text: [{ text: line, field: `${field}.${String(index)}` }],
  }));
  return items.length === 1 ? { text: items[0]?.text } : { items };
}

/** A text beside its label, or below it as paragraphs; null when it is empty. */
function textAt(sheet: Sheet, { text: pattern, as }: OutlineItem): Pick<Item, 'text' | 'paragraphs'> | null {
  const text = pattern === undefined ? [] : fill(sheet, pattern);
  if (text.length === 0) {
    return null;
  }
  return as === 'paragraphs' ? { paragraphs: paragraphsOf(text) } : { text };
}

function itemsBelow(sheet: Sheet, items: readonly OutlineItem[]): Pick<Item, 'items'> | null {
  const below = items.flatMap((item) => outlineItems(sheet, item));
  return below.length === 0 ? null : { items: below };
}

/** What an item shows of the form: items or a table or lines below it, a text beside its label; null when that is empty. */
function filledItem(sheet: Sheet, item: OutlineItem): Omit<Item, 'label'> | null {
  const { items, lines, table, totals } = item;
  if (items !== undefined) {
    return itemsBelow(sheet, items);
  }
  const source = table ?? lines;
  if (source !== undefined && !isFilled(sheet, source)) {
    return null;
  }
  if (lines !== undefined) {
    return linesOf(sheet, lines);
  }
  const shown = textAt(sheet, item);
  if (table !== undefined) {
    return { ...shown, table: tableOf(sheet, table, totals) };
  }
  return shown;
}

/** One item of the outline as it is printed: none when it is not asked for, its word for 「nothing」 when it is empty. */
export function outlineItems(sheet: Sheet, item: OutlineItem): Item[] {
  if (item.section !== undefined) {
    return writtenItem(sheet, item, item.section);
  }
  if (item.onlyWith !== undefined && !isFilled(sheet, item.onlyWith)) {
    return [];
  }
  const label: Line = [{ text: item.label }];
  const shown = filledItem(sheet, item);
  if (shown !== null) {
    return [{ label, ...shown }];
  }
  return item.empty === undefined ? [] : [{ label, text: [{ text: item.empty }] }];
}
