import { DEFAULT_POLICIES, ERAS, eraOf, firstYear, formatDate, isoDate, type Era } from '@bunan/wareki';
import { isDay } from './date-boxes';

/** A date as it is typed, possible or not: 令和6年2月30日, R6.2.30, 2024/2/30. */
const TYPED =
  /^(?<era>令和|平成|昭和|大正|明治|西暦|[RHSTM])?\s?(?<year>\d{0,4}|元)\s?[年./-]\s?(?<month>\d{0,3})\s?[月./-]\s?(?<day>\d{0,3})\s?日?/i;

interface Typed {
  readonly era: Era | undefined;
  readonly year: string;
  readonly month: number;
  readonly day: number;
}

function wordsOf(iso: string): string {
  return formatDate(iso, DEFAULT_POLICIES);
}

/** 31年4月30日: a border of an era, behind its name. */
function borderOf(era: Era, iso: string): string {
  return wordsOf(iso).replace(era.name, '');
}

function lastDayOf(year: number, month: number): number {
  return [31, 30, 29, 28].find((day) => isoDate(year, month, day) !== null) ?? 0;
}

function outsideEra(era: Era, iso: string): string {
  const meant = `${wordsOf(iso)}ではありませんか。`;
  return iso > era.until
    ? `${era.name}は${borderOf(era, era.until)}までです。${meant}`
    : `${era.name}は${borderOf(era, era.from)}からです。${meant}`;
}

/** 令和6年2月は29日までです。 */
function outsideMonth({ era, year, month, day }: Typed, western: number): string | null {
  const last = lastDayOf(western, month);
  if (last === 0) {
    return null;
  }
  const name = era === undefined ? '' : era.name;
  const ofEra = era !== undefined && /^(元|0*1)$/.test(year) ? '元' : String(Number(year));
  return `${name}${ofEra}年${String(month)}月は${day === 0 ? '1日からです。' : `${String(last)}日までです。`}`;
}

function faultOf(typed: Typed): string | null {
  const { era, year, month, day } = typed;
  if (month < 1 || month > 12) {
    return `${String(month)}月はありません。`;
  }
  const ofEra = year === '元' ? 1 : Number(year);
  const western = era === undefined ? ofEra : firstYear(era) + ofEra - 1;
  const iso = isoDate(western, month, day);
  if (iso === null) {
    return outsideMonth(typed, western);
  }
  return era === undefined || eraOf(iso) === era ? null : outsideEra(era, iso);
}

function eraNamed(name: string | undefined): Era | undefined {
  return ERAS.find((era) => era.name === name || era.letter === name?.toUpperCase());
}

function dateFault(date: string): string | null {
  const typed = TYPED.exec(date)?.groups;
  if (typed === undefined) {
    return null;
  }
  const { era, year = '', month = '', day = '' } = typed;
  return [year, month, day].includes('')
    ? '年・月・日をすべて入力してください。'
    : faultOf({ era: eraNamed(era), year, month: Number(month), day: Number(day) });
}

/**
 * Why a text that was typed as a day, or as a day and a time (`…T…`), is none: the month has no such day, the era had
 * ended, something is missing. One Japanese sentence or two; null where nothing better can be said than that it is none.
 */
export function dayFault(text: string): string | null {
  const [date = '', time] = text.normalize('NFKC').split('T');
  if (isDay(date)) {
    return time === '' ? '時刻も入力してください。' : null;
  }
  return date === '' && time !== undefined ? '年月日も入力してください。' : dateFault(date);
}
