import type { Parts } from '@bunan/contracts';

/** `{{fieldId}}` as it stands in a prompt and comes back in an answer. */
const PLACEHOLDER = /\{\{([a-z][A-Za-z0-9]{0,39})\}\}/g;

/** Personal data that was replaced before the text may leave, to be put back afterwards. */
export interface MaskedValue {
  readonly id: string;
  readonly kind: 'tel' | 'mail' | 'address' | 'name';
  readonly value: string;
  readonly fieldId: string;
}

/** What an id becomes: a field that stays a field, or a text that is put in its place. */
export type PlaceholderMeaning = { readonly field: string } | { readonly text: string };

/**
 * Splits a text once into text and fields.
 *
 * Only ids that `meaningOf` knows are taken; anything else in braces stays the characters it is.
 */
export function splitParts(text: string, meaningOf: (id: string) => PlaceholderMeaning | undefined): Parts {
  const parts: Parts = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const meaning = meaningOf(match[1] ?? '');
    if (meaning === undefined) {
      continue;
    }
    append(parts, { text: text.slice(from, match.index) });
    append(parts, meaning);
    from = match.index + match[0].length;
  }
  append(parts, { text: text.slice(from) });
  return parts;
}

/** Adds a part; neighbouring texts become one, empty texts none. */
function append(parts: Parts, part: PlaceholderMeaning): void {
  const last = parts.at(-1);
  if ('field' in part) {
    parts.push({ field: part.field });
  } else if (last !== undefined && 'text' in last) {
    last.text += part.text;
  } else if (part.text !== '') {
    parts.push({ text: part.text });
  }
}
