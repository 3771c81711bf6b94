import * as z from 'zod';
import './messages.js';

/** One cap and what is left of it, all in tokens. Remaining = cap − used − reserved, never below 0. */
export const allowanceViewSchema = z.object({
  scope: z.enum(['contract', 'department', 'person']),
  /** null: this scope has no cap of its own. */
  capTokens: z.int().nullable(),
  usedTokens: z.int(),
  reservedTokens: z.int(),
  remainingTokens: z.int().nullable(),
});
export type AllowanceView = z.infer<typeof allowanceViewSchema>;

/** GET /api/usage */
export const usageViewSchema = z.object({
  period: z
    .object({
      name: z.string(),
      /** Instants of JST days, half-open, ISO 8601 in UTC. */
      from: z.iso.datetime(),
      until: z.iso.datetime(),
    })
    .nullable(),
  /** The scopes that apply to the person who asks: contract, department, person. */
  allowances: z.array(allowanceViewSchema),
});
export type UsageView = z.infer<typeof usageViewSchema>;

/** POST /api/estimates: what a run would cost, before it is started; spends nothing and stores nothing. */
export const estimateViewSchema = z.object({
  inputTokens: z.int(),
  /** What a run of this template usually takes in all. */
  expectedTokens: z.int(),
  /** What would be reserved: the most the run can cost with one try. */
  worstTokens: z.int(),
  /** Remaining of the tightest cap, and its scope. null: no contract period is open. */
  remaining: z.object({ scope: z.enum(['contract', 'department', 'person']), tokens: z.int() }).nullable(),
  /** Whether `worstTokens` fits into every cap now. The server decides again when the run starts. */
  fits: z.boolean(),
  /** Personal data found in free text that is replaced before the text leaves: kind and number of places by field. */
  masked: z.array(z.object({ fieldId: z.string(), kind: z.enum(['tel', 'mail', 'address', 'name']), count: z.int() })),
  /** Number of fields the model reads, reads as a placeholder, never sees. */
  sees: z.object({ raw: z.int(), placeholder: z.int(), never: z.int() }),
  /** The messages exactly as they would be sent, facts withheld: 「送る内容を先に見る」. */
  messages: z.array(z.object({ role: z.enum(['system', 'user']), content: z.string() })),
});
export type EstimateView = z.infer<typeof estimateViewSchema>;
