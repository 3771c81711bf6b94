/** A number that must never be sent or stored, and its place in the text, UTF-16 code units, half-open. */
export interface PersonalNumber {
  readonly kind: 'my-number' | 'card';
  readonly start: number;
  readonly end: number;
}

/** What people put between the groups of a number: spaces, hyphens of every kind, dots, slashes, invisible characters. */
const SEPARATOR = '[\\s\\u200b-\\u200d\\u2060\\ufeff\\u00ad\\u3000\\-‐‑‒–—―−ー－ｰ._．・･/／、,，]';

/** Digits in any spelling, one or two separators between any two of them. */
const DIGIT_RUN = new RegExp(`[0-9０-９](?:${SEPARATOR}{0,2}[0-9０-９])+`, 'g');

/** First digits of the card brands that are in use (ISO/IEC 7812). */
const CARD_PREFIX = /^(4|5[1-5]|2[2-7]|3[0-9]|6)/;

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Check digit of an individual number (行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則 第5条). */
export function isMyNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) {
    return false;
  }
  const sum = [...digits.slice(0, 11)].reverse().reduce((total, digit, index) => {
    const n = index + 1;
    return total + Number(digit) * (n <= 6 ? n + 1 : n - 5);
  }, 0);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}

/** Check digit of a corporate number, which is public (法人番号の指定等に関する省令 第2条). */
export function isCorporateNumber(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) {
    return false;
  }
  const sum = [...digits.slice(1)].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return Number(digits[0]) === 9 - (sum % 9);
}

/** Check digit of a card number (Luhn, ISO/IEC 7812-1) with a prefix that is in use. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{14,19}$/.test(digits) || !CARD_PREFIX.test(digits)) {
    return false;
  }
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function kindOf(digits: string): PersonalNumber['kind'] | null {
  if (isMyNumber(digits)) {
    return 'my-number';
  }
  return isCardNumber(digits) && !/^(\d)\1+$/.test(digits) ? 'card' : null;
}

/** How such numbers are grouped where other digits stand beside them: digits of each group. */
const GROUPINGS: readonly (readonly number[])[] = [
  [12],
  [4, 4, 4],
  Array.from({ length: 12 }, () => 1),
  [14],
  [15],
  [16],
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
];

interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

function groupsOf(run: string, at: number): Group[] {
  return [...run.matchAll(/[0-9０-９]+/g)].map((match) => ({
    digits: digitsOf(match[0]),
    start: at + match.index,
    end: at + match.index + match[0].length,
  }));
}

/** The number that some groups make together, if they make one. */
function numberOf(groups: readonly Group[]): PersonalNumber[] {
  const kind = kindOf(groups.map((group) => group.digits).join(''));
  const [first] = groups;
  const last = groups.at(-1);
  return kind === null || first === undefined || last === undefined ? [] : [{ kind, start: first.start, end: last.end }];
}

/** Numbers in a run of digits: the run as a whole, or a usual grouping within it. */
function numbersInRun(groups: readonly Group[]): PersonalNumber[] {
  const whole = numberOf(groups);
  if (whole.length > 0) {
    return whole;
  }
  return groups.flatMap((_, index) =>
    GROUPINGS.flatMap((lengths) => {
      const taken = groups.slice(index, index + lengths.length);
      const fits = taken.length === lengths.length && taken.every(({ digits }, at) => digits.length === lengths[at]);
      return fits ? numberOf(taken) : [];
    }),
  );
}

/**
 * Individual and card numbers in a text, in every usual spelling: full width, grouped by anything, with invisible
 * characters between the digits, beside other numbers.
 */
export function personalNumbersIn(text: string): PersonalNumber[] {
  return [...text.matchAll(DIGIT_RUN)].flatMap((match) => numbersInRun(groupsOf(match[0], match.index)));
}

/** Whether such a number stands anywhere in a value, however deep. */
export function holdsPersonalNumber(value: unknown): boolean {
  if (typeof value === 'string') {
    return personalNumbersIn(value).length > 0;
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsPersonalNumber);
}
