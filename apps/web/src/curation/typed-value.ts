/** How a property is typed. */
export type Kind = 'line' | 'area' | 'number' | 'choice' | 'flag' | 'yes-no' | 'lines' | 'json';

/** What a text stands for; `ok: false`: for nothing yet. */
export interface TypedValue {
  readonly ok: boolean;
  readonly value: unknown;
}

const NOTHING: TypedValue = { ok: true, value: undefined };

/** The number of a text; one that is not typed to its end yet stays a text: the check of the template says what is wrong. */
export function numberOf(text: string): number | string {
  const digits = text.normalize('NFKC').replaceAll(',', '').trim();
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : text;
}

function readLines(text: string): TypedValue {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return { ok: true, value: lines.length === 0 ? undefined : lines };
}

function readJson(text: string): TypedValue {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, value: undefined };
  }
}

/** Kinds whose value is not the text itself. */
const READERS: Partial<Record<Kind, (text: string) => TypedValue>> = {
  number: (text) => ({ ok: true, value: numberOf(text) }),
  'yes-no': (text) => ({ ok: true, value: text === 'true' }),
  lines: readLines,
  json: readJson,
};

/** The value that a typed text stands for; an empty one for none, unless an empty text is a value. */
export function readTyped(kind: Kind, text: string, canBeEmpty: boolean): TypedValue {
  const read = READERS[kind];
  if (text.trim() === '' && (read !== undefined || !canBeEmpty)) {
    return NOTHING;
  }
  return read === undefined ? { ok: true, value: text } : read(text);
}

/** A value as it is typed. */
export function printTyped(kind: Kind, value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (kind === 'json') {
    return JSON.stringify(value, null, 2);
  }
  if (Array.isArray(value)) {
    return value.map(String).join('\n');
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
