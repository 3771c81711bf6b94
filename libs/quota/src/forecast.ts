import { workingDays } from './working-days.js';

/** Tokens that were used on a JST day; negative where a correction gave back more than was used. */
export interface DayUse {
  readonly day: string;
  readonly usedTokens: number;
}

/** A cap and what was used of it. Days are JST days, `YYYY-MM-DD`. */
export interface CapUse {
  readonly capTokens: number;
  /** First day of the period. */
  readonly from: string;
  /** Last day of the period. */
  readonly until: string;
  readonly today: string;
  /** In any order; days without use are missing. What lies outside the period or after today does not count. */
  readonly usedByDay: readonly DayUse[];
}

/** What will become of a cap if the work goes on as it does. Tokens are not rounded. */
export interface Forecast {
  /** Tokens a working day, of late; null while too few working days have passed to tell. */
  readonly perWorkingDay: number | null;
  /**
   * The working day, today or later, on which the cap will be reached, or the day on which it was. Null when it holds
   * until the end of the period or nobody can tell yet.
   */
  readonly runsOutOn: string | null;
  /** Tokens used by the end of the period if no cap stopped the work; those used so far while the pace is unknown. */
  readonly expectedAtEnd: number;
  /** Tokens that an even use over all days of the period comes to by the end of today: a straight line, as it is drawn. */
  readonly straightLine: number;
  /** Whether more is used already than the straight line allows by the end of today. */
  readonly isAhead: boolean;
}

/** A department's forecast with its cap of now and with the cap it would have. */
export interface ForecastChange {
  readonly before: Forecast;
  readonly after: Forecast;
}

/** Working days of which the pace is taken: about a month, so that neither one busy week nor a quiet spring decides. */
const LOOK_BACK = 20;

/** With fewer working days than these no pace is named: a week of trying things out foretells nothing. */
const FEWEST_DAYS = 5;

const DAY_MS = 86_400_000;

/** Kept as a fraction, so that a cap that is met exactly is not missed by a rounding. */
interface Pace {
  readonly tokens: number;
  readonly days: number;
}

function sum(uses: readonly DayUse[]): number {
  return uses.reduce((tokens, { usedTokens }) => tokens + usedTokens, 0);
}

/**
 * The use of the last working days. What is used on a day off counts too, with the working day before it: it takes from
 * the cap like any other.
 *
 * @param passed working days of the period before today, in order
 */
function paceOf(passed: readonly string[], usedBefore: readonly DayUse[]): Pace | null {
  const lately = passed.slice(-LOOK_BACK);
  const [first] = lately;
  if (first === undefined || lately.length < FEWEST_DAYS) {
    return null;
  }
  const tokens = sum(usedBefore.filter(({ day }) => day >= first));
  return { tokens: Math.max(0, tokens), days: lately.length };
}

/** The first day on which the use came to the cap; null while it is below. A cap of nothing is reached on the first day. */
function reachedOn(cap: CapUse, used: readonly DayUse[]): string | null {
  if (sum(used) < cap.capTokens) {
    return null;
  }
  const days = [cap.from, ...used.map(({ day }) => day)].toSorted();
  return days.find((end) => sum(used.filter(({ day }) => day <= end)) >= cap.capTokens) ?? null;
}

/**
 * Goes on at the pace from what was used. Today comes to the pace, or to what was used today where that is more.
 *
 * @param left working days of the period from today on, in order
 */
function goOn(cap: CapUse, used: readonly DayUse[], pace: Pace, left: readonly string[]): Pick<Forecast, 'runsOutOn' | 'expectedAtEnd'> {
  const usedToday = Math.max(0, sum(used.filter(({ day }) => day === cap.today)));
  const isTodayOpen = left.includes(cap.today) && usedToday * pace.days < pace.tokens;
  const ahead = left.filter((day) => day > cap.today || isTodayOpen);
  const base = sum(used) - (isTodayOpen ? usedToday : 0);
  const after = (workedDays: number) => base + (pace.tokens * workedDays) / pace.days;
  return {
    runsOutOn: ahead.find((_, index) => after(index + 1) >= cap.capTokens) ?? null,
    expectedAtEnd: after(ahead.length),
  };
}

/** How many days there are from one to another, both counted. */
function daysFrom(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
}

/**
 * Foresees when a cap runs out.
 *
 * The straight line is taken to the end of today, not of yesterday: what the screen shows as used has today in it, and
 * a morning's work is no reason for an alarm.
 *
 * @throws {RangeError} if the calendar has no such day as the first or the last of the period
 */
export function forecastOf(cap: CapUse): Forecast {
  const { capTokens, from, until, today } = cap;
  const days = workingDays(from, until);
  const used = cap.usedByDay.filter(({ day }) => day >= from && day <= until && day <= today);
  const usedTokens = sum(used);
  const pace = paceOf(
    days.filter((day) => day < today),
    used.filter(({ day }) => day < today),
  );
  const left = days.filter((day) => day >= today);
  const { runsOutOn, expectedAtEnd } = pace === null ? { runsOutOn: null, expectedAtEnd: usedTokens } : goOn(cap, used, pace, left);
  const straightLine = today < from ? 0 : (capTokens * daysFrom(from, today < until ? today : until)) / daysFrom(from, until);
  return {
    perWorkingDay: pace === null ? null : pace.tokens / pace.days,
    runsOutOn: reachedOn(cap, used) ?? runsOutOn,
    expectedAtEnd,
    straightLine,
    isAhead: usedTokens > straightLine,
  };
}

/**
 * What moving tokens from one department's cap to another's would do to both, before it is done. A cap below what is
 * used already is allowed, as it is in the ledger: it shows as reached.
 *
 * @throws {RangeError} if `tokens` is not a whole number from 0 to the giver's cap, or the calendar has no such day
 */
export function whatIf(giver: CapUse, taker: CapUse, tokens: number): { giver: ForecastChange; taker: ForecastChange } {
  if (!Number.isSafeInteger(tokens) || tokens < 0 || tokens > giver.capTokens) {
    throw new RangeError(`cannot move ${String(tokens)} of ${String(giver.capTokens)} tokens`);
  }
  return { giver: changeOf(giver, -tokens), taker: changeOf(taker, tokens) };
}

function changeOf(cap: CapUse, tokens: number): ForecastChange {
  return { before: forecastOf(cap), after: forecastOf({ ...cap, capTokens: cap.capTokens + tokens }) };
}
