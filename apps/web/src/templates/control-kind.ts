import type { Field } from '@bunan/contracts';
import type { TypedKind } from './typed-values';

/** Choices of this many options stand open; more are a list. */
const OPEN_CHOICES = 5;

/** How a field is filled in: one line unless something else fits its type. */
export type ControlKind =
  'date' | 'datetime' | 'daterange' | 'choices' | 'checks' | 'list' | 'area' | 'typed' | 'suggest' | 'files' | 'line';

const CONTROLS: Partial<Record<Field['type'], ControlKind>> = {
  date: 'date',
  datetime: 'datetime',
  daterange: 'daterange',
  bool: 'choices',
  multiselect: 'checks',
  longtext: 'area',
  lines: 'area',
  number: 'typed',
  amount: 'typed',
  person: 'suggest',
  department: 'suggest',
  file: 'files',
};

/** Controls of several boxes. */
export const GROUPS: ReadonlySet<ControlKind> = new Set(['date', 'datetime', 'daterange', 'choices', 'checks', 'files']);

/** Which control a field is filled in with; the same whether or not a condition requires it now. */
export function controlKind({ type, options = [], required, requiredWhen }: Field): ControlKind {
  if (type === 'select') {
    return options.length <= OPEN_CHOICES && (required || requiredWhen !== undefined) ? 'choices' : 'list';
  }
  return CONTROLS[type] ?? 'line';
}

/** How a number is read and shown. */
export function typedKind(type: Field['type']): TypedKind {
  return type === 'amount' ? 'amount' : 'number';
}
