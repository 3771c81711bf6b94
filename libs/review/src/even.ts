/**
 * Text in one spelling for comparing: half-width letters, digits and marks, one kind of hyphen and wave.
 *
 * Has as many UTF-16 code units as before, so that places stay places of the original.
 */
export function even(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[〜～]/g, '~')
    .replace(/[　]/g, ' ');
}
