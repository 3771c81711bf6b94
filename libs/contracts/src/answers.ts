import * as z from 'zod';
import './messages.js';

/** One row of a `rows` field, or the value of a `group`: text by column id. */
const rowSchema = z.record(z.string(), z.string()).readonly();
export type Row = z.infer<typeof rowSchema>;

/** The value of one field. An optional field that was left empty has no key. */
const answerValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.array(rowSchema).readonly(),
  rowSchema,
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;

/** What the clerk filled in (入力), by field id: the shape of all answers; a template's own rules are `answersSchema`. */
export const answersShapeSchema = z.record(z.string(), answerValueSchema).readonly();
export type Answers = z.infer<typeof answersShapeSchema>;

/** Whether nothing is entered: no value, an empty text, rows in which nothing stands. */
export function isEmptyAnswer(value: unknown): boolean {
  if (value === undefined || value === null || value === '') {
    return true;
  }
  if (Array.isArray(value)) {
    return value.every(isEmptyAnswer);
  }
  return typeof value === 'object' && Object.values(value).every(isEmptyAnswer);
}

/** The value of a text or a choice; '' when it is empty or of another kind. */
export function textAnswer(value: AnswerValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The lines of a `lines` field, or of a text with line breaks; blank lines are left out. */
export function linesAnswer(value: AnswerValue | undefined): readonly string[] {
  const lines = typeof value === 'string' ? value.split('\n') : listOf(value);
  return lines.filter((line): line is string => typeof line === 'string' && line.trim() !== '');
}

/** The rows of a `rows` field; none for any other kind. */
export function rowsAnswer(value: AnswerValue | undefined): readonly Row[] {
  return listOf(value).filter((row): row is Row => typeof row === 'object');
}

function listOf(value: AnswerValue | undefined): readonly (string | Row)[] {
  const items: readonly (string | Row)[] = Array.isArray(value) ? value : [];
  return items;
}
