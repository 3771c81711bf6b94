import * as z from 'zod';
import './messages.js';
import { isEmptyAnswer, type AnswerValue, type Answers } from './answers.js';
import type { FieldError } from './problem.js';
import { askedFields, holds } from './rule.js';
import type { Column, Field } from './template.js';
import { cleanText, textLength } from './text.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const TELEPHONE = /^[0-9０-９+＋\-－‐−ー()（）\s　内線代表平日夜間休日時外直通、,・／/]+$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Longest text where a template names no limit, code points. */
const DEFAULT_MAX_LENGTH: Partial<Record<Field['type'], number>> = { longtext: 5_000, tel: 80, email: 254, lines: 200 };

function isRealDate(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

function isRealTime(text: string): boolean {
  return /T([01]\d|2[0-3]):[0-5]\d$/.test(text);
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
  const max = field.maxLength ?? DEFAULT_MAX_LENGTH[field.type] ?? 200;
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

function columnValueSchema(column: Column) {
  if (column.type === 'select') {
    return z.union([z.literal(''), optionSchema(column.label, column.options ?? [])], {
      error: `${column.label}は示されたものから選んでください。`,
    });
  }
  return textSchema(column.label, { max: column.maxLength, many: column.type === 'longtext' });
}

function rowSchema(field: Field) {
  const columns = field.columns ?? [];
  return z
    .strictObject(Object.fromEntries(columns.map((column) => [column.id, columnValueSchema(column).default('')])), {
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
    .transform((rows) => rows.filter((row) => !isEmptyAnswer(row)));
}

function numberSchema(field: Field) {
  const { min = 0, max = 999_999_999_999 } = field;
  const message = `${field.label}は${min.toLocaleString('en-US')}から${max.toLocaleString('en-US')}までの整数で入力してください。`;
  // Not z.int: what it refuses ends the check of the whole form.
  const isRight = (value: number) => Number.isSafeInteger(value) && value >= min && value <= max;
  return z.number({ error: message }).refine(isRight, { params: { code: 'range' }, message });
}

const SCHEMAS: Partial<Record<Field['type'], (field: Field) => z.ZodType<AnswerValue | undefined>>> = {
  date: (field) => shaped(field, (text) => DATE.test(text) && isRealDate(text), `${field.label}に、暦にある年月日を入力してください。`),
  datetime: (field) =>
    shaped(
      field,
      (text) => DATE_TIME.test(text) && isRealDate(text) && isRealTime(text),
      `${field.label}に、暦にある年月日と時刻を入力してください。`,
    ),
  daterange: (field) => {
    const message = `${field.label}に、始まりと終わりの年月日を入力してください。`;
    const day = z.string({ error: message }).refine((text) => DATE.test(text) && isRealDate(text), message);
    return z.strictObject({ from: day, until: day }, { error: message }).refine((range) => range.from <= range.until, {
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
  group: rowSchema,
};

function valueSchema(field: Field): z.ZodType<AnswerValue | undefined> {
  const special = SCHEMAS[field.type];
  if (special) {
    return special(field);
  }
  const max = field.maxLength ?? DEFAULT_MAX_LENGTH[field.type] ?? 200;
  return textSchema(field.label, { min: field.minLength, max, many: field.type === 'longtext' });
}

function missingIssue(field: Field) {
  const ask = field.type === 'select' || field.type === 'multiselect' ? 'を選んでください。' : 'を入力してください。';
  return { code: 'custom' as const, params: { code: 'required' }, message: `${field.label}${ask}` };
}

/** Whether a field that is asked for must be filled, given the answers to the fields that are asked for. */
export function isRequired({ required, requiredWhen }: Field, asked: Readonly<Record<string, unknown>>): boolean {
  return required || (requiredWhen !== undefined && holds(requiredWhen, asked));
}

/** The answers to the fields that are asked for. */
export function askedAnswers<Value>(fields: readonly Field[], answers: Readonly<Record<string, Value>>): Record<string, Value | undefined> {
  return Object.fromEntries(askedFields(fields, answers).map(({ id }) => [id, answers[id]]));
}

/**
 * The schema of the answers to a form, made from its fields; used by the form in the browser and by the API.
 *
 * Text is cleaned (`cleanText`), rows that hold nothing are dropped, fields that are not asked for and fields left
 * empty have no key in the result. Every message is a Japanese sentence that names the field.
 */
export function answersSchema(fields: readonly Field[]) {
  const shape = Object.fromEntries(
    fields.map((field) => [field.id, z.preprocess((value) => (isEmptyAnswer(value) ? undefined : value), valueSchema(field).optional())]),
  );
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? '様式にない項目があります。ページを開き直してください。' : '入力の形式が正しくありません。',
    })
    .superRefine(
      (answers: Record<string, AnswerValue | undefined>, context) => {
        const asked = askedAnswers(fields, answers);
        for (const field of fields.filter(({ id }) => id in asked)) {
          if (isEmptyAnswer(asked[field.id]) && isRequired(field, asked)) {
            context.addIssue({ ...missingIssue(field), path: [field.id] });
          }
        }
      },
      // With what is wrong already: all that is to be done is said at once.
      { when: ({ value }) => typeof value === 'object' && value !== null },
    )
    .transform((answers): Answers =>
      Object.fromEntries(
        Object.entries(askedAnswers(fields, answers)).flatMap(([id, value]) =>
          value === undefined || isEmptyAnswer(value) ? [] : [[id, value]],
        ),
      ),
    );
}

function errorCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') {
    return issue.params.code;
  }
  return issue.code === 'unrecognized_keys' ? 'unknown' : issue.code;
}

/** Issues of any of our schemas as the errors of a problem document; a key that nobody knows is named itself. */
export function fieldErrors({ issues }: { readonly issues: readonly z.core.$ZodIssue[] }): FieldError[] {
  return issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    return keys.map((key) => ({
      path: [...issue.path, ...(key === null ? [] : [key])].join('.'),
      code: errorCode(issue),
      message: issue.message,
    }));
  });
}

/** The answers a form starts with: defaults, empty texts, no rows. */
export function blankAnswers(fields: readonly Field[]): Record<string, AnswerValue> {
  return Object.fromEntries(fields.map((field): [string, AnswerValue] => [field.id, field.default ?? blankValue(field.type)]));
}

function blankValue(type: Field['type']): AnswerValue {
  if (type === 'bool') {
    return false;
  }
  return type === 'lines' || type === 'rows' || type === 'multiselect' ? [] : '';
}
