import { numberOf } from './typed-value';

/** How the conditions of a rule go together. */
type Together = 'all' | 'any';

/** What a condition asks of its field. */
export type Asks = 'isOneOf' | 'isFilled' | 'isEmpty' | 'atLeast' | 'atMost';

/** One condition of a rule, as it is typed. */
export interface RuleLine {
  readonly field: string;
  readonly asks: Asks;
  /** Of `isOneOf`: the values; of `atLeast` and `atMost`: the number alone. */
  readonly values: readonly string[];
}

/** A rule as a list of conditions. */
export interface RuleLines {
  readonly together: Together;
  readonly lines: readonly RuleLine[];
}

const NO_RULE: RuleLines = { together: 'all', lines: [] };

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(String);
}

function lineOf(value: unknown): RuleLine | null {
  const entries = new Map(entriesOf(value));
  const field = entries.get('field');
  if (typeof field !== 'string' || entries.size !== 2) {
    return null;
  }
  if (typeof entries.get('isFilled') === 'boolean') {
    return { field, asks: entries.get('isFilled') === true ? 'isFilled' : 'isEmpty', values: [] };
  }
  const asks = (['isOneOf', 'atLeast', 'atMost'] as const).find((each) => entries.has(each));
  return asks === undefined ? null : { field, asks, values: textsOf(entries.get(asks)) };
}

/** Several conditions together; null where it is one alone. */
function partsOf(rule: unknown): { together: Together; parts: readonly unknown[] } | null {
  const [[key, value] = ['', null], ...others] = entriesOf(rule);
  const parts: unknown[] = Array.isArray(value) ? value : [];
  return (key === 'all' || key === 'any') && others.length === 0 && parts.length > 0 ? { together: key, parts } : null;
}

/** A rule as a list of conditions; null when it is nested deeper than a list can show. */
export function ruleAsLines(rule: unknown): RuleLines | null {
  if (rule === undefined) {
    return NO_RULE;
  }
  const { together, parts } = partsOf(rule) ?? { together: 'all' as const, parts: [rule] };
  const lines = parts.map(lineOf);
  return lines.every((line) => line !== null) ? { together, lines } : null;
}

/** Values as they are typed into one box; what is left empty between the marks is none. */
export function valuesOf(text: string): readonly string[] {
  return text.split('、').filter((value) => value.trim() !== '');
}

function conditionOf({ field, asks, values }: RuleLine): unknown {
  if (asks === 'isFilled' || asks === 'isEmpty') {
    return { field, isFilled: asks === 'isFilled' };
  }
  return { field, [asks]: asks === 'isOneOf' ? values : numberOf(values[0] ?? '') };
}

/** The rule of a list of conditions; none without any. */
export function linesAsRule({ together, lines }: RuleLines): unknown {
  const conditions = lines.map(conditionOf);
  return conditions.length > 1 || (conditions.length === 1 && together === 'any') ? { [together]: conditions } : conditions[0];
}
