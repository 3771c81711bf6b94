/** Contact data in running text: what it is and where, UTF-16 code units, half-open. */
export interface ContactDatum {
  readonly kind: 'tel' | 'mail' | 'address';
  readonly start: number;
  readonly end: number;
}

const D = '[0-9０-９]';
const HYPHEN = '[-‐‑–—―−ー－]';
const KANJI_PLACE = '[一-龠々ヶケぁ-んァ-ヴー]';

/** 0123-45-6789, (0123)45-6789, 090 1234 5678, 09012345678, full width too; not a date or an account. */
const TELEPHONE = new RegExp(
  `(?<![0-9０-９-])(?:[(（]?[0０]${D}{1,4}[)）]?(?:${HYPHEN}|[ 　])?${D}{1,4}(?:${HYPHEN}|[ 　])${D}{3,4}|[0０]${D}{3}${HYPHEN}${D}{6}|[0０][5789５７８９][0０]${D}{8}|[0０]${D}{9})(?![0-9０-９])`,
  'g',
);

/** Looked for from the beginning of a word only: a long one without @ is gone through once. */
const MAIL = /(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;

/** A house number: 2-14-7, 1丁目2番3号, １２３番地４. */
const HOUSE = `(?:${D}{1,4}(?:丁目|番地?|号|${HYPHEN}|の)?){1,5}(?:号室?)?`;

/** 〒 with an address, or 都道府県・市区町村 down to a house number. */
const ADDRESS = new RegExp(
  `〒\\s?${D}{3}${HYPHEN}?${D}{4}(?:[\\s　]*${KANJI_PLACE}{2,30}${HOUSE})?` +
    `|(?:${KANJI_PLACE}{2,3}[都道府県])?${KANJI_PLACE}{1,8}[市区町村]${KANJI_PLACE}{1,14}${D}{1,4}(?:丁目|番地?|${HYPHEN}${D})(?:${HOUSE})?`,
  'g',
);

function places(text: string, pattern: RegExp, kind: ContactDatum['kind']): ContactDatum[] {
  return [...text.matchAll(pattern)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length }));
}

/** Telephone numbers, mail and postal addresses in a text, in order, none within another. */
export function contactDataIn(text: string): ContactDatum[] {
  const found = [...places(text, MAIL, 'mail'), ...places(text, ADDRESS, 'address'), ...places(text, TELEPHONE, 'tel')];
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((each) => {
      const isApart = each.start >= end;
      end = Math.max(end, each.end);
      return isApart;
    });
}
