import { isKnownLabel } from './labels.js';
import { isLabel, plain, unspread } from './plain.js';
import { isTyped } from './values.js';

/** A line that names something and says it: 「１　日時　令和6年…」, 「担当：総務課」. */
export interface LabelledLine {
  readonly label: string;
  readonly value: string;
}

/** A number in front of a line, as it is typed where Word does not number: 1, （1）, ア, ・, ①. */
const NUMBER =
  /^(?:[(（]?(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3}|[ア-ン])[)）．.、]|[①-⑳・●○◎◆■]|(?:[\d０-９]{1,2}|[ア-ン])(?=[\s　]))[\s　\t]*/;

/** How deep a typed mark stands: 1, then (1) and ①, then ア, then a dot. */
const DEPTHS: readonly (readonly [RegExp, number])[] = [
  [/^[(（①-⑳]/, 1],
  [/^[ア-ン]/, 2],
  [/^[・●○◎◆■]/, 3],
  [/^/, 0],
];

/** A line without the number in front, and how deep that number stands; null where there was none. */
export function unnumbered(text: string): { text: string; depth: number | null } {
  const rest = text.replace(NUMBER, '');
  const depth = DEPTHS.find(([mark]) => mark.test(text))?.[1] ?? 0;
  return { text: rest.trim(), depth: rest === text ? null : depth };
}

/** How sure a separator is: a tab and a colon are meant; a space may be one of many. */
const SEPARATORS: readonly (readonly [RegExp, boolean])[] = [
  [/^([^\t\n]{1,24}?)\s*\t\s*([^]+)$/, true],
  [/^([^:：\n\d０-９]{1,24}?)[\s　]*[:：][\s　]*([^]+)$/, true],
  // A label may be spread over its width: 日　　時　令和6年. Its letters then stand alone.
  [/^((?:[^\s\d０-９][\s　]{1,3}){1,3}[^\s\d０-９])[\s　]+([^]+)$/, false],
  [/^([^\s　]{2,16})[\s　]+([^]+)$/, false],
];

/** The two sides of a separator; null when they are no label and value. */
function sidesOf(text: string, pattern: RegExp): LabelledLine | null {
  const [, before = '', behind = ''] = pattern.exec(text) ?? [];
  const label = unspread(before);
  const value = behind.trim();
  return value !== '' && isLabel(label) ? { label, value } : null;
}

/** A label that is known, and no beginning of a sentence. */
function isNamed({ label }: LabelledLine): boolean {
  return isKnownLabel(label) && !/[はがをへで]/.test(label);
}

/** Reads a line as label and value; null when it is none. */
export function labelledLine(line: string): LabelledLine | null {
  const { text, depth } = unnumbered(line.trim());
  for (const [pattern, isSure] of SEPARATORS) {
    const pair = sidesOf(text, pattern);
    if (pair !== null && (isSure || isNamed(pair) || (depth !== null && isTyped(pair.value)))) {
      return pair;
    }
  }
  return null;
}

/** Whether a text is sentences, not a heading or a value. */
export function isProse(text: string): boolean {
  return text.includes('。') && plain(text).length >= 5;
}
