import { datesIn } from '@bunan/wareki';
import { even } from './even.js';
import { numbersIn } from './numbers.js';
import { unitAt } from './units.js';

/** Something in a text that can be true or false: what kind, what value, where. */
export interface Fact {
  readonly kind: 'date' | 'time' | 'tel' | 'mail' | 'number';
  /** Comparable value: `10-1`, minutes of the day, digits, the address, the number. */
  readonly value: string;
  /**
   * What else tells it from others: the counter word of a number (人, 円), the year of a date, `either` of a time
   * that may be in the morning or the afternoon; '' when there is nothing.
   */
  readonly unit: string;
  readonly start: number;
  readonly end: number;
}

const MAIL = /(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const TELEPHONE = /(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])|(?<![\d-])0\d{3}-\d{6}(?!\d)/g;
const TIME = /(午前|午後)?\s?(\d{1,2})時(?!間)(?:(\d{1,2})分|(半))?|(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])|(正午)/g;

/** Minutes of the day at noon. */
export const NOON = 720;
/** Of a time that may be in the morning or the afternoon. */
export const EITHER = 'either';

/** The text with facts, given in order, made unreadable. */
function blank(text: string, facts: readonly Fact[]): string {
  const kept = facts.map(({ start, end }, index) => text.slice(facts[index - 1]?.end ?? 0, start) + '\u0001'.repeat(end - start));
  return kept.join('') + text.slice(facts.at(-1)?.end ?? 0);
}

function matches(
  text: string,
  pattern: RegExp,
  kind: Fact['kind'],
  read: (match: RegExpExecArray) => Pick<Fact, 'value' | 'unit'>,
): Fact[] {
  return [...text.matchAll(pattern)].map((match) => ({
    kind,
    ...read(match),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** No time of the day: 25時, 午前13時. */
const NO_TIME = -1;

function minutesOfDay(half: string | undefined, hours: number, minutes: number): number {
  const most = half === undefined ? 24 : 12;
  if (hours > most || minutes > 59) {
    return NO_TIME;
  }
  return (half === '午後' && hours < 12 ? hours + 12 : hours) * 60 + minutes;
}

/** Minutes of the day; up to 12 o'clock without 午前 or 午後, both halves are possible. */
function timeOf(match: RegExpExecArray): Pick<Fact, 'value' | 'unit'> {
  const [, half, hour, minute = '0', halfPast, clockHour, clockMinute, noon] = match;
  if (noon !== undefined) {
    return { value: String(NOON), unit: '' };
  }
  if (hour === undefined) {
    return { value: String(minutesOfDay(undefined, Number(clockHour), Number(clockMinute))), unit: '' };
  }
  const minutes = halfPast === undefined ? Number(minute) : 30;
  const isEither = half === undefined && Number(hour) <= 12;
  return { value: String(minutesOfDay(half, Number(hour), minutes)), unit: isEither ? EITHER : '' };
}

/**
 * The facts of a text, in order of kind: dates, then times, telephone numbers, addresses, then every other number.
 *
 * A number that belongs to one of the former is not counted again.
 */
export function factsIn(original: string): Fact[] {
  const text = even(original);
  const mails = matches(text, MAIL, 'mail', (match) => ({ value: match[0].toLowerCase(), unit: '' }));
  const afterMails = blank(text, mails);
  const dates: Fact[] = datesIn(afterMails).map(({ start, end, year, month, day }) => ({
    kind: 'date',
    value: `${String(month)}-${String(day)}`,
    unit: year === null ? '' : String(year),
    start,
    end,
  }));
  const afterDates = blank(afterMails, dates);
  const telephones = matches(afterDates, TELEPHONE, 'tel', (match) => ({ value: match[0].replace(/\D/g, ''), unit: '' }));
  const afterTelephones = blank(afterDates, telephones);
  const times = matches(afterTelephones, TIME, 'time', timeOf);
  const numbers: Fact[] = numbersIn(blank(afterTelephones, times)).map(({ value, start, end }) => ({
    kind: 'number',
    value: String(value),
    unit: unitAt(text, end),
    start,
    end,
  }));
  return [...dates, ...times, ...telephones, ...mails, ...numbers];
}
