import { isoDate, weekdayOf, type Weekday } from './calendar.js';
import { ERAS, eraOf, firstYear, type Era } from './eras.js';

/** A date as it stands in running text. */
export interface DateInText {
  /** Place in the text, UTF-16 code units, half-open; without the weekday. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The day, when year, month and day are there and the calendar has it. */
  readonly iso: string | null;
  /** Gregorian year, if one is written. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly era: Era | null;
  /** The calendar, or the era that is named, has no such day. */
  readonly isInvalid: boolean;
  readonly weekday: { readonly written: Weekday; readonly right: Weekday | null; readonly start: number; readonly end: number } | null;
}

/** Half-width, one kind of hyphen; as many code units as before, so that places stay. */
function even(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑–—―−ー]/g, '-')
    .replace(/[．]/g, '.')
    .replace(/　/g, ' ');
}

const ERA_NAMES = ERAS.map((era) => era.name).join('|');
const NUMBER = '(\\d{1,3}|元)';
const WEEKDAY = '(?:\\s*\\(([日月火水木金土])(?:曜日?)?(?:・[^)]{1,3})?\\))?';

/** 令和6年10月1日（火）, 2024年10月1日, 10月1日（火曜日）. */
const IN_TEXT = new RegExp(`(?:(${ERA_NAMES})\\s?${NUMBER}年\\s?|(\\d{4})年\\s?)?(?<!\\d)(\\d{1,2})月\\s?(\\d{1,2})日${WEEKDAY}`, 'g');

/** R6.10.1 and 2024/10/1 as typed into a field. */
const TYPED = new RegExp(
  `^(?:(${ERA_NAMES}|[RHSTM])\\s?${NUMBER}\\s?[年./-]|(\\d{4})\\s?[年./-])\\s?(\\d{1,2})\\s?[月./-]\\s?(\\d{1,2})\\s?日?${WEEKDAY}$`,
  'i',
);

const LEAP_YEAR = 2_024;

function eraNamed(text: string | undefined): Era | null {
  return ERAS.find((era) => era.name === text || era.letter === text?.toUpperCase()) ?? null;
}

function yearOf(era: Era | null, ofEra: string | undefined, gregorian: string | undefined): number | null {
  if (era !== null && ofEra !== undefined) {
    return firstYear(era) + (ofEra === '元' ? 1 : Number(ofEra)) - 1;
  }
  return gregorian === undefined ? null : Number(gregorian);
}

/** The day that a clerk has typed: 令和6年10月1日, R6.10.1, 2024/10/1, full width too; null when there is none. */
export function parseDate(text: string): string | null {
  const match = TYPED.exec(even(text.trim()));
  if (match === null) {
    return null;
  }
  const era = eraNamed(match[1]);
  const year = yearOf(era, match[2], match[3]);
  const iso = year === null ? null : isoDate(year, Number(match[4]), Number(match[5]));
  return iso !== null && (era === null || eraOf(iso) === era) ? iso : null;
}

/** Where the weekday stands that was written behind a day, and whether it is the right one. */
function weekdayBehind(match: RegExpExecArray, dateEnd: number, day: string | null): DateInText['weekday'] {
  const written = match[6];
  if (written === undefined) {
    return null;
  }
  const start = dateEnd + match[0].slice(dateEnd - match.index).indexOf(written);
  return { written: asWeekday(written), right: day === null ? null : weekdayOf(day), start, end: start + 1 };
}

/** The day that is meant; without a year one of a leap year, so that 2月29日 can be. */
function dayOf(era: Era | null, year: number | null, match: RegExpExecArray): { iso: string | null; isInvalid: boolean } {
  const iso = isoDate(year ?? LEAP_YEAR, Number(match[4]), Number(match[5]));
  const isOutsideEra = era !== null && iso !== null && eraOf(iso) !== era;
  return { iso: year === null || isOutsideEra ? null : iso, isInvalid: iso === null || isOutsideEra };
}

function dateOf(match: RegExpExecArray, text: string): DateInText {
  const era = eraNamed(match[1]);
  const year = yearOf(era, match[2], match[3]);
  const { iso, isInvalid } = dayOf(era, year, match);
  const dateEnd = match.index + match[0].indexOf('日', match[0].indexOf('月')) + 1;
  return {
    start: match.index,
    end: dateEnd,
    text: text.slice(match.index, dateEnd),
    iso,
    year,
    month: Number(match[4]),
    day: Number(match[5]),
    era,
    isInvalid,
    weekday: weekdayBehind(match, dateEnd, iso),
  };
}

function asWeekday(text: string): Weekday {
  const found = (['日', '月', '火', '水', '木', '金', '土'] as const).find((weekday) => weekday === text);
  if (found === undefined) {
    throw new RangeError('no weekday');
  }
  return found;
}

/** Every date in a text, in order. */
export function datesIn(text: string): DateInText[] {
  return [...even(text).matchAll(IN_TEXT)].map((match) => dateOf(match, text));
}
