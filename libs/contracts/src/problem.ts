import * as z from 'zod';
import './messages.js';

/** What is wrong with one value of a request: where, which rule, and the sentence shown under its control. */
export const fieldErrorSchema = z.object({
  /** Path of the value, parts joined by dots: `items.0.value`. */
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** The body of every answer that is not a success: RFC 9457 with our code and the errors of single values. */
export const problemSchema = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  errors: z.array(fieldErrorSchema),
  /** Facts for the screen: seconds to wait, who came first, which cap. */
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
