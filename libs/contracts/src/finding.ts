import * as z from 'zod';
import './messages.js';

/** `error` 要対応, `warn` 注意, `info` 参考. */
export const severitySchema = z.enum(['error', 'warn', 'info']);
export type Severity = z.infer<typeof severitySchema>;

/** One result of a review rule (指摘): what, where, and the fix where one is certain. */
export const findingSchema = z.object({
  /** Rule and place, stable while the text around it is: usable as a list key. */
  id: z.string(),
  rule: z.string(),
  severity: severitySchema,
  /** Heading of the finding: 入力にない日付. */
  title: z.string(),
  /** One sentence that says what is wrong and what to do. */
  message: z.string(),
  sectionId: z.string(),
  /** Place in the section's text with the fields filled in, UTF-16 code units, half-open; null for the whole section. */
  range: z.object({ start: z.int(), end: z.int() }).nullable(),
  /** The words at that place. */
  excerpt: z.string(),
  /** The replacement that is certainly right, if there is one; '' means delete. */
  fix: z.object({ label: z.string(), replacement: z.string() }).nullable(),
  /** The form field that the finding asks about, if any. */
  fieldId: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;
