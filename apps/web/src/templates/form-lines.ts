import type { Field } from '@bunan/contracts';

/** Texts up to this length stand two to a line. */
const SHORT_TEXT = 60;

const ALWAYS_SHORT = new Set<Field['type']>(['date', 'tel', 'email']);

function isShort({ type, maxLength = 200 }: Field): boolean {
  return ALWAYS_SHORT.has(type) || (type === 'text' && maxLength <= SHORT_TEXT);
}

/** Fields in their order, two short ones that follow each other on one line. */
export function abreast(fields: readonly Field[]): Field[][] {
  const lines: Field[][] = [];
  for (const field of fields) {
    const [only, ...others] = lines.at(-1) ?? [];
    if (only !== undefined && others.length === 0 && isShort(only) && isShort(field)) {
      lines[lines.length - 1] = [only, field];
    } else {
      lines.push([field]);
    }
  }
  return lines;
}
