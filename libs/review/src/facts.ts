import { datesIn, eraOf, firstYear, fiscalYearOf, isoDate } from '@bunan/wareki';
import { even } from './even.js';
import { numbersIn } from './numbers.js';

/** Something in a text that can be true or false: what kind, what value, where. */
export interface Fact {
  readonly kind: 'date' | 'time' | 'tel' | 'mail' | 'number';
  /** Comparable value: `10-1`, minutes of the day, digits, the address, the number. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const MAIL = /[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const TELEPHONE = /(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])|(?<![\d-])0\d{3}-\d{6}(?!\d)/g;
const TIME = /(午前|午後)?\s?(\d{1,2})時(?!間)(?:(\d{1,2})分|(半))?|(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])|(正午)/g;

/** 9/12, 2024/10/1, 2024-10-01: as dates stand in notes. */
const SLASH_DATE = /(?<![\d/-])(?:(\d{4})[/-])?(\d{1,2})[/-](\d{1,2})(?![\d/-])/g;

function blank(text: string, facts: readonly Fact[]): string {
  return facts.reduce((left, { start, end }) => left.slice(0, start) + '\u0001'.repeat(end - start) + left.slice(end), text);
}

function matches(text: string, pattern: RegExp, kind: Fact['kind'], valueOf: (match: RegExpExecArray) => string): Fact[] {
  return [...text.matchAll(pattern)].map((match) => ({
    kind,
    value: valueOf(match),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Minutes of the day; without 午前 or 午後 both halves are possible and the earlier one is taken. */
function minutesOf(match: RegExpExecArray): string {
  const [, half, hour, minute, halfPast, clockHour, clockMinute, noon] = match;
  if (noon !== undefined) {
    return '720';
  }
  const hours = Number(hour ?? clockHour);
  const minutes = halfPast === undefined ? Number(minute ?? clockMinute ?? 0) : 30;
  return String((half === '午後' && hours < 12 ? hours + 12 : hours) * 60 + minutes);
}

/**
 * The facts of a text, in order of kind: dates, then times, telephone numbers, addresses, then every other number.
 *
 * A number that belongs to one of the former is not counted again.
 */
export function factsIn(original: string): Fact[] {
  const text = even(original);
  const mails = matches(text, MAIL, 'mail', (match) => match[0].toLowerCase());
  const afterMails = blank(text, mails);
  const dates: Fact[] = datesIn(afterMails).map(({ start, end, month, day }) => ({
    kind: 'date',
    value: `${String(month)}-${String(day)}`,
    start,
    end,
  }));
  const afterDates = blank(afterMails, dates);
  const telephones = matches(afterDates, TELEPHONE, 'tel', (match) => match[0].replace(/\D/g, ''));
  const afterTelephones = blank(afterDates, telephones);
  const times = matches(afterTelephones, TIME, 'time', minutesOf);
  const numbers: Fact[] = numbersIn(blank(afterTelephones, times)).map(({ value, start, end }) => ({
    kind: 'number',
    value: String(value),
    start,
    end,
  }));
  return [...dates, ...times, ...telephones, ...mails, ...numbers];
}

/** What is given: the values that a text may hold without having invented them. */
export class GivenFacts {
  private readonly values = new Map<Fact['kind'], Set<string>>();

  /** @param texts everything that was filled in, as typed and as printed @param counts lengths of lists and tables */
  constructor(texts: readonly string[], counts: readonly number[]) {
    for (const text of texts) {
      this.take(text);
    }
    for (const count of counts) {
      this.add('number', String(count));
    }
  }

  /** Whether a fact was given, or follows from what was given by a rule that code can check. */
  has(fact: Fact): boolean {
    if (this.values.get(fact.kind)?.has(fact.value) === true) {
      return true;
    }
    if (fact.kind === 'time') {
      const minutes = Number(fact.value);
      return this.hasTime(minutes) || this.hasTime((minutes + 720) % 1_440);
    }
    return false;
  }

  private hasTime(minutes: number): boolean {
    return this.values.get('time')?.has(String(minutes)) === true;
  }

  private add(kind: Fact['kind'], value: string): void {
    const values = this.values.get(kind) ?? new Set();
    values.add(value);
    this.values.set(kind, values);
  }

  private take(original: string): void {
    const text = even(original);
    for (const fact of factsIn(original)) {
      this.add(fact.kind, fact.value);
    }
    for (const date of datesIn(text)) {
      this.takeDate(date.year, date.month, date.day);
    }
    for (const [, year, month, day] of text.matchAll(SLASH_DATE)) {
      this.takeDate(year === undefined ? null : Number(year), Number(month), Number(day));
    }
    // Each number counts by itself too: 「10月から12月」, 「0-2歳」, the hour of 「9時」 in 「9時〜5時」.
    for (const [digits] of text.replaceAll(',', '').matchAll(/\d+(?:\.\d+)?/g)) {
      this.add('number', String(Number(digits)));
    }
    for (const { value } of numbersIn(text)) {
      this.add('number', String(value));
      this.takeYear(value);
    }
  }

  private takeDate(year: number | null, month: number, day: number): void {
    this.add('date', `${String(month)}-${String(day)}`);
    this.add('number', String(month));
    this.add('number', String(day));
    const iso = isoDate(year ?? 0, month, day);
    if (iso !== null) {
      this.add('number', String(fiscalYearOf(iso)));
      this.takeYear(fiscalYearOf(iso));
      this.takeYear(Number(iso.slice(0, 4)));
    }
  }

  /** A Gregorian year gives its year of the era, and the other way round. */
  private takeYear(year: number): void {
    const era = year >= 1_868 && year <= 2_100 ? eraOf(`${String(year)}-12-31`) : undefined;
    if (era !== undefined) {
      this.add('number', String(year));
      this.add('number', String(year - firstYear(era) + 1));
    }
  }
}
