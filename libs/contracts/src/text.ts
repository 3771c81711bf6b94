/**
 * Text as it may enter the product: what XML 1.0, PostgreSQL and a Word file can all hold.
 *
 * Line ends become `\n`; control characters other than tab and newline, lone surrogates, U+FFFE and U+FFFF go.
 * Nothing visible is changed, so that 𠮷, 﨑 and variation selectors come through as typed.
 */
export function cleanText(text: string): string {
  return NOTHING_TO_CLEAN.test(text) ? text : cleaned(text);
}

/** Most texts: nothing in them is even in question, surrogates neither. */
const NOTHING_TO_CLEAN = /^[\t\n\u0020-\u007e\u0080-\ud7ff\ue000-\ufffd]*$/;

function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '');
}

/** Length as people count it, in code points: 𠮷 is one character, not two. */
export function textLength(text: string): number {
  if (!/[\ud800-\udbff]/.test(text)) {
    return text.length;
  }
  let length = 0;
  for (const character of text) {
    length += character.length > 0 ? 1 : 0;
  }
  return length;
}
