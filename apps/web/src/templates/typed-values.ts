import { DEFAULT_POLICIES, formatDate, formatDateTime, parseDate, weekdayOf } from '@bunan/wareki';
import { isDay } from './date-boxes';

/** Kinds of one-line texts that are stored in one way and shown in another. */
export type TypedKind = 'number' | 'amount' | 'date' | 'datetime';

/** 午前10時30分, 正午, 13:30, 13時, at the end of a text. */
const TIME = /(?:(正午)|(午前|午後)?\s*(\d{1,2})(?::|時)(?:([0-5]?\d)分?|(半))?)$/;

/** １，２３４円 as 1234, ▲500 as -500. */
function storedNumber(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .replace(/[,\s¥]|円$/g, '')
    .replace(/^[▲△−]/, '-');
  return /^-?\d{1,15}$/.test(plain) ? String(Number(plain)) : typed;
}

/** Minutes since midnight of what `TIME` has found. */
function minutesOf([, noon, half, hour = '0', minute = '0', isHalf]: RegExpExecArray): number {
  if (noon !== undefined) {
    return 12 * 60;
  }
  const isAfternoon = half === '午後' && Number(hour) < 12;
  return (Number(hour) + (isAfternoon ? 12 : 0)) * 60 + (isHalf === undefined ? Number(minute) : 30);
}

function clockOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function storedDateTime(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  const time = TIME.exec(text);
  if (time === null) {
    return typed;
  }
  const day = parseDate(text.slice(0, time.index).replace(/T$/, '').trim());
  const minutes = minutesOf(time);
  return day !== null && minutes < 24 * 60 ? `${day}T${clockOf(minutes)}` : typed;
}

/** What is kept of a typed text; what is neither number nor day stays as it is typed, so that the check can say so. */
export function storedText(kind: TypedKind, typed: string): string {
  if (kind === 'date') {
    return parseDate(typed) ?? typed;
  }
  return kind === 'datetime' ? storedDateTime(typed) : storedNumber(typed);
}

/** How a kept text reads when nobody is typing: 1,234, 令和6年10月1日（火）, 令和6年10月1日（火曜日）午前10時. */
export function shownText(kind: TypedKind, stored: string): string {
  if (kind === 'date') {
    return isDay(stored) ? `${formatDate(stored, DEFAULT_POLICIES)}（${weekdayOf(stored)}）` : stored;
  }
  if (kind === 'datetime') {
    return isDay(stored.slice(0, 10)) && /^.{10}T\d{2}:\d{2}$/.test(stored) ? formatDateTime(stored, DEFAULT_POLICIES) : stored;
  }
  return /^-?\d{1,15}$/.test(stored) ? Number(stored).toLocaleString('ja-JP') : stored;
}
