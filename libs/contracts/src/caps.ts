import * as z from 'zod';
import './messages.js';
import { personViewSchema } from './people.js';
import { cleanText } from './text.js';

/** More than any contract; far below what a number can hold exactly. */
const MOST_TOKENS = 1_000_000_000_000;

/** An amount of tokens as people enter it: a whole number, never a text. */
const amountSchema = z
  .int({ error: 'トークンは、半角の整数で入力してください。', abort: true })
  .max(MOST_TOKENS, 'トークンは、1兆以下で入力してください。');
const tokensSchema = amountSchema.min(0, 'トークンは、0以上の整数で入力してください。');

/** Why an amount was changed; it stands in the ledger for good. */
const reasonSchema = z
  .string({ error: '理由を入力してください。' })
  .overwrite(cleanText)
  .trim()
  .min(1, '理由を入力してください。')
  .max(200, '理由は200字までにしてください。');

/** What a cap counts: the whole contract period, or each month (JST). */
export const capPeriodSchema = z.enum(['period', 'month'], { error: '「契約期間」か「月」かを選んでください。' });
export type CapPeriod = z.infer<typeof capPeriodSchema>;

/** PUT /api/caps/contract */
export const setContractCapSchema = z.strictObject({ capTokens: tokensSchema, reason: reasonSchema });
export type SetContractCap = z.infer<typeof setContractCapSchema>;

/** PUT /api/caps/departments/:id; null takes the cap away: only the contract's counts then. */
export const setDepartmentCapSchema = z.strictObject({ capTokens: tokensSchema.nullable(), reason: reasonSchema });
export type SetDepartmentCap = z.infer<typeof setDepartmentCapSchema>;

/**
 * PUT /api/caps/departments/:id/person-rule and PUT /api/caps/people/:id; null takes the rule or the exception away.
 */
export const setPersonCapSchema = setDepartmentCapSchema.extend({ per: capPeriodSchema });
export type SetPersonCap = z.infer<typeof setPersonCapSchema>;

/** POST /api/caps/reallocations: moves tokens of one department to another. */
export const reallocateSchema = z.strictObject({
  from: z.uuid({ error: '減らす課を選んでください。' }),
  to: z.uuid({ error: '増やす課を選んでください。' }),
  tokens: amountSchema.min(1, '移すトークンは、1以上の整数で入力してください。'),
  reason: reasonSchema,
});
export type Reallocate = z.infer<typeof reallocateSchema>;

/** A day of Japan as people enter it; JSON holds 2026-04-01. */
const daySchema = z.iso.date({ error: '日付を、年月日で入力してください。', abort: true });

/** POST /api/periods: a contract period in JST days, both included. */
export const openPeriodSchema = z
  .strictObject({
    name: z
      .string({ error: '名称を入力してください。' })
      .overwrite(cleanText)
      .trim()
      .min(1, '名称を入力してください。')
      .max(60, '名称は60字までにしてください。'),
    from: daySchema,
    until: daySchema,
    capTokens: amountSchema.min(1, 'トークンは、1以上の整数で入力してください。'),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: '終わりの日は、初めの日より後にしてください。' });
export type OpenPeriod = z.infer<typeof openPeriodSchema>;

/** A contract period, in JST days, both included, and what was used of it, tokens. */
const contractPeriodSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  from: z.iso.date(),
  until: z.iso.date(),
  state: z.enum(['coming', 'running', 'over']),
  capTokens: z.int(),
  usedTokens: z.int(),
});
export type ContractPeriod = z.infer<typeof contractPeriodSchema>;

/** GET /api/periods, and the answer of POST: the newest first. */
export const contractPeriodsSchema = z.object({ periods: z.array(contractPeriodSchema) });
export type ContractPeriods = z.infer<typeof contractPeriodsSchema>;

/** One cap with what counts against it, tokens. */
const cappedSchema = z.object({
  /** null: no cap of its own. */
  capTokens: z.int().nullable(),
  usedTokens: z.int(),
  reservedTokens: z.int(),
  /** Cap − used − reserved, never below 0. */
  remainingTokens: z.int().nullable(),
  /** How far used + reserved are above a cap that was lowered (超過). */
  overTokens: z.int(),
});
export type Capped = z.infer<typeof cappedSchema>;

/** A person's cap: the department's rule, unless one was set by name. */
export const personCapViewSchema = cappedSchema.extend({
  person: personViewSchema,
  per: capPeriodSchema,
  /** Set for this person by name. */
  isException: z.boolean(),
});
export type PersonCapView = z.infer<typeof personCapViewSchema>;

export const departmentCapViewSchema = cappedSchema.extend({
  department: z.object({ id: z.uuid(), name: z.string() }),
  people: z.int(),
  personRule: z.object({ capTokens: z.int().nullable(), per: capPeriodSchema }),
});
export type DepartmentCapView = z.infer<typeof departmentCapViewSchema>;

/** GET /api/caps: for the administrators the whole contract; for a head only their own department. */
export const capsViewSchema = z.object({
  /** Instants of JST days, half-open, ISO 8601 in UTC; null: no contract runs now. */
  period: z.object({ id: z.uuid(), name: z.string(), from: z.iso.datetime(), until: z.iso.datetime() }).nullable(),
  contract: cappedSchema.nullable(),
  /** Contract cap − the caps of all departments; below 0 when more was allotted than there is. */
  unallottedTokens: z.int(),
  departments: z.array(departmentCapViewSchema),
});
export type CapsView = z.infer<typeof capsViewSchema>;

/** GET /api/caps/departments/:id */
export const departmentPeopleViewSchema = departmentCapViewSchema.extend({ peopleCaps: z.array(personCapViewSchema) });
export type DepartmentPeopleView = z.infer<typeof departmentPeopleViewSchema>;

/** A call that was settled by estimate, for an administrator to correct. Nothing in it says what was written. */
export const estimatedCallSchema = z.object({
  reservationId: z.uuid(),
  person: personViewSchema,
  departmentName: z.string(),
  templateId: z.string(),
  model: z.string(),
  /** ISO 8601, UTC. */
  reservedAt: z.iso.datetime(),
  /** What it was settled with, and what it counts for after corrections, tokens. */
  settledTokens: z.int(),
  countedTokens: z.int(),
  isCorrected: z.boolean(),
});
export type EstimatedCall = z.infer<typeof estimatedCallSchema>;

/** GET /api/ledger/estimates: newest first. */
export const estimatedCallsSchema = z.object({ calls: z.array(estimatedCallSchema), total: z.int() });
export type EstimatedCalls = z.infer<typeof estimatedCallsSchema>;

/** POST /api/ledger/corrections: what the call really took, for example from the provider's bill. */
export const correctSchema = z.strictObject({
  reservationId: z.uuid({ error: '直す記録を選んでください。' }),
  usedTokens: tokensSchema,
  reason: reasonSchema,
});
export type Correct = z.infer<typeof correctSchema>;

/** GET /api/ledger/state, and the answer of POST /api/ledger/checks: how the last check went. */
export const ledgerStateSchema = z.object({
  /** Rules that do not hold and how many rows break them; empty: the books are right. */
  violations: z.array(z.object({ invariant: z.string(), rows: z.int() })),
  /** ISO 8601, UTC; null before the first. */
  checkedAt: z.iso.datetime().nullable(),
  /** New calls are stopped since; null: they run. */
  halt: z.object({ reason: z.string(), since: z.iso.datetime() }).nullable(),
});
export type LedgerState = z.infer<typeof ledgerStateSchema>;

/** POST /api/ledger/halt/lift: the books were looked at and calls may go on. */
export const liftHaltSchema = z.strictObject({ reason: reasonSchema });
export type LiftHalt = z.infer<typeof liftHaltSchema>;
