import * as z from 'zod';
import './messages.js';
import { isEmptyAnswer } from './answers.js';
import { idSchema } from './id.js';
import { cleanText } from './text.js';

/** How many conditions a rule may have, and how deep they may be nested: nobody can check a larger one by reading. */
const MAX_PARTS = 20;
const MAX_DEPTH = 4;

/**
 * When a field is shown, or required (入力の条件): what another field holds, or several such conditions together.
 *
 * - `isOneOf`: the text, choice or number is one of these; of several choices any is; a yes/no is はい or いいえ.
 * - `isFilled`: something is entered, or nothing is.
 * - `atLeast`, `atMost`: of a number or an amount, or of how many lines, rows or choices there are. Neither holds where
 *   nothing is entered.
 */
export type Rule =
  | { readonly field: string; readonly isOneOf: readonly string[] }
  | { readonly field: string; readonly isFilled: boolean }
  | { readonly field: string; readonly atLeast: number }
  | { readonly field: string; readonly atMost: number }
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule };

/** Level by level, so that a rule of a thousand levels is refused without being followed. */
function levelSchema(levels: number): z.ZodType<Rule> {
  const conditions = [
    z.strictObject({ field: idSchema, isOneOf: z.array(z.string().min(1)).min(1).max(50) }),
    z.strictObject({ field: idSchema, isFilled: z.boolean() }),
    z.strictObject({ field: idSchema, atLeast: z.number() }),
    z.strictObject({ field: idSchema, atMost: z.number() }),
  ] as const;
  if (levels === 1) {
    return z.union(conditions);
  }
  const parts = z
    .array(levelSchema(levels - 1))
    .min(1)
    .max(MAX_PARTS);
  return z.union([
    ...conditions,
    z.strictObject({ all: parts }),
    z.strictObject({ any: parts }),
    z.strictObject({ not: levelSchema(levels - 1) }),
  ]);
}

export const ruleSchema = levelSchema(MAX_DEPTH).refine((rule) => ruleFields(rule).length <= MAX_PARTS, {
  error: `条件は${String(MAX_PARTS)}個までです。`,
});

/** Ids of the fields that a rule looks at, one for each condition. */
export function ruleFields(rule: Rule): string[] {
  if ('field' in rule) {
    return [rule.field];
  }
  if ('not' in rule) {
    return ruleFields(rule.not);
  }
  return ('all' in rule ? rule.all : rule.any).flatMap(ruleFields);
}

type Values = Readonly<Record<string, unknown>>;

/** Whether a rule holds. The same in browser and server: texts are compared as they are stored (`cleanText`). */
export function holds(rule: Rule, answers: Values): boolean {
  if ('all' in rule) {
    return rule.all.every((part) => holds(part, answers));
  }
  if ('any' in rule) {
    return rule.any.some((part) => holds(part, answers));
  }
  return 'not' in rule ? !holds(rule.not, answers) : conditionHolds(rule, stored(answers[rule.field]));
}

function conditionHolds(rule: Extract<Rule, { readonly field: string }>, value: unknown): boolean {
  if ('isFilled' in rule) {
    return isEmptyAnswer(value) !== rule.isFilled;
  }
  if ('isOneOf' in rule) {
    return wordsOf(value).some((word) => rule.isOneOf.includes(word));
  }
  const amount = amountOf(value);
  return amount !== null && ('atLeast' in rule ? amount >= rule.atLeast : amount <= rule.atMost);
}

/** A value as it is when it is kept: what is blank in it is empty. */
function stored(value: unknown): unknown {
  if (typeof value === 'string') {
    return cleanText(value).trimEnd();
  }
  if (Array.isArray(value)) {
    return value.map(stored).filter((item) => !isEmptyAnswer(item));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, stored(part)]))
    : value;
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'boolean') {
    return [value ? 'はい' : 'いいえ'];
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
}

function amountOf(value: unknown): number | null {
  if (isEmptyAnswer(value)) {
    return null;
  }
  return typeof value === 'number' ? value : Array.isArray(value) ? value.length : null;
}

/** What a rule of a field stands in. */
interface Ruled {
  readonly id: string;
  readonly visibleWhen?: Rule | undefined;
}

/**
 * The fields that are asked for. What was typed into a field that is not asked for any more counts as not entered.
 *
 * @param fields of which no rule leads back to its own field (`ruleLoops`)
 */
export function askedFields<F extends Ruled>(fields: readonly F[], answers: Values): F[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const known = new Map<string, boolean>();
  const isAsked = (field: F): boolean => {
    const before = known.get(field.id);
    if (before !== undefined) {
      return before;
    }
    known.set(field.id, false);
    const asked = field.visibleWhen === undefined || holds(field.visibleWhen, entered(ruleFields(field.visibleWhen)));
    known.set(field.id, asked);
    return asked;
  };
  const entered = (ids: readonly string[]): Values =>
    Object.fromEntries(
      ids.map((id) => {
        const field = byId.get(id);
        return [id, field !== undefined && isAsked(field) ? answers[id] : undefined];
      }),
    );
  return fields.filter(isAsked);
}

/** Ids of fields whose rule for being shown leads back to themselves. */
export function ruleLoops(fields: readonly Ruled[]): string[] {
  const needs = new Map(fields.map(({ id, visibleWhen }) => [id, visibleWhen === undefined ? [] : ruleFields(visibleWhen)]));
  return fields.map(({ id }) => id).filter((id) => reachable(needs, id).has(id));
}

function reachable(needs: ReadonlyMap<string, readonly string[]>, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(needs.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (!seen.has(id)) {
      seen.add(id);
      open.push(...(needs.get(id) ?? []));
    }
  }
  return seen;
}
