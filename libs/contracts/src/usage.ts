import * as z from 'zod';
import './messages.js';

/**
 * Why a call was refused. `cap`: the cap for the period; `month`: the person's cap for the month; `no-period`: no
 * contract runs now; `halted`: the books do not add up and an administrator looks at them.
 */
export const refusalReasonSchema = z.enum(['cap', 'month', 'no-period', 'halted']);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

const SCOPE_WORDS = { contract: '市の契約のトークン', department: '課のトークン', person: 'あなたのトークン' } as const;

const KEPT = '入力は残っています。定型文でなら、いまつくれます。';

/** What a clerk reads when a call was refused: what is missing, what is kept, what can be done. */
export const stopTexts: Readonly<Record<RefusalReason, (scope: keyof typeof SCOPE_WORDS) => string>> = {
  cap: (scope) => `${SCOPE_WORDS[scope]}の残りが足りないため、AIは書けません。${KEPT}`,
  month: () => `今月使えるトークンの残りが足りないため、AIは書けません。来月になると、また使えます。${KEPT}`,
  'no-period': () => `いまは契約期間ではないため、AIは書けません。${KEPT}`,
  halted: () => `トークンの台帳を点検しているため、AIは書けません。情報政策課が確かめています。${KEPT}`,
};

/** One cap and what is left of it, all in tokens. Remaining = cap − used − reserved, never below 0. */
export const allowanceViewSchema = z.object({
  scope: z.enum(['contract', 'department', 'person']),
  /** null: this scope has no cap of its own. */
  capTokens: z.int().nullable(),
  usedTokens: z.int(),
  reservedTokens: z.int(),
  remainingTokens: z.int().nullable(),
  /** What the cap counts: the contract period or the month, JST. */
  per: z.enum(['period', 'month']),
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

/** What a call would cost, before it is started. */
export const priceViewSchema = z.object({
  inputTokens: z.int(),
  /** What such a call usually takes in all. */
  expectedTokens: z.int(),
  /** What would be reserved: the most the run can cost with one try. */
  worstTokens: z.int(),
  /** Remaining of the tightest cap, and its scope. null: no contract period is open. */
  remaining: z.object({ scope: z.enum(['contract', 'department', 'person']), tokens: z.int() }).nullable(),
  /** What is left to the person and to the department; null where there is no cap. */
  left: z.object({ person: z.int().nullable(), department: z.int().nullable() }),
  /** Whether `worstTokens` fits into every cap now. The server decides again when the run starts. */
  fits: z.boolean(),
  /** What would be sent is so long that the usual answer has no room beside it in the model's context: no call is made. */
  isTooLong: z.boolean(),
});
export type PriceView = z.infer<typeof priceViewSchema>;

/** GET /api/drafts/:id/continuation: what it would cost to have a cut text continued. */
export type ContinuationView = PriceView;

/** POST /api/estimates: what a run would cost, before it is started; spends nothing and stores nothing. */
export const estimateViewSchema = priceViewSchema.extend({
  /** Personal data found in free text that is replaced before the text leaves: kind and number of places by field. */
  masked: z.array(z.object({ fieldId: z.string(), kind: z.enum(['tel', 'mail', 'address', 'name']), count: z.int() })),
  /** Number of fields the model reads, reads as a placeholder, never sees. */
  sees: z.object({ raw: z.int(), placeholder: z.int(), never: z.int() }),
  /** The messages exactly as they would be sent, facts withheld: 「送る内容を先に見る」. */
  messages: z.array(z.object({ role: z.enum(['system', 'user']), content: z.string() })),
});
export type EstimateView = z.infer<typeof estimateViewSchema>;
