import * as z from 'zod';
import './messages.js';
import { cleanText } from './text.js';

/** A person has a set of roles; each opens some routes, none opens another department's drafts. */
export const roleSchema = z.enum(['staff', 'head', 'curator', 'approver', 'admin', 'auditor']);
export type Role = z.infer<typeof roleSchema>;

export const departmentViewSchema = z.object({ id: z.uuid(), name: z.string() });
export type DepartmentView = z.infer<typeof departmentViewSchema>;

export const personViewSchema = z.object({ id: z.uuid(), name: z.string() });
export type PersonView = z.infer<typeof personViewSchema>;

/** POST /api/session */
export const signInSchema = z.strictObject({
  login: z
    .string({ error: '職員番号を入力してください。' })
    .overwrite(cleanText)
    .min(1, '職員番号を入力してください。')
    .max(100, '職員番号が長すぎます。'),
  password: z
    .string({ error: 'パスワードを入力してください。' })
    .min(1, 'パスワードを入力してください。')
    .max(200, 'パスワードが長すぎます。'),
});
export type SignIn = z.infer<typeof signInSchema>;

/** GET /api/session, also the answer of POST: who is signed in, and the token that changes must carry. */
export const sessionViewSchema = z.object({
  person: personViewSchema.extend({ roles: z.array(roleSchema) }),
  department: departmentViewSchema,
  /** Value of the `X-CSRF-Token` header for every change. */
  csrfToken: z.string(),
  /** Name of the city, for the header of the page. */
  cityName: z.string(),
  /** True while the rehearsal server stands in for the model: the screens say 稽古用. */
  practice: z.boolean(),
  /** End of the session at the latest, ISO 8601 in UTC. */
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
