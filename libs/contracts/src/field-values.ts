import * as z from 'zod';
import './messages.js';
import { isEmptyAnswer, type AnswerValue } from './answers.js';
import { filesSchema } from './file-values.js';
import { isCostly } from './pattern.js';
import type { Column, Field } from './template.js';
import { cleanText, textLength } from './text.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const TELEPHONE = /^[0-9０-９+＋\-－‐−ー()（）\s　内線代表平日夜間休日時外直通月火水木金土曜分以降はからまで、,・／/〜～~]+$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Longest text where a template names no limit, code points. */
const DEFAULT_MAX_LENGTH: Partial<Record<Field['type'], number>> = { longtext: 5_000, tel: 80, email: 254, lines: 200 };

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reckoned, not asked of `Date`, which takes as long as all the rest of a cell. */
function isRealDate(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

function isRealTime(text: string): boolean {
  return /T([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function isDay(text: string): boolean {
  return DATE.test(text) && isRealDate(text);
}

function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && isRealDate(text) && isRealTime(text);
}

/** Text of at most `max` code points, cleaned; `many` says whether line breaks may stay. */
function textSchema(label: string, limits: { min?: number | undefined; max: number; many: boolean }) {
  return z
    .string({ error: `${label}は文字で入力してください。` })
    .transform((text) => (limits.many ? cleanText(text) : cleanText(text).replace(/[\n\t]+/g, ' ')).trimEnd())
    .superRefine((text, context) => {
      const length = textLength(text);
      if (length > limits.max) {
        const message = `${label}は${limits.max.toLocaleString('en-US')}字までです（いま${length.toLocaleString('en-US')}字）。`;
        context.addIssue({ code: 'custom', params: { code: 'tooLong' }, message });
      }
      if (length > 0 && length < (limits.min ?? 0)) {
        const message = `${label}は${String(limits.min)}字以上で入力してください（いま${String(length)}字）。`;
        context.addIssue({ code: 'custom', params: { code: 'tooShort' }, message });
      }
    });
}

function shaped(field: Field, test: (text: string) => boolean, message: string) {
  const max = longestText(field);
  return textSchema(field.label, { max, many: false }).superRefine((text, context) => {
    if (text !== '' && !test(text)) {
      context.addIssue({ code: 'custom', params: { code: 'format' }, message });
    }
  });
}

function optionSchema(label: string, options: readonly string[]) {
  return z
    .string({ error: `${label}を選んでください。` })
    .refine((value) => options.includes(value), { params: { code: 'option' }, message: `${label}は示されたものから選んでください。` });
}

/** A cell whose text must have a form; an empty one may stay empty. */
function shapedCell({ label, maxLength }: Column, test: (text: string) => boolean, message: string) {
  return textSchema(label, { max: maxLength, many: false }).superRefine((text, context) => {
    if (text !== '' && !test(text)) {
      context.addIssue({ code: 'custom', params: { code: 'format' }, message });
    }
  });
}

/** １，２３４ as 1234; what is no number stays as it is typed. */
function plainNumber(text: string): string {
  if (/^[1-9]\d{0,14}$/.test(text)) {
    return text;
  }
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  return /^-?\d{1,15}$/.test(plain) ? String(Number(plain)) : text;
}

function numberCell(column: Column) {
  const message = `${column.label}は整数で入力してください。`;
  return z.preprocess(
    (cell) => (typeof cell === 'string' ? plainNumber(cell) : cell),
    shapedCell(column, (text) => /^-?\d{1,15}$/.test(text), message),
  );
}

const CELLS: Readonly<Record<Column['type'], (column: Column) => z.ZodType<string>>> = {
  text: ({ label, maxLength }) => textSchema(label, { max: maxLength, many: false }),
  longtext: ({ label, maxLength }) => textSchema(label, { max: maxLength, many: true }),
  date: (column) => shapedCell(column, isDay, `${column.label}に、暦にある年月日を入力してください。`),
  datetime: (column) => shapedCell(column, isDateTime, `${column.label}に、暦にある年月日と時刻を入力してください。`),
  number: numberCell,
  amount: numberCell,
  select: ({ label, options = [] }) =>
    z.union([z.literal(''), optionSchema(label, options)], { error: `${label}は示されたものから選んでください。` }),
};

function rowSchema(field: Field) {
  const columns = field.columns ?? [];
  return z
    .strictObject(Object.fromEntries(columns.map((column) => [column.id, CELLS[column.type](column).default('')])), {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `${field.label}に、様式にない欄があります。` : `${field.label}の形が正しくありません。`,
    })
    .superRefine((row: Record<string, string>, context) => {
      if (isEmptyAnswer(row)) {
        return;
      }
      for (const column of columns.filter((each) => each.required && row[each.id] === '')) {
        context.addIssue({
          code: 'custom',
          params: { code: 'required' },
          path: [column.id],
          message: `${column.label}を入力してください。`,
        });
      }
    });
}

function tooMany(field: Field, count: number): string {
  return `${field.label}は${String(count)}行までです。`;
}

function linesSchema(field: Field) {
  const max = field.maxRows ?? 100;
  return z
    .array(textSchema(field.label, { min: field.minLength, max: field.maxLength ?? 200, many: false }), {
      error: `${field.label}は行の並びで入力してください。`,
    })
    .max(max, { error: tooMany(field, max) })
    .transform((lines) => lines.filter((line) => line !== ''));
}

function rowsSchema(field: Field) {
  const max = field.maxRows ?? 100;
  return z
    .array(rowSchema(field), { error: `${field.label}は行の並びで入力してください。` })
    .max(max, { error: tooMany(field, max) })
    .superRefine((rows, context) => {
      for (const column of (field.columns ?? []).filter((each) => each.unique === true)) {
        for (const index of repeatedAt(rows.map((row) => row[column.id] ?? ''))) {
          const message = `${column.label}が、ほかの行と同じです。`;
          context.addIssue({ code: 'custom', params: { code: 'unique' }, path: [index, column.id], message });
        }
      }
    })
    .transform((rows) => rows.filter((row) => !isEmptyAnswer(row)));
}

/** Places of texts that stand further up already; that there is none may be said in every row. */
function repeatedAt(cells: readonly string[]): number[] {
  const even = cells.map((cell) => cell.normalize('NFKC').replace(/\s/g, ''));
  const first = new Map(even.map((cell, index): [string, number] => [cell, index]).toReversed());
  return even.flatMap((cell, index) => (!/^(|なし|無|不明|[－―ー-])$/.test(cell) && (first.get(cell) ?? index) < index ? [index] : []));
}

function numberSchema(field: Field) {
  const { min = 0, max = 999_999_999_999 } = field;
  const message = `${field.label}は${min.toLocaleString('en-US')}から${max.toLocaleString('en-US')}までの整数で入力してください。`;
  // Not z.int: what it refuses ends the check of the whole form.
  const isRight = (value: number) => Number.isSafeInteger(value) && value >= min && value <= max;
  return z.number({ error: message }).refine(isRight, { params: { code: 'range' }, message });
}

const SCHEMAS: Partial<Record<Field['type'], (field: Field) => z.ZodType<AnswerValue | undefined>>> = {
  date: (field) => shaped(field, isDay, `${field.label}に、暦にある年月日を入力してください。`),
  datetime: (field) => shaped(field, isDateTime, `${field.label}に、暦にある年月日と時刻を入力してください。`),
  daterange: (field) => {
    const message = `${field.label}に、始まりと終わりの年月日を入力してください。`;
    const day = (which: string) => {
      const words = `${field.label}の${which}に、暦にある年月日を入力してください。`;
      return z.string({ error: words }).refine(isDay, words);
    };
    return z
      .strictObject({ from: day('始まり'), until: day('終わり') }, { error: message })
      .refine(({ from, until }) => from <= until || ![from, until].every(isDay), {
        params: { code: 'order' },
        message: `${field.label}の終わりは、始まり以後の日にしてください。`,
      });
  },
  number: numberSchema,
  amount: numberSchema,
  bool: (field) => z.boolean({ error: `${field.label}は、はい又はいいえで答えてください。` }),
  select: (field) => optionSchema(field.label, field.options ?? []),
  multiselect: (field) =>
    z.array(optionSchema(field.label, field.options ?? []), { error: `${field.label}を選んでください。` }).max(field.options?.length ?? 0),
  tel: (field) =>
    shaped(
      field,
      (text) => TELEPHONE.test(text) && /[0-9０-９]/.test(text),
      `${field.label}を数字とハイフンで入力してください（内線は「内線1234」）。`,
    ),
  email: (field) => shaped(field, (text) => EMAIL.test(text), `${field.label}を「名前@example.lg.jp」の形で入力してください。`),
  lines: linesSchema,
  rows: rowsSchema,
  file: filesSchema,
};

/** The schema of one field's value, filled in. Every message is a Japanese sentence that names the field. */
export function valueSchema(field: Field): z.ZodType<AnswerValue | undefined> {
  const special = SCHEMAS[field.type];
  if (special) {
    return special(field);
  }
  const max = longestText(field);
  const text = textSchema(field.label, { min: field.minLength, max, many: field.type === 'longtext' });
  const { must } = field;
  return must === undefined
    ? text
    : text.refine((value) => value === '' || textLength(value) > max || isOfForm(value, must.pattern, max), {
        params: { code: 'format' },
        message: must.message,
      });
}

/** Longest text of a field, code points. */
export function longestText({ type, maxLength }: Pick<Field, 'type' | 'maxLength'>): number {
  return maxLength ?? DEFAULT_MAX_LENGTH[type] ?? 200;
}

/** A pattern that could take long is not tried at all; a template that has one is refused before it is used. */
function isOfForm(text: string, pattern: string, max: number): boolean {
  return !isCostly(pattern, max) && new RegExp(pattern, 'u').test(text);
}
