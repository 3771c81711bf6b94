import holidayJp from '@holiday-jp/holiday_jp';

/**
 * National holidays from 1970 to 2050 with 振替休日 and 国民の休日. A set of our own, because the library's `isHoliday`
 * lists all of them anew for each day it is asked about.
 */
const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** Closed from 29 December to 3 January: what the ordinances of nearly all cities say (地方自治法 第4条の2). */
const CLOSED_FROM = '12-29';
const CLOSED_UNTIL = '01-03';

const SATURDAY = 6;
const SUNDAY = 0;

/** The calendar is the same everywhere: a JST day is calculated with as midnight UTC. */
function dateOf(day: string): Date {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || dayOf(date) !== day) {
    throw new RangeError(`the calendar has no day ${day}`);
  }
  return date;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function isOpen(day: string, date: Date): boolean {
  const weekday = date.getUTCDay();
  const monthAndDay = day.slice(5);
  const isWeekend = weekday === SATURDAY || weekday === SUNDAY;
  const isNewYear = monthAndDay >= CLOSED_FROM || monthAndDay <= CLOSED_UNTIL;
  return !isWeekend && !isNewYear && !HOLIDAYS.has(day);
}

/**
 * Whether a city office is open: Monday to Friday, no national holiday, not 29 December to 3 January.
 *
 * @param day a JST day, `YYYY-MM-DD`
 * @throws {RangeError} if the calendar has no such day
 */
export function isWorkingDay(day: string): boolean {
  return isOpen(day, dateOf(day));
}

/**
 * The working days from one JST day to another, both inclusive, in order; none when `until` lies before `from`.
 *
 * @throws {RangeError} if the calendar has no such day
 */
export function workingDays(from: string, until: string): string[] {
  const last = dateOf(until);
  const days: string[] = [];
  for (const date = dateOf(from); date <= last; date.setUTCDate(date.getUTCDate() + 1)) {
    const day = dayOf(date);
    if (isOpen(day, date)) {
      days.push(day);
    }
  }
  return days;
}
