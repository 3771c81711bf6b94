import * as z from 'zod';
import './messages.js';
import { isEmptyAnswer, type AnswerValue, type Answers } from './answers.js';
import { valueSchema } from './field-values.js';
import type { FieldError } from './problem.js';
import { askedFields, holds } from './rule.js';
import type { Field } from './template.js';

interface FormIssue {
  readonly code: 'custom';
  readonly params: { readonly code: string };
  readonly message: string;
}

type Asked = Readonly<Record<string, AnswerValue | undefined>>;

function missingIssue(field: Field, asked: Asked): FormIssue | null {
  if (!isRequired(field, asked)) {
    return null;
  }
  const isChosen = ['select', 'multiselect', 'bool', 'file'].includes(field.type);
  return {
    code: 'custom',
    params: { code: 'required' },
    message: `${field.label}${isChosen ? 'を選んでください。' : 'を入力してください。'}`,
  };
}

/** A day before the one that it must follow; compared as far as both are given, so that a day fits a date-time. */
function orderIssue({ id, label, notBefore }: Field, asked: Asked, fields: readonly Field[]): FormIssue | null {
  const own = asked[id];
  const first = notBefore === undefined ? undefined : asked[notBefore];
  if (typeof own !== 'string' || typeof first !== 'string' || first === '') {
    return null;
  }
  const length = Math.min(own.length, first.length);
  if (own.slice(0, length) >= first.slice(0, length)) {
    return null;
  }
  const other = fields.find((field) => field.id === notBefore)?.label ?? '';
  return { code: 'custom', params: { code: 'order' }, message: `${label}は、${other}以後にしてください。` };
}

/** Whether a field that is asked for must be filled, given the answers to the fields that are asked for. */
export function isRequired({ required, requiredWhen }: Field, asked: Readonly<Record<string, unknown>>): boolean {
  return required || (requiredWhen !== undefined && holds(requiredWhen, asked));
}

/** The answers to the fields that are asked for. */
export function askedAnswers<Value>(fields: readonly Field[], answers: Readonly<Record<string, Value>>): Record<string, Value | undefined> {
  return Object.fromEntries(askedFields(fields, answers).map(({ id }) => [id, answers[id]]));
}

/** What counts as entered: nothing where all is blank; of a hidden field its default, whatever is sent. */
function enteredValue(field: Field, value: unknown): unknown {
  const entered = field.hidden === true ? field.default : value;
  return isEmptyAnswer(entered) ? undefined : entered;
}

type AnswersSchema = ReturnType<typeof makeSchema>;

/** A schema takes longer to make than answers to check; a form keeps its fields as long as it is open. */
const schemas = new WeakMap<readonly Field[], AnswersSchema>();

/**
 * The schema of the answers to a form, made from its fields; used by the form in the browser and by the API.
 *
 * Text is cleaned (`cleanText`), rows that hold nothing are dropped, fields that are not asked for and fields left
 * empty have no key in the result. Every message is a Japanese sentence that names the field.
 */
export function answersSchema(fields: readonly Field[]): AnswersSchema {
  const schema = schemas.get(fields) ?? makeSchema(fields);
  schemas.set(fields, schema);
  return schema;
}

function makeSchema(fields: readonly Field[]) {
  const shape = Object.fromEntries(
    fields.map((field) => [field.id, z.preprocess((value) => enteredValue(field, value), valueSchema(field).optional())]),
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
          const issue = isEmptyAnswer(asked[field.id]) ? missingIssue(field, asked) : orderIssue(field, asked, fields);
          if (issue !== null) {
            context.addIssue({ ...issue, path: [field.id] });
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

/** Types whose value is a list. */
const LISTS: readonly Field['type'][] = ['lines', 'rows', 'multiselect', 'file'];

function blankValue(type: Field['type']): AnswerValue {
  return LISTS.includes(type) ? [] : '';
}
