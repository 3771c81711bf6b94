/** An era of the Japanese calendar: its name, its letter, its first and last day as `YYYY-MM-DD`. */
export interface Era {
  readonly name: string;
  readonly letter: string;
  readonly from: string;
  readonly until: string;
}

/** Eras with their days (元号を改める政令 and the notices of the Cabinet Office), newest first. */
export const ERAS: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01', until: '9999-12-31' },
  { name: '平成', letter: 'H', from: '1989-01-08', until: '2019-04-30' },
  { name: '昭和', letter: 'S', from: '1926-12-25', until: '1989-01-07' },
  { name: '大正', letter: 'T', from: '1912-07-30', until: '1926-12-24' },
  { name: '明治', letter: 'M', from: '1868-01-25', until: '1912-07-29' },
];

/** The era of a day; undefined before 明治. */
export function eraOf(isoDate: string): Era | undefined {
  return ERAS.find((era) => era.from <= isoDate && isoDate <= era.until);
}

/** First year of an era in the Gregorian calendar. */
export function firstYear(era: Era): number {
  return Number(era.from.slice(0, 4));
}
