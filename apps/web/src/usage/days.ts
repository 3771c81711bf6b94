import { DEFAULT_POLICIES, formatDate, jstDate } from '@bunan/wareki';

/** 令和6年10月1日, of a JST day. */
export function dayText(day: string): string {
  return formatDate(day, DEFAULT_POLICIES);
}

/** 10月1日, of a JST day: where the year is plain. */
export function shortDay(day: string): string {
  return `${String(Number(day.slice(5, 7)))}月${String(Number(day.slice(8, 10)))}日`;
}

/** 2026年10月, of a month `2026-10`. */
export function monthText(month: string): string {
  return `${month.slice(0, 4)}年${String(Number(month.slice(5, 7)))}月`;
}

/** First and last day of a period whose instants are half-open. */
export function daysOf({ from, until }: { from: string; until: string }): { first: string; last: string } {
  return { first: jstDate(new Date(from)), last: jstDate(new Date(new Date(until).getTime() - 1)) };
}

/** Days from one to another, neither counted twice: 0 for the same day. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

/** The last day of a month `2026-02`. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The months `2026-04` from that of one day to that of another, newest first. */
export function monthsBack(from: string, until: string): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= until.slice(0, 7); month = nextMonth(month)) {
    months.unshift(month);
  }
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
