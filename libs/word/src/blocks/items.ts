import type { Block, Item } from '@bunan/contracts';
import { Paragraph, Tab, TabStopType, TextRun, type Table } from 'docx';
import { cellsOf } from '../grid.js';
import { LEVELS, numberingReference, STYLE } from '../styles.js';
import { plainText, textRuns } from '../text-runs.js';
import type { Page } from './page.js';
import { table } from './table.js';

/** Labels wider than this do not set the column of the values: one long label would squeeze them all, characters. */
const WIDEST_LABEL = 12;

/** Where a list of items stands. */
interface Place {
  readonly page: Page;
  /** Characters that the first level stands in. */
  readonly base: 0 | 1;
  readonly level: number;
  /** Each list of the document counts from 1. */
  readonly instance: number;
  /** The value column behind the labels, characters. */
  readonly labelWidth: number;
  /** Half a line is left below a table. */
  readonly isAfterTable: boolean;
  /** A heading stays with the table below it. */
  readonly isBeforeTable: boolean;
}

function lineText(line: readonly { text: string }[] | undefined): string {
  return line === undefined ? '' : plainText(line);
}

/** The common width of labels that have a value beside them. */
function labelWidthOf(items: readonly Item[]): number {
  const widths = items
    .filter((item) => item.label !== undefined && item.text !== undefined)
    .map((item) => cellsOf(lineText(item.label)))
    .filter((width) => width <= WIDEST_LABEL);
  return Math.max(0, ...widths);
}

function levelWidth(level: number): number {
  return (LEVELS[level] ?? LEVELS[LEVELS.length - 1] ?? { width: 2 }).width;
}

/** Half a line below a table; a heading of the first level has it in its style. */
function spaceAbove(place: Place): { spacing?: { before: number } } {
  return place.isAfterTable && place.base + place.level > 0 ? belowTable(place) : {};
}

function belowTable({ page: { grid } }: Place): { spacing: { before: number } } {
  return { spacing: { before: grid.l(0.5) } };
}

/** Number, label and value; wrapped lines of the value hang below its beginning. */
function labelled(item: Item, place: Place, style: string): Paragraph {
  const { base, level, instance, labelWidth } = place;
  const { grid } = place.page;
  const start = base + level;
  const text = start + levelWidth(level);
  const label = lineText(item.label);
  const width = Math.max(labelWidth, cellsOf(label)) + 1;
  const left = grid.c(text + width);
  return new Paragraph({
    style,
    numbering: { reference: numberingReference(base), level, instance },
    indent: { left, hanging: left - grid.c(start) },
    tabStops: [{ type: TabStopType.LEFT, position: grid.c(text) }],
    keepNext: item.table !== undefined,
    ...spaceAbove(place),
    children: [new TextRun({ children: [label, new Tab()] }), ...textRuns(lineText(item.text))],
  });
}

/** The numbered line of an item; one without label and text has none and only groups what is below it. */
function ownLine(item: Item, place: Place): Paragraph[] {
  const { base, level, instance } = place;
  const style = base + level === 0 ? STYLE.heading : STYLE.item;
  if (item.label !== undefined && item.text !== undefined) {
    return [labelled(item, place, style)];
  }
  const line = item.label ?? item.text;
  if (line === undefined) {
    return [];
  }
  const keepNext = [item.items, item.table, item.paragraphs].some((below) => below !== undefined);
  const numbering = { reference: numberingReference(base), level, instance };
  return [new Paragraph({ style, numbering, keepNext, ...spaceAbove(place), children: textRuns(lineText(line)) })];
}

/** The paragraphs of an item; the last one stays with a table that follows. */
function bodyParagraphs(item: Item, place: Place, left: number): Paragraph[] {
  const { c } = place.page.grid;
  const lines = item.paragraphs ?? [];
  return lines.map((line, index) => {
    const isAtTable = index === 0 && item.label === undefined && place.isAfterTable;
    return new Paragraph({
      style: STYLE.itemBody,
      indent: { left: c(left), firstLine: c(1) },
      keepNext: index === lines.length - 1 && place.isBeforeTable,
      ...(isAtTable ? belowTable(place) : {}),
      children: textRuns(lineText(line)),
    });
  });
}

function isBareTable(item: Item | undefined): boolean {
  return item?.table !== undefined && item.label === undefined && item.text === undefined;
}

function endsWithTable(item: Item | undefined): boolean {
  const last = item?.items?.at(-1);
  return last === undefined ? item?.table !== undefined : endsWithTable(last);
}

function itemBlocks(item: Item, place: Place): (Paragraph | Table)[] {
  const { page, base, level } = place;
  const own = ownLine(item, place);
  const nextLevel = own.length > 0 ? Math.min(level + 1, LEVELS.length - 1) : level;
  return [
    ...own,
    ...bodyParagraphs(item, place, base + level + (own.length > 0 ? 1 : 0)),
    ...(item.table === undefined ? [] : [table(item.table, page)]),
    ...listBlocks(item.items ?? [], { ...place, level: nextLevel, isAfterTable: place.isAfterTable && own.length === 0 }),
  ];
}

/** Items below one another; each knows whether a table stands above or below it. */
function listBlocks(list: readonly Item[], place: Omit<Place, 'labelWidth' | 'isBeforeTable'>): (Paragraph | Table)[] {
  const labelWidth = labelWidthOf(list);
  return list.flatMap((item, index) => {
    const isAfterTable = index === 0 ? place.isAfterTable : endsWithTable(list[index - 1]);
    return itemBlocks(item, { ...place, labelWidth, isAfterTable, isBeforeTable: isBareTable(list[index + 1]) });
  });
}

/** Numbered items; a 記 stands one character in, headings of minutes stand at the margin. */
export function items(block: Extract<Block, { kind: 'items' }>, page: Page, instance: number): (Paragraph | Table)[] {
  const base = block.style === 'note' ? 1 : 0;
  return listBlocks(block.items, { page, base, level: 0, instance, isAfterTable: false });
}
