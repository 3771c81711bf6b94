import { DEFAULT_POLICIES, formatDate, jstDate } from '@bunan/wareki';

/** 182,000; −3,600,000 with the sign that is as wide as a figure. */
export function tokens(count: number): string {
  return count.toLocaleString('ja-JP').replace('-', '−');
}

/** 約1,400: two significant digits, as nobody knows more before the run. */
export function aboutTokens(count: number): string {
  const step = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return tokens(Math.round(count / step) * step);
}

function jstTime(iso: string): string {
  return new Date(new Date(iso).getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
}

/** 14時32分, of an instant in UTC. */
export function clock(iso: string): string {
  const [hour = '0', minute = '00'] = jstTime(iso).split(':');
  return `${String(Number(hour))}時${minute}分`;
}

/** きょう 14時32分, きのう, 令和6年10月1日. */
export function dayAndTime(iso: string, now = new Date()): string {
  const day = jstDate(new Date(iso));
  if (day === jstDate(now)) {
    return `きょう ${clock(iso)}`;
  }
  return day === jstDate(new Date(now.getTime() - 86_400_000)) ? `きのう ${clock(iso)}` : formatDate(day, DEFAULT_POLICIES);
}
