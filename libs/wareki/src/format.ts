import { weekdayOf } from './calendar.js';
import { eraOf, firstYear } from './eras.js';

/** How a city writes years and digits; a profile sets both. */
export interface PrintPolicies {
  /** 令和6年, 令和6年（2024年）, 2024年 */
  readonly era: 'wareki' | 'wareki-seireki' | 'seireki';
  /** 12 and 3; 12 and ３ (one digit full width); １２ and ３ */
  readonly digits: 'half' | 'one-full' | 'full';
}

/** What most cities do. */
export const DEFAULT_POLICIES: PrintPolicies = { era: 'wareki', digits: 'half' };

function fullWidth(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** A number's digits as the policy wants them. */
export function formatDigits(text: string, policy: PrintPolicies['digits']): string {
  if (policy === 'half') {
    return text;
  }
  return text.replace(/\d+/g, (digits) => (policy === 'full' || digits.length === 1 ? fullWidth(digits) : digits));
}

/** 令和6年, 令和元年; the Gregorian year where the policy or the day (before 明治) wants it. */
function formatYear(iso: string, policy: PrintPolicies['era']): string {
  const era = eraOf(iso);
  const year = Number(iso.slice(0, 4));
  if (era === undefined || policy === 'seireki') {
    return `${String(year)}年`;
  }
  const ofEra = year - firstYear(era) + 1;
  const wareki = `${era.name}${ofEra === 1 ? '元' : String(ofEra)}年`;
  return policy === 'wareki' ? wareki : `${wareki}（${String(year)}年）`;
}

/** 令和6年10月1日, with its weekday if wanted: 令和6年10月1日（火曜日）. @param iso `YYYY-MM-DD`, a day that exists */
export function formatDate(iso: string, policies: PrintPolicies, weekday = false): string {
  const day = `${formatYear(iso, policies.era)}${String(Number(iso.slice(5, 7)))}月${String(Number(iso.slice(8, 10)))}日`;
  return formatDigits(day, policies.digits) + (weekday ? `（${weekdayOf(iso)}曜日）` : '');
}

/** 午前10時, 午後3時30分, 正午, 午前0時; never 午前12時 or 「半」 (公用文の書き方). @param time `HH:mm` */
export function formatTime(time: string, policies: PrintPolicies): string {
  const hour = Number(time.slice(0, 2));
  const minute = Number(time.slice(3, 5));
  if (hour === 12 && minute === 0) {
    return '正午';
  }
  const half = hour < 12 ? '午前' : '午後';
  const hours = hour % 12;
  const text = `${half}${String(hours)}時${minute === 0 ? '' : `${String(minute)}分`}`;
  return formatDigits(text, policies.digits);
}

/** 令和6年8月20日（火曜日）午前10時. @param iso `YYYY-MM-DDTHH:mm`, JST */
export function formatDateTime(iso: string, policies: PrintPolicies): string {
  return formatDate(iso.slice(0, 10), policies, true) + formatTime(iso.slice(11, 16), policies);
}

/** 令和6年8月20日（火曜日）午前10時から午前11時45分まで; the second day is named only when it is another one. */
export function formatTimeRange(from: string, until: string, policies: PrintPolicies): string {
  const isSameDay = from.slice(0, 10) === until.slice(0, 10);
  const end = isSameDay ? formatTime(until.slice(11, 16), policies) : formatDateTime(until, policies);
  return `${formatDateTime(from, policies)}から${end}まで`;
}
