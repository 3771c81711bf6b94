import type { Field } from '@bunan/contracts';

/** Texts up to this length stand two to a line. */
const SHORT_TEXT = 60;

const SHORT_TYPES: ReadonlySet<Field['type']> = new Set(['date', 'tel', 'email']);

function isShort({ type, maxLength = 200 }: Field): boolean {
  return SHORT_TYPES.has(type) || (type === 'text' && maxLength <= SHORT_TEXT);
}

/** Fields in their order, two short ones that follow each other on one line. */
export function abreast(fields: readonly Field[]): Field[][] {
  const lines: Field[][] = [];
  for (const field of fields) {
    const last = lines.at(-1);
    const [only, ...others] = last ?? [];
    if (last !== undefined && only !== undefined && others.length === 0 && isShort(only) && isShort(field)) {
      last.push(field);
    } else {
      lines.push([field]);
    }
  }
  return lines;
}
