import { ERAS, eraOf, firstYear, isoDate, parseDate } from '@bunan/wareki';

/** The western calendar stands beside the eras. */
export const WESTERN = '西暦';

/** Era, year, month and day as they are typed. */
export interface Boxes {
  readonly era: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

export const EMPTY_BOXES: Boxes = { era: '令和', year: '', month: '', day: '' };

const NAMES = [...ERAS.map(({ name }) => name), WESTERN].join('|');
/** What `dayOf` hands on of a day that cannot be one. */
const TYPED = new RegExp(`^(?<era>${NAMES})(?<year>.*)年(?<month>.*)月(?<day>.*)日$`);

export function isDay(text: string): boolean {
  const [year = NaN, month = NaN, day = NaN] = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split('-').map(Number) : [];
  return isoDate(year, month, day) !== null;
}

/** What stands in the boxes for a value: a day, or what was typed instead of one. */
export function boxesOf(value: string): Boxes {
  if (isDay(value)) {
    return boxesOfDay(value);
  }
  const typed = TYPED.exec(value)?.groups;
  return typed === undefined ? EMPTY_BOXES : { ...EMPTY_BOXES, ...typed };
}

function boxesOfDay(iso: string): Boxes {
  const [year = '', month = '', day = ''] = iso.split('-').map((part) => String(Number(part)));
  const era = eraOf(iso);
  if (era === undefined) {
    return { era: WESTERN, year, month, day };
  }
  const ofEra = Number(year) - firstYear(era) + 1;
  return { era: era.name, year: ofEra === 1 ? '元' : String(ofEra), month, day };
}

/** A whole date that was typed or pasted into one of the boxes. */
function wholeDate({ year, month, day }: Boxes): string | null {
  const whole = [year, month, day].find((text) => /[^\d元\s]/.test(text.normalize('NFKC')));
  return whole === undefined ? null : parseDate(whole);
}

function numberOf(text: string): number {
  const even = text.normalize('NFKC').trim();
  return /^\d{1,4}$/.test(even) ? Number(even) : NaN;
}

/** The day that era, year, month and day name; null when the calendar or the era has no such day. */
function namedDay({ era, year, month, day }: Boxes): string | null {
  const base = ERAS.find(({ name }) => name === era);
  if (base === undefined) {
    return isoDate(numberOf(year), numberOf(month), numberOf(day));
  }
  const ofEra = year.trim() === '元' ? 1 : numberOf(year);
  const iso = isoDate(firstYear(base) + ofEra - 1, numberOf(month), numberOf(day));
  return iso !== null && eraOf(iso) === base ? iso : null;
}

/**
 * The day of the boxes as `YYYY-MM-DD`; '' when nothing is typed. What cannot be a day, in the calendar or in the era
 * that is chosen, is handed on as it is typed, so that the check can say so.
 */
export function dayOf(boxes: Boxes): string {
  const { era, year, month, day } = boxes;
  if (`${year}${month}${day}`.trim() === '') {
    return '';
  }
  return wholeDate(boxes) ?? namedDay(boxes) ?? `${era}${year}年${month}月${day}日`;
}
