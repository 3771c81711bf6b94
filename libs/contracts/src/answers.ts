import * as z from 'zod';

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
