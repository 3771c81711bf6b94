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

/** Number, label and value; wrapped lines of the value hang below its beginning. */
function labelled(item: Item, { page: { grid }, base, level, instance, labelWidth }: Place, style: string): Paragraph {
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
  return [new Paragraph({ style, numbering, keepNext, children: textRuns(lineText(line)) })];
}

function itemBlocks(item: Item, place: Place): (Paragraph | Table)[] {
  const { page, base, level } = place;
  const { c } = page.grid;
  const own = ownLine(item, place);
  const indent = { left: c(base + level + (own.length > 0 ? 1 : 0)), firstLine: c(1) };
  const paragraphs = (item.paragraphs ?? []).map(
    (line) => new Paragraph({ style: STYLE.itemBody, indent, children: textRuns(lineText(line)) }),
  );
  const below = item.items ?? [];
  const nextLevel = own.length > 0 ? Math.min(level + 1, LEVELS.length - 1) : level;
  const next = { ...place, level: nextLevel, labelWidth: labelWidthOf(below) };
  return [
    ...own,
    ...paragraphs,
    ...(item.table === undefined ? [] : [table(item.table, page)]),
    ...below.flatMap((each) => itemBlocks(each, next)),
  ];
}

/** Numbered items; a 記 stands one character in, headings of minutes stand at the margin. */
export function items(block: Extract<Block, { kind: 'items' }>, page: Page, instance: number): (Paragraph | Table)[] {
  const base = block.style === 'note' ? 1 : 0;
  const place = { page, base, level: 0, instance, labelWidth: labelWidthOf(block.items) } as const;
  return block.items.flatMap((item) => itemBlocks(item, place));
}
