import { isEmptyAnswer, textAnswer, type Answers, type LayoutPart, type OutlineItem } from '@bunan/contracts';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/** What decides which parts a page has. */
interface Page {
  readonly answers: Answers;
  /** Labels of the sections that are asked for, by id. */
  readonly asked: ReadonlyMap<string, string>;
  /** Labels of the fields, by id. */
  readonly labels: ReadonlyMap<string, string>;
}

type Part<P extends LayoutPart['part']> = Extract<LayoutPart, { part: P }>;

const isReplaced = (page: Page, notWith: string | undefined) => notWith !== undefined && isShown(page, notWith);

const isShown = ({ answers }: Page, onlyWith: string | undefined) => onlyWith === undefined || !isEmptyAnswer(answers[onlyWith]);

/** Words of the template with the names of the values in them, which must not look like placeholders. */
function named({ labels }: Page, text: string): string {
  return text.replaceAll(/\{\{([A-Za-z0-9]+)[^{}]*\}\}/g, (_, id: string) => `（${labels.get(id) ?? id}）`);
}

/** Whether a line is printed: it has no values, or one of them is filled. */
function holdsSomething(page: Page, line: string): boolean {
  const ids = [...line.matchAll(/\{\{([A-Za-z0-9]+)/g)].map(([, id]) => id);
  return ids.length === 0 || ids.some((id) => isShown(page, id));
}

/** The names of a part of the page: of what code prints its name or its words, of what the model writes its label. */
const NAMES: { readonly [P in LayoutPart['part']]: (page: Page, part: Part<P>) => string[] } = {
  numberAndDate: (_, { number, mark }) => [
    number === undefined ? (mark === undefined ? '日付' : `${mark}、発信年月日`) : '文書番号、発信年月日',
  ],
  addressee: () => ['宛名'],
  sender: () => ['発信者'],
  subject: () => ['件名'],
  title: (page, { notWith }) => (isReplaced(page, notWith) ? [] : ['標題']),
  phrase: ({ answers }, part) => {
    const phrase = part.phrases[textAnswer(answers[part.field])];
    return phrase === undefined ? [] : [`「${phrase}」`];
  },
  written: ({ asked }, { section }) => (asked.has(section) ? [`★${asked.get(section) ?? ''}（${section}）`] : []),
  text: (page, part) => (isShown(page, part.onlyWith) ? [named(page, part.text.split('\n')[0] ?? '')] : []),
  note: (page, { before, rows, answers, also, bare }) => {
    const names = [
      ...before.flatMap((item) => itemName(page, item)),
      ...(rows === undefined || !isShown(page, rows) ? [] : ['番号を付けた項目']),
      ...(answers !== undefined && page.asked.has(answers.section)
        ? [`★${page.asked.get(answers.section) ?? ''}（${answers.section}）`]
        : []),
      ...also.flatMap((item) => itemName(page, item)),
    ];
    return bare === true || names.length === 0 ? names : [`「記」（${names.join('、')}）、「以上」`];
  },
  outline: (page, part) => part.items.flatMap((item) => itemName(page, item)),
  contact: (_, { name }) => [name],
  sheet: (_, { rows }) => [`枠の中の${rows.map(({ label }) => label).join('、')}`],
  stamps: (page, { label, lines }) => (isShown(page, lines) ? [`${label}の印の欄`] : []),
  table: (page, { table, notWith }) =>
    isShown(page, table) && !isReplaced(page, notWith) ? [`「${page.labels.get(table) ?? table}」の表`] : [],
  plain: (page, { lines }) => lines.filter((line) => holdsSomething(page, line)).map((line) => named(page, line)),
};

/** A section that is not asked for has its name only where a word stands in its place. */
function sectionName({ asked }: Page, { label, empty }: OutlineItem, section: string): string[] {
  const instead = empty === undefined ? [] : [label];
  return asked.has(section) ? [`★${label}（${section}）`] : instead;
}

function itemName(page: Page, item: OutlineItem): string[] {
  if (item.section !== undefined) {
    return sectionName(page, item, item.section);
  }
  return isShown(page, item.onlyWith) && (item.empty !== undefined || hasContent(page, item)) ? [item.label] : [];
}

/** Whether something is filled in of what an item prints. */
function hasContent(page: Page, { table, lines, text = '' }: OutlineItem): boolean {
  const source = table ?? lines;
  if (source !== undefined) {
    return isShown(page, source);
  }
  const ids = [...text.matchAll(/\{\{(\w+)/g)].map(([, id]) => id);
  return ids.length === 0 || ids.some((id) => isShown(page, id));
}

/** Calls the namer of a part; the table above has one for each kind. */
function namesOf<P extends LayoutPart['part']>(page: Page, part: Part<P>): string[] {
  const names: (page: Page, part: Part<P>) => string[] = NAMES[part.part];
  return names(page, part);
}

/**
 * The parts of the page in order, so that the model knows what stands around its text; ★ marks what it writes.
 *
 * Names and texts of the template only, no values.
 */
export function pageOrder(template: Template, answers: Answers): string[] {
  const asked = new Map(askedSections(template, answers).map((section) => [section.id, section.label]));
  const labels = new Map(template.fields.map((field) => [field.id, field.label]));
  return template.layout.flatMap((part) => namesOf({ answers, asked, labels }, part)).map((name, index) => `${String(index + 1)} ${name}`);
}
