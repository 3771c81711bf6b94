import {
  linesAnswer,
  rowsAnswer,
  textAnswer,
  type Answers,
  type Block,
  type Column,
  type DocumentModel,
  type Item,
  type LayoutPart,
  type Line,
  type SectionTexts,
} from '@bunan/contracts';
import type { PrintPolicies } from '@bunan/wareki';
import { outlineItems, tableOf } from './outline.js';
import { fillPattern, paragraphsOf, printCell, printValue, textOf } from './print.js';
import { markedEntries } from './questions.js';
import { fill, isFilled, written, type Sheet } from './sheet.js';
import type { Template } from './template.js';
import { answeredItems } from './written-items.js';

/** Full-width spaces keep the place of a number that is not given yet. */
const NO_NUMBER = '　　第　　　号';

type Part<P extends LayoutPart['part']> = Extract<LayoutPart, { part: P }>;

function chosen(sheet: Sheet, fieldId: string | undefined): string {
  return fieldId === undefined ? '' : textAnswer(sheet.answers[fieldId]);
}

/** The number of a document, or what stands in its place. */
function numberLine(sheet: Sheet, { number, mark, unnumbered }: Part<'numberAndDate'>): Line | null {
  if (number === undefined) {
    return mark === undefined ? null : [{ text: mark }];
  }
  if (isFilled(sheet, number)) {
    return fill(sheet, `{{${number}}}`);
  }
  return unnumbered === 'blank' ? [{ text: NO_NUMBER, field: number }] : null;
}

function numberAndDate(sheet: Sheet, part: Part<'numberAndDate'>): Block[] {
  const date = fill(sheet, `{{${part.date}}}`);
  return [{ kind: 'numberAndDate', sectionId: part.date, number: numberLine(sheet, part), date }];
}

/** 「　様」 behind a name, unless the city wants none or the name has one of its own. */
function honorificOf(name: string, honorific: string, field: string): Line {
  const hasOwn = /(様|殿|御中|各位)$/.test(name);
  return honorific === '' || honorific === 'なし' || hasOwn ? [] : [{ text: `　${honorific}`, field }];
}

/** 宛名 with its 敬称; 「各位」 and 「なし」 as chosen, and no second 敬称 after one that is typed. */
function addressee(sheet: Sheet, part: Part<'addressee'>): Block[] {
  const honorific = chosen(sheet, part.honorific);
  const names = linesAnswer(sheet.answers[part.lines]).map((name) => name.trim());
  const lines = names.map((name, index): Line => {
    const field = names.length > 1 ? `${part.lines}.${String(index)}` : part.lines;
    return [{ text: name, field }, ...honorificOf(name, honorific, part.honorific ?? '')];
  });
  return lines.length === 0 ? [] : [{ kind: 'addressee', sectionId: part.lines, lines }];
}

const SEALS: Readonly<Record<string, 'seal' | 'omitted'>> = { 公印: 'seal', 公印省略: 'omitted' };

function sender(sheet: Sheet, part: Part<'sender'>): Block[] {
  const lines = part.lines.flatMap((line) => paragraphsOf(fill(sheet, line)));
  const seal = SEALS[chosen(sheet, part.seal)] ?? 'none';
  return lines.length === 0 ? [] : [{ kind: 'sender', sectionId: 'sender', lines, seal }];
}

function body(sectionId: string, paragraphs: readonly Line[], isWritten: boolean): Block[] {
  return paragraphs.length === 0 && !isWritten ? [] : [{ kind: 'body', sectionId, paragraphs, written: isWritten }];
}

/** Rows of the form as numbered items: the first column is the label, the second the value. */
function rowItems(sheet: Sheet, rows: string): Item[] {
  const columns = sheet.template.fields.find((field) => field.id === rows)?.columns ?? [];
  return rowsAnswer(sheet.answers[rows]).map((row, index): Item => {
    const at = (column: Column | undefined): Line => {
      const text = column === undefined ? '' : printCell(column, row[column.id] ?? '', sheet.policies);
      return [{ text, field: `${rows}.${String(index)}.${column?.id ?? ''}` }];
    };
    return { label: at(columns[0]), text: at(columns[1]) };
  });
}

/** A written section under the questions of the form; it has no number of its own. */
function answerItems(sheet: Sheet, { section, rows }: NonNullable<Part<'note'>['answers']>): Item[] {
  const line = written(sheet, section);
  const questions = rowItems(sheet, rows).map(({ label = [] }) => label);
  return line === null ? [] : [{ items: answeredItems(line, questions), sectionId: section }];
}

/** 記, items and 以上 stand together or not at all; in a public notice the items stand alone. */
function note(sheet: Sheet, { before, rows, answers, also, bare = false }: Part<'note'>): Block[] {
  const items = [
    ...before.flatMap((item) => outlineItems(sheet, item)),
    ...(rows === undefined ? [] : rowItems(sheet, rows)),
    ...(answers === undefined ? [] : answerItems(sheet, answers)),
    ...also.flatMap((item) => outlineItems(sheet, item)),
  ];
  if (items.length === 0) {
    return [];
  }
  const sectionId = rows ?? 'note';
  const list: Block = { kind: 'items', sectionId, items, style: 'note' };
  return bare ? [list] : [{ kind: 'note', sectionId }, list, { kind: 'end', sectionId }];
}

/** Words of the template with values in them, as paragraphs or flush with the margin. */
function fixedText(sheet: Sheet, { text, onlyWith, as }: Part<'text'>): Block[] {
  if (onlyWith !== undefined && !isFilled(sheet, onlyWith)) {
    return [];
  }
  const lines = paragraphsOf(fill(sheet, text));
  return as === 'paragraphs' ? body('text', lines, false) : [{ kind: 'plain', sectionId: 'text', lines, align: 'left' }];
}

/** A frame of labels and values; what is empty is left out, or says so. */
function sheetFrame(sheet: Sheet, part: Part<'sheet'>): Block[] {
  const rows = part.rows.flatMap(({ label, text, empty }) => {
    const filled = fill(sheet, text);
    const value = filled.length === 0 && empty !== undefined ? [{ text: empty }] : filled;
    return value.length === 0 ? [] : [{ label, value }];
  });
  return rows.length === 0 ? [] : [{ kind: 'sheet', sectionId: 'sheet', rows }];
}

/** Boxes for seals that stand side by side, and the widths of their label and of all boxes together, characters. */
const STAMPS = { most: 6, label: 6, boxes: 36 };

/** A box that a seal fits into. */
const EMPTY_BOX: Line = [{ text: '　\n　\n　' }];

/** Titles with room for a seal below each; what does not fit beside the others makes another row of boxes. */
function stamps(sheet: Sheet, { label, lines }: Part<'stamps'>): Block[] {
  const titles = linesAnswer(sheet.answers[lines]).map((title, index): Line => [{ text: title, field: `${lines}.${String(index)}` }]);
  const count = Math.ceil(titles.length / STAMPS.most);
  const inRow = Math.ceil(titles.length / count);
  return Array.from({ length: count }, (_, row): Block => {
    const shown = titles.slice(row * inRow, (row + 1) * inRow);
    const width = Math.floor(STAMPS.boxes / Math.max(inRow, 4));
    const boxes = shown.map((head) => ({ head, width, align: 'center' as const }));
    const columns = [{ head: [{ text: '区分' }], width: STAMPS.label, align: 'center' as const }, ...boxes];
    return { kind: 'table', sectionId: lines, table: { columns, rows: [[[{ text: label }], ...shown.map(() => EMPTY_BOX)]] } };
  });
}

function writtenBlocks(sheet: Sheet, { section, as }: Part<'written'>): Block[] {
  const line = written(sheet, section);
  if (line === null) {
    return [];
  }
  if (as === 'questions') {
    return [{ kind: 'questions', sectionId: section, entries: markedEntries(line) }];
  }
  return [{ kind: 'body', sectionId: section, paragraphs: paragraphsOf(line), written: true, ...(as === 'title' ? { look: as } : {}) }];
}

/** Whether a part stands aside for a field that is filled. */
function isReplaced(sheet: Sheet, notWith: string | undefined): boolean {
  return notWith !== undefined && isFilled(sheet, notWith);
}

const PARTS: { readonly [P in LayoutPart['part']]: (sheet: Sheet, part: Part<P>) => Block[] } = {
  numberAndDate,
  addressee,
  sender,
  subject: (sheet, part) => [{ kind: 'subject', sectionId: 'subject', text: fill(sheet, part.text), suffix: sheet.template.subjectSuffix }],
  title: (sheet, { text, notWith }) => (isReplaced(sheet, notWith) ? [] : [{ kind: 'title', sectionId: 'title', text: fill(sheet, text) }]),
  phrase: (sheet, part) => {
    const phrase = part.phrases[chosen(sheet, part.field)];
    return phrase === undefined ? [] : body(part.field, [[{ text: phrase, field: part.field }]], false);
  },
  written: writtenBlocks,
  text: fixedText,
  note,
  outline: (sheet, part) => [
    { kind: 'items', sectionId: 'outline', items: part.items.flatMap((item) => outlineItems(sheet, item)), style: 'heading' },
  ],
  contact: (sheet, part) => {
    const rows = part.rows.map(({ label, text }) => ({ label, value: fill(sheet, text) })).filter((row) => row.value.length > 0);
    return rows.length === 0 ? [] : [{ kind: 'contact', sectionId: 'contact', rows }];
  },
  sheet: sheetFrame,
  stamps,
  table: (sheet, { table, totals, notWith }) =>
    isFilled(sheet, table) && !isReplaced(sheet, notWith)
      ? [{ kind: 'table', sectionId: table, table: tableOf(sheet, table, totals) }]
      : [],
  plain: (sheet, { lines, align }) => {
    const filled = lines.map((line) => fill(sheet, line)).filter((line) => line.length > 0);
    return filled.length === 0 ? [] : [{ kind: 'plain', sectionId: 'plain', lines: filled, align }];
  },
};

/** Calls the printer of a part; the table above has one for each kind. */
function blocksOf<P extends LayoutPart['part']>(sheet: Sheet, part: Part<P>): Block[] {
  const print: (sheet: Sheet, part: Part<P>) => Block[] = PARTS[part.part];
  return print(sheet, part);
}

/** The document as it stands on paper: every value filled in, every part in its place, layout still to come. */
export function assembleDocument(template: Template, answers: Answers, texts: SectionTexts, policies: PrintPolicies): DocumentModel {
  const sheet = { template, answers, texts, policies };
  return {
    title: documentTitle(template, answers),
    templateName: template.name,
    blocks: template.layout.flatMap((part) => blocksOf(sheet, part)),
  };
}

/** Name of the document in lists, file names and properties; the template's own name while nothing is filled in. */
export function documentTitle(template: Template, answers: Answers): string {
  const policies: PrintPolicies = { era: 'wareki', digits: 'half' };
  const title = textOf(fillPattern(template.title, template, answers, policies));
  return title === '' ? template.name : title;
}

/** Value of a field as it is printed; '' when it is empty or the template does not have it. */
export function printedValue(template: Template, answers: Answers, fieldId: string, policies: PrintPolicies): string {
  const field = template.fields.find((each) => each.id === fieldId);
  return field === undefined ? '' : printValue(field, answers[fieldId], policies);
}
