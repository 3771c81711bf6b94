import type { FaultView } from '@bunan/contracts';
import type { FieldName } from './definition';

/** A name that a text uses and no field has, as the check says it. */
const UNKNOWN = /^「([A-Za-z][A-Za-z0-9]*)」という項目はありません。$/;

/** How many letters have to change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    row = [...b].reduce(
      (next, other, j) => [...next, Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1))],
      [i + 1],
    );
  }
  return row.at(-1) ?? 0;
}

/** A name in a text that is probably another field's, mistyped. */
export interface Mistyped {
  readonly name: string;
  readonly meant: FieldName;
}

/** The field that a fault's name was probably meant to be; null when the fault is another one, or no field is near. */
export function mistypedField({ message, line }: FaultView, fields: readonly FieldName[]): Mistyped | null {
  const name = UNKNOWN.exec(message)?.[1];
  if (name === undefined || line === undefined) {
    return null;
  }
  const [near] = fields
    .map((field) => ({ field, far: distance(name.toLowerCase(), field.id.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  return near !== undefined && near.far <= Math.max(2, name.length / 3) ? { name, meant: near.field } : null;
}

/** A text with a field's name put in the place of the mistyped one. */
export function withNameMended(text: string, { name, meant }: Mistyped): string {
  return text.replaceAll(new RegExp(`(\\{\\{[#/]?(?:if |unless )?)${name}(?=\\}\\})`, 'g'), `$1${meant.id}`);
}
