import { blankAnswers, fileRows, filesAnswer, type AnswerValue, type Answers, type Field, type Row } from '@bunan/contracts';
import { filesOf, filesText } from './file-text';

/** A form as it is typed: one text for each field, rows for fields that have columns. */
export interface FormInput {
  texts: Record<string, string>;
  rows: Record<string, Record<string, string>[]>;
}

/** A new row of a field. */
export function blankRow(field: Field): Record<string, string> {
  return Object.fromEntries((field.columns ?? []).map((column) => [column.id, '']));
}

function rowsOf(field: Field, value: unknown): Record<string, string>[] {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const filled = rows.flatMap((row) => (typeof row === 'object' && row !== null ? [{ ...blankRow(field), ...stringsOf(row) }] : []));
  return filled.length > 0 ? filled : [blankRow(field)];
}

function stringsOf(row: object): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'string' ? value : '']));
}

/** Two days as one text, each as it is typed: no box can hold a line break. */
export function rangeText(from: string, until: string): string {
  return from === '' && until === '' ? '' : `${from}\n${until}`;
}

/** The two days of `rangeText`. */
export function rangeOf(text: string): { from: string; until: string } {
  const [from = '', until = ''] = text.split('\n');
  return { from, until };
}

function textOf({ type }: Field, value: unknown): string {
  if (type === 'file') {
    return filesText(filesAnswer(value));
  }
  if (Array.isArray(value)) {
    return value.filter((line) => typeof line === 'string').join('\n');
  }
  if (typeof value === 'object' && value !== null) {
    const { from = '', until = '' } = stringsOf(value);
    return rangeText(from, until);
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/** Answers as they stand in the controls; fields without an answer are empty, never at their default. */
export function inputOf(fields: readonly Field[], answers: Readonly<Record<string, unknown>>): FormInput {
  const withRows = fields.filter((field) => field.columns !== undefined);
  const others = fields.filter((field) => field.columns === undefined);
  return {
    texts: Object.fromEntries(others.map((field) => [field.id, textOf(field, answers[field.id])])),
    rows: Object.fromEntries(withRows.map((field) => [field.id, rowsOf(field, answers[field.id])])),
  };
}

/** A form filled in with the example; its files are nowhere, and are not named. */
export function exampleInput(fields: readonly Field[], example: Readonly<Record<string, unknown>>): FormInput {
  const files = new Set(fields.filter(({ type }) => type === 'file').map(({ id }) => id));
  return inputOf(fields, Object.fromEntries(Object.entries(example).filter(([id]) => !files.has(id))));
}

/** A form that nobody has typed into: defaults, and one empty row where there are rows. */
export function blankInput(fields: readonly Field[]): FormInput {
  return inputOf(fields, blankAnswers(fields));
}

function numberAnswer(text: string): AnswerValue {
  const digits = text.normalize('NFKC').replaceAll(',', '').trim();
  return /^-?\d+$/.test(digits) ? Number(digits) : text;
}

/** A yes/no that nobody has answered stays unanswered. */
function yesNoAnswer(text: string): AnswerValue {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

function linesOf(text: string): AnswerValue {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** How the text of a control becomes an answer, where it is not the text itself. */
const ANSWERS: Partial<Record<Field['type'], (text: string) => AnswerValue>> = {
  number: numberAnswer,
  amount: numberAnswer,
  bool: yesNoAnswer,
  lines: linesOf,
  multiselect: linesOf,
  file: (text) => fileRows(filesOf(text)),
  daterange: (text) => (text === '' ? '' : rangeOf(text)),
};

/** What is typed, as the answers that the schema checks. */
export function answersOf(fields: readonly Field[], input: FormInput): Answers {
  return Object.fromEntries(
    fields.map((field) => {
      const rows: readonly Row[] | undefined = input.rows[field.id];
      const text = input.texts[field.id] ?? '';
      return [field.id, rows ?? ANSWERS[field.type]?.(text) ?? text];
    }),
  );
}
