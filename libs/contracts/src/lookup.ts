import * as z from 'zod';
import './messages.js';
import { cleanText } from './text.js';

/** Most suggestions of one answer. */
export const MAX_SUGGESTIONS = 20;

/** GET /api/lookups/…: what was typed of a name. */
export const lookupQuerySchema = z.strictObject({
  text: z
    .string({ error: 'さがす文字を入力してください。' })
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1, 'さがす文字を入力してください。').max(60, 'さがす文字は60字までです。')),
});
export type LookupQuery = z.infer<typeof lookupQuerySchema>;

/** GET /api/lookups/people: an active person, with the department that tells two of the same name apart. */
export const personSuggestionSchema = z.object({ name: z.string(), department: z.string() });
export type PersonSuggestion = z.infer<typeof personSuggestionSchema>;

/** GET /api/lookups/departments */
export const departmentSuggestionSchema = z.object({ name: z.string() });
export type DepartmentSuggestion = z.infer<typeof departmentSuggestionSchema>;
