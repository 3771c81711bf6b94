import { datesIn, eraOf, ERAS, firstYear, fiscalYearOf, isoDate } from '@bunan/wareki';
import { even } from './even.js';
import { EITHER, factsIn, NOON, type Fact } from './facts.js';
import { numbersIn } from './numbers.js';
import { unitAt } from './units.js';

/** 9/12, 2024/10/1, 2024-10-01: as dates stand in notes. */
const SLASH_DATE = /(?<![\d/-])(?:(\d{4})[/-])?(\d{1,2})[/-](\d{1,2})(?![\d/-])/g;

/** R6.6.3, R6.6.3~6.28: short dates of the era. */
const SHORT_DATE = /(?<![A-Za-z])([RHS])(\d{1,2})\.(\d{1,2})\.(\d{1,2})(?:~(?:(\d{1,2})\.)?(\d{1,2})(?![\d.]))?/g;

/** The same time of the other half of the day. */
function otherHalf(minutes: string): string {
  return String((Number(minutes) + NOON) % (2 * NOON));
}

/**
 * What is given: the values that a text may hold without having invented them.
 *
 * A number counts with its counter word: 12便 does not give 12人. A bare number, as in a table, gives every one.
 */
export class GivenFacts {
  private readonly values = new Set<string>();

  /** @param texts everything that was filled in, as typed and as printed @param counts lengths of lists and tables */
  constructor(texts: readonly string[], counts: readonly number[]) {
    for (const text of texts) {
      this.take(text);
    }
    for (const count of counts) {
      this.addNumber(count, '');
    }
  }

  /** Whether a fact was given, or follows from what was given by a rule that code can check. */
  has({ kind, value, unit }: Fact): boolean {
    if (kind === 'number') {
      return this.hasNumber(value, unit);
    }
    if (kind === 'date') {
      return this.hasDate(value, unit);
    }
    return this.values.has(`${kind} ${value}`) || (unit === EITHER && this.values.has(`time ${otherHalf(value)}`));
  }

  private hasNumber(value: string, unit: string): boolean {
    return this.values.has(`number ${value} `) || this.values.has(unit === '' ? `any ${value}` : `number ${value} ${unit}`);
  }

  /** A day with its year; the year of one that was given without may stand anywhere else. */
  private hasDate(day: string, year: string): boolean {
    if (year === '') {
      return this.values.has(`day ${day}`);
    }
    return this.values.has(`date ${day} ${year}`) || (this.values.has(`date ${day} `) && this.values.has(`number ${year} 年`));
  }

  private addNumber(value: number, unit: string): void {
    this.values.add(`number ${String(value)} ${unit}`);
    this.values.add(`any ${String(value)}`);
  }

  private take(original: string): void {
    for (const { kind, value, unit } of factsIn(original)) {
      this.values.add(`${kind} ${value}`);
      if (unit === EITHER) {
        this.values.add(`time ${otherHalf(value)}`);
      }
    }
    const text = even(original);
    this.takeDates(text);
    this.takeNumbers(text);
  }

  private takeDates(text: string): void {
    for (const date of datesIn(text)) {
      this.takeDate(date.year, date.month, date.day);
    }
    for (const [, year, month, day] of text.matchAll(SLASH_DATE)) {
      this.takeDate(year === undefined ? null : Number(year), Number(month), Number(day));
    }
    for (const [, letter, year, month, day, lastMonth, lastDay] of text.matchAll(SHORT_DATE)) {
      const era = ERAS.find((each) => each.letter === letter);
      const gregorian = era === undefined ? null : firstYear(era) + Number(year) - 1;
      this.takeDate(gregorian, Number(month), Number(day));
      this.takeDate(gregorian, Number(lastMonth ?? month), Number(lastDay ?? day));
    }
  }

  private takeNumbers(text: string): void {
    // Each number counts by itself too: 「10月から12月」, 「0-2歳」, the hour of 「9時」 in 「9時〜5時」.
    const single = text.replaceAll(/(?<=\d),(?=\d{3})/g, '');
    for (const match of single.matchAll(/\d+(?:\.\d+)?/g)) {
      this.addNumber(Number(match[0]), unitAt(single, match.index + match[0].length));
    }
    for (const { value, end } of numbersIn(text)) {
      this.addNumber(value, unitAt(text, end));
      this.takeYear(value);
    }
  }

  private takeDate(year: number | null, month: number, day: number): void {
    this.values.add(`day ${String(month)}-${String(day)}`);
    this.values.add(`date ${String(month)}-${String(day)} ${String(year ?? '')}`);
    this.addNumber(month, '月');
    this.addNumber(day, '日');
    const iso = isoDate(year ?? 0, month, day);
    if (iso !== null) {
      this.takeYear(fiscalYearOf(iso));
      this.takeYear(Number(iso.slice(0, 4)));
    }
  }

  /** A Gregorian year gives its year of the era, and the other way round. */
  private takeYear(year: number): void {
    const era = year >= 1_868 && year <= 2_100 ? eraOf(`${String(year)}-12-31`) : undefined;
    if (era !== undefined) {
      for (const unit of ['年', '年度']) {
        this.addNumber(year, unit);
        this.addNumber(year - firstYear(era) + 1, unit);
      }
    }
  }
}
