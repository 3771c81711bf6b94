/** A day as `YYYY-MM-DD`, or null when the calendar has no such day: no silent 1 March for 29 February. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9_999) {
    return null;
  }
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return null;
  }
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;

/** Weekday of a day. */
export type Weekday = (typeof WEEKDAYS)[number];

/** 日, 月 … 土 of a day `YYYY-MM-DD`. */
export function weekdayOf(iso: string): Weekday {
  return WEEKDAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()] ?? '日';
}

/** 年度 of a day: April to March. */
export function fiscalYearOf(iso: string): number {
  const year = Number(iso.slice(0, 4));
  return Number(iso.slice(5, 7)) >= 4 ? year : year - 1;
}

/** First and last day of a 年度. */
export function fiscalYearBounds(year: number): { from: string; until: string } {
  return { from: `${String(year)}-04-01`, until: `${String(year + 1)}-03-31` };
}

/** The day on which an instant falls in Japan. */
export function jstDate(instant: Date): string {
  return new Date(instant.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
