import type { Field, Leftover, SavedInputView } from '@bunan/contracts';

/** Most that is kept of a form; more would be another form. */
const MOST = 50;

/** A value as words: a line for each row or item, the cells of a row apart, of a file its name. A yes or no has none. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) {
    return joined(value, '\n');
  }
  if (typeof value === 'object' && value !== null) {
    return joined('bytes' in value && 'name' in value ? [value.name] : Object.values(value), '　');
  }
  return ['string', 'number'].includes(typeof value) ? String(value).trim() : '';
}

function joined(values: readonly unknown[], between: string): string {
  return values
    .map(wordsOf)
    .filter((words) => words !== '')
    .join(between);
}

/** The words of a value that have no place in a field: all of them when its kind is another one, or cells without a column. */
function wordsWithoutPlace(field: Field | undefined, value: unknown): string {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const isTable = rows.some((row) => typeof row === 'object');
  if (field?.type === 'file' && isTable) {
    return '';
  }
  if (field === undefined || isTable !== (field.columns !== undefined)) {
    return wordsOf(value);
  }
  const columns = new Set(field.columns?.map(({ id }) => id));
  const cells = rows.map((row) => (isTable ? Object.entries(row ?? {}).filter(([id]) => !columns.has(id)) : []));
  return wordsOf(cells.map((row) => Object.fromEntries(row)));
}

/**
 * What a form cannot show of saved input: words typed into a field, or a column, that its version no longer has.
 *
 * What was left over before comes first.
 */
export function leftoversOf(fields: readonly Field[], { answers, labels, leftovers }: Omit<SavedInputView, 'savedAt'>): Leftover[] {
  const known = new Map(fields.map((field) => [field.id, field]));
  const now = Object.entries(answers ?? {}).flatMap(([id, value]) => {
    const text = wordsWithoutPlace(known.get(id), value);
    return text === '' ? [] : [{ label: known.get(id)?.label ?? labels[id] ?? '名前の分からない項目', text }];
  });
  return [...leftovers, ...now].slice(0, MOST);
}

/** Names of the fields in which something stands, by id. */
export function labelsOf(fields: readonly Field[], answers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(fields.filter(({ id }) => wordsOf(answers[id]) !== '').map(({ id, label }) => [id, label]));
}
