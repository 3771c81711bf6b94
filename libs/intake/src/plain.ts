/** Full-width letters and digits as half-width ones, one kind of hyphen and space; as long as before, so that places stay. */
export function even(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑–—―−]/g, '-')
    .replace(/[　\u00a0]/g, ' ');
}

/** A text as rules read it: even, without spaces around it or twice in it. */
export function plain(text: string): string {
  return even(text.normalize('NFC')).replace(/ +/g, ' ').trim();
}

/** A label without the spaces that spread it: 担　当 is 担当. */
export function unspread(label: string): string {
  return label.replace(/\s+/g, '');
}

/** Words that may stand together as a label: short, no sentence. */
export function isLabel(text: string): boolean {
  const label = unspread(text);
  return label.length >= 1 && label.length <= 20 && !/[。、！？!?]/.test(label) && !/^[\d０-９,.%-]+$/.test(label);
}
