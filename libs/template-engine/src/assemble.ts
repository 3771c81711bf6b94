import {
  isEmptyAnswer,
  type Answers,
  type Block,
  type DocumentModel,
  type Item,
  type LayoutPart,
  type Line,
  type OutlineItem,
  type Row,
  type SectionTexts,
  type TableBlock,
} from '@bunan/contracts';
import { formatDate, type PrintPolicies } from '@bunan/wareki';
import { minutesItems } from './minutes.js';
import { fillPattern, paragraphsOf, printValue, sectionLine, textOf } from './print.js';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/** Width of a line, characters. */
const LINE_WIDTH = 42;

/** Full-width spaces keep the place of a number that is not given yet. */
const NO_NUMBER = '　　第　　　号';

/** What is printed and with what. */
interface Sheet {
  readonly template: Template;
  readonly answers: Answers;
  readonly texts: SectionTexts;
  readonly policies: PrintPolicies;
}

type Part<P extends LayoutPart['part']> = Extract<LayoutPart, { part: P }>;

function fill(sheet: Sheet, pattern: string): Line {
  return fillPattern(pattern, sheet.template, sheet.answers, sheet.policies);
}

function isFilled(sheet: Sheet, id: string | undefined): boolean {
  return id !== undefined && !isEmptyAnswer(sheet.answers[id]);
}

function linesAnswer(sheet: Sheet, id: string): readonly string[] {
  const value = sheet.answers[id];
  if (typeof value === 'string') {
    return value.split('\n').filter((line) => line.trim() !== '');
  }
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function rowsAnswer(sheet: Sheet, id: string): readonly Row[] {
  const value = sheet.answers[id];
  return Array.isArray(value) ? value.filter((each): each is Row => typeof each === 'object') : [];
}

function written(sheet: Sheet, sectionId: string): Line | null {
  if (!askedSections(sheet.template, sheet.answers).some((section) => section.id === sectionId)) {
    return null;
  }
  return sectionLine(sheet.template, sheet.answers, sheet.texts[sectionId] ?? [], sheet.policies);
}

function numberAndDate(sheet: Sheet, part: Part<'numberAndDate'>): Block[] {
  const number = part.number === undefined ? null : fill(sheet, `{{${part.number}}}`);
  return [
    {
      kind: 'numberAndDate',
      sectionId: part.date,
      number: number !== null && number.length === 0 ? [{ text: NO_NUMBER, field: part.number ?? '' }] : number,
      date: fill(sheet, `{{${part.date}}}`),
    },
  ];
}

/** 宛名 with its 敬称; 「各位」 and 「なし」 as chosen, and no second 敬称 after one that is typed. */
function addressee(sheet: Sheet, part: Part<'addressee'>): Block[] {
  const chosen = part.honorific === undefined ? '' : String(sheet.answers[part.honorific] ?? '');
  const names = linesAnswer(sheet, part.lines);
  const lines = names.map((name, index): Line => {
    const hasOwn = /(様|殿|御中|各位)$/.test(name.trim());
    const honorific = chosen === '' || chosen === 'なし' || hasOwn ? [] : [{ text: `　${chosen}`, field: part.honorific ?? '' }];
    return [{ text: name.trim(), field: names.length > 1 ? `${part.lines}.${String(index)}` : part.lines }, ...honorific];
  });
  return lines.length === 0 ? [] : [{ kind: 'addressee', sectionId: part.lines, lines }];
}

function sender(sheet: Sheet, part: Part<'sender'>): Block[] {
  const chosen = part.seal === undefined ? '' : String(sheet.answers[part.seal] ?? '');
  const lines = part.lines.map((line) => fill(sheet, line)).filter((line) => line.length > 0);
  const seals: Readonly<Record<string, 'seal' | 'omitted'>> = { 公印: 'seal', 公印省略: 'omitted' };
  return lines.length === 0 ? [] : [{ kind: 'sender', sectionId: 'sender', lines, seal: seals[chosen] ?? 'none' }];
}

function body(sectionId: string, paragraphs: readonly Line[], isWritten: boolean): Block[] {
  return paragraphs.length === 0 && !isWritten ? [] : [{ kind: 'body', sectionId, paragraphs, written: isWritten }];
}

/** A table of a `rows` field; columns without a width share what is left of the line. */
function tableOf(sheet: Sheet, id: string): TableBlock {
  const columns = sheet.template.fields.find((field) => field.id === id)?.columns ?? [];
  const known = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const open = columns.filter((column) => column.width === undefined).length;
  const share = open === 0 ? 0 : Math.floor((LINE_WIDTH - known) / open);
  return {
    columns: columns.map((column) => ({ head: [{ text: column.label }], width: column.width ?? share, align: 'left' })),
    rows: rowsAnswer(sheet, id).map((row, index) =>
      columns.map((column): Line => {
        const cell = row[column.id] ?? '';
        const text = column.type === 'date' && cell !== '' ? formatDate(cell, sheet.policies) : cell;
        return text === '' ? [] : [{ text, field: `${id}.${String(index)}.${column.id}` }];
      }),
    ),
  };
}

function writtenItem(sheet: Sheet, item: OutlineItem, sectionId: string): Item[] {
  const line = written(sheet, sectionId);
  if (line === null) {
    return [];
  }
  const label: Line = [{ text: item.label }];
  const paragraphs = paragraphsOf(line);
  const only = paragraphs.length === 1 ? textOf(paragraphs[0] ?? []) : '';
  if (/^(なし|特になし)。?$/.test(only)) {
    return [{ label, text: paragraphs[0] ?? [], sectionId }];
  }
  if (item.as === 'minutes') {
    return [{ label, items: minutesItems(line), sectionId }];
  }
  return item.as === 'items' ? [{ label, items: paragraphs.map((text) => ({ text })), sectionId }] : [{ label, paragraphs, sectionId }];
}

function outlineItem(sheet: Sheet, item: OutlineItem): Item[] {
  const label: Line = [{ text: item.label }];
  if (item.section !== undefined) {
    return writtenItem(sheet, item, item.section);
  }
  if (item.onlyWith !== undefined && !isFilled(sheet, item.onlyWith)) {
    return [];
  }
  const empty: Item[] = item.empty === undefined ? [] : [{ label, text: [{ text: item.empty }] }];
  const source = item.table ?? item.lines;
  if (source !== undefined && !isFilled(sheet, source)) {
    return empty;
  }
  const text = item.text === undefined ? [] : fill(sheet, item.text);
  if (item.table !== undefined) {
    return [{ label, ...(text.length > 0 ? { text } : {}), table: tableOf(sheet, item.table) }];
  }
  if (item.lines !== undefined) {
    const field = item.lines;
    const lines = linesAnswer(sheet, field);
    return [{ label, items: lines.map((line, index) => ({ text: [{ text: line, field: `${field}.${String(index)}` }] })) }];
  }
  return text.length === 0 ? empty : [{ label, text }];
}

/** 記, items and 以上 stand together or not at all. */
function note(sheet: Sheet, part: Part<'note'>): Block[] {
  const [labelId = '', textId = ''] = (sheet.template.fields.find((field) => field.id === part.rows)?.columns ?? []).map(
    (column) => column.id,
  );
  const rows = rowsAnswer(sheet, part.rows).map((row, index): Item => {
    const at = (id: string): Line => [{ text: row[id] ?? '', field: `${part.rows}.${String(index)}.${id}` }];
    return { label: at(labelId), text: at(textId) };
  });
  const items = [...rows, ...part.also.flatMap((item) => outlineItem(sheet, item))];
  if (items.length === 0) {
    return [];
  }
  const sectionId = part.rows;
  return [
    { kind: 'note', sectionId },
    { kind: 'items', sectionId, items, style: 'note' },
    { kind: 'end', sectionId },
  ];
}

const PARTS: { readonly [P in LayoutPart['part']]: (sheet: Sheet, part: Part<P>) => Block[] } = {
  numberAndDate,
  addressee,
  sender,
  subject: (sheet, part) => [{ kind: 'subject', sectionId: 'subject', text: fill(sheet, part.text), suffix: sheet.template.subjectSuffix }],
  title: (sheet, part) => [{ kind: 'title', sectionId: 'title', text: fill(sheet, part.text) }],
  phrase: (sheet, part) => {
    const phrase = part.phrases[String(sheet.answers[part.field] ?? '')];
    return phrase === undefined ? [] : body(part.field, [[{ text: phrase, field: part.field }]], false);
  },
  written: (sheet, part) => {
    const line = written(sheet, part.section);
    return line === null ? [] : body(part.section, paragraphsOf(line), true);
  },
  text: (sheet, part) =>
    part.onlyWith === undefined || isFilled(sheet, part.onlyWith) ? body('text', [fill(sheet, part.text)], false) : [],
  note,
  outline: (sheet, part) => [
    { kind: 'items', sectionId: 'outline', items: part.items.flatMap((item) => outlineItem(sheet, item)), style: 'heading' },
  ],
  contact: (sheet, part) => {
    const rows = part.rows.map(({ label, text }) => ({ label, value: fill(sheet, text) })).filter((row) => row.value.length > 0);
    return rows.length === 0 ? [] : [{ kind: 'contact', sectionId: 'contact', rows }];
  },
  plain: (sheet, part) => [
    { kind: 'plain', sectionId: 'plain', lines: part.lines.map((line) => fill(sheet, line)).filter((line) => line.length > 0) },
  ],
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
