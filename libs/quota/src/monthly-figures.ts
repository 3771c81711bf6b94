import type { UsageRow } from '@bunan/contracts';
import type { EntityManager } from 'typeorm';
import { forecastOf, type CapUse, type DayUse, type Forecast } from './forecast.js';
import { usageBy, usedByDay, type DayRange } from './report.js';

/** A contract period, JST days, both inclusive. */
interface ReportedPeriod extends DayRange {
  readonly id: string;
  readonly name: string;
}

/** What a department used in the month and since the period began, tokens. */
export interface DepartmentFigures {
  readonly name: string;
  /** null: no cap of its own. */
  readonly capTokens: number | null;
  readonly usedTokens: number;
  readonly usedToDate: number;
}

/** A month of the period: used in it, used until its end, and what an even use comes to by then; tokens. */
export interface MonthFigures {
  readonly month: string;
  readonly usedTokens: number;
  readonly usedToDate: number;
  readonly straightLine: number;
}

/** The use of one month as it stood on its last day, or stands today; every figure is the ledger's. */
export interface MonthlyFigures {
  readonly period: ReportedPeriod;
  /** The days of the month that lie in the period and have begun. */
  readonly range: DayRange;
  /** The month is not over. */
  readonly isRunning: boolean;
  /** Of the contract on the last of the days. */
  readonly capTokens: number;
  readonly usedTokens: number;
  readonly calls: number;
  readonly usedToDate: number;
  readonly forecast: Forecast;
  /** From the first month of the period to this one. */
  readonly months: readonly MonthFigures[];
  /** Those with a cap or any use, by what was used in the month. */
  readonly departments: readonly DepartmentFigures[];
  readonly by: Readonly<Record<'template' | 'model' | 'origin' | 'day', readonly UsageRow[]>>;
}

const DAY_MS = 86_400_000;

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function lastDayOf(month: string): string {
  return addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);
}

const earliest = (...days: readonly string[]) => days.toSorted()[0] ?? '';

const sumOf = (uses: readonly { usedTokens: number }[]) => uses.reduce((sum, { usedTokens }) => sum + usedTokens, 0);

/** The period of a month; of two that share it the one that begins later, if it has begun. */
async function periodOf(manager: EntityManager, month: string, today: string): Promise<ReportedPeriod | null> {
  const [row] = await manager.query<ReportedPeriod[]>(
    `SELECT * FROM (SELECT id, name, (lower(during) AT TIME ZONE 'Asia/Tokyo')::date::text AS "from",
                           ((upper(during) - interval '1 microsecond') AT TIME ZONE 'Asia/Tokyo')::date::text AS "until" FROM quota_period) p
      WHERE p."from" <= least($2::text, $3::text) AND p."until" >= $1::text ORDER BY p."from" DESC LIMIT 1`,
    [`${month}-01`, lastDayOf(month), today],
  );
  return row ?? null;
}

/**
 * A cap as it was at the end of a day: what it is now without the changes since. Where these leave nothing there was none
 * (the ledger does not tell it from a cap of nothing).
 */
const CAP_THEN = `
  CASE WHEN l.entries > 0 THEN nullif(coalesce(a.cap_tokens, 0) - l.change, 0) ELSE a.cap_tokens END`;
const CHANGES_SINCE = `
  CROSS JOIN LATERAL (SELECT count(*) AS entries, coalesce(sum(l.cap_change), 0) AS change FROM token_ledger l
                       WHERE l.kind = 'grant' AND l.allocation_id = a.id AND l.day > $2) l`;

/** What the contract began with: its cap in the months before it was entered here. */
const FIRST_CAP = `(SELECT f.cap_change FROM token_ledger f WHERE f.kind = 'grant' AND f.allocation_id = a.id ORDER BY f.id LIMIT 1)`;

async function contractCap(manager: EntityManager, { id }: ReportedPeriod, asOf: string): Promise<number> {
  const [row] = await manager.query<{ cap: string | null }[]>(
    `SELECT coalesce(${CAP_THEN}, ${FIRST_CAP}) AS cap FROM quota_allocation a ${CHANGES_SINCE}
      WHERE a.period_id = $1 AND a.scope = 'contract'`,
    [id, asOf],
  );
  return Number(row?.cap ?? 0);
}

async function departmentFigures(manager: EntityManager, { id, from }: ReportedPeriod, range: DayRange): Promise<DepartmentFigures[]> {
  const rows = await manager.query<{ name: string; cap: string | null; used: string; total: string }[]>(
    `SELECT d.name, c.cap, coalesce(u.used, 0) AS used, coalesce(u.total, 0) AS total
       FROM department d
       LEFT JOIN (SELECT a.department_id, ${CAP_THEN} AS cap FROM quota_allocation a ${CHANGES_SINCE}
                   WHERE a.period_id = $1 AND a.scope = 'department') c ON c.department_id = d.id
       LEFT JOIN (SELECT department_id, sum(used_tokens) FILTER (WHERE day >= $3) AS used, sum(used_tokens) AS total
                    FROM usage_day WHERE day BETWEEN $4 AND $2 GROUP BY 1) u ON u.department_id = d.id
      WHERE c.cap IS NOT NULL OR u.total > 0 ORDER BY used DESC, total DESC, d.name`,
    [id, range.until, range.from, from],
  );
  return rows.map(({ name, cap, used, total }) => ({
    name,
    capTokens: cap === null ? null : Number(cap),
    usedTokens: Number(used),
    usedToDate: Number(total),
  }));
}

/** On a day that is over the work goes on the day after; the straight line is that of the day itself. */
function foresee(cap: Omit<CapUse, 'today'>, asOf: string, isRunning: boolean): Forecast {
  const then = forecastOf({ ...cap, today: asOf });
  const next = addDays(asOf, 1);
  if (isRunning || next > cap.until) {
    return then;
  }
  return { ...forecastOf({ ...cap, today: next }), straightLine: then.straightLine, isAhead: then.isAhead };
}

function monthsOf(cap: Omit<CapUse, 'today'>, asOf: string): MonthFigures[] {
  const months: MonthFigures[] = [];
  for (let month = cap.from.slice(0, 7); month <= asOf.slice(0, 7); month = addDays(lastDayOf(month), 1).slice(0, 7)) {
    const end = earliest(lastDayOf(month), asOf);
    months.push({
      month,
      usedTokens: sumOf(cap.usedByDay.filter(({ day }) => day.startsWith(month))),
      usedToDate: sumOf(cap.usedByDay.filter(({ day }) => day <= end)),
      straightLine: Math.round(forecastOf({ ...cap, today: end }).straightLine),
    });
  }
  return months;
}

/**
 * The use of a month. Ask for it in one transaction that sees one instant (REPEATABLE READ), so that its sums agree.
 *
 * @param month `2026-04`, begun by `today`
 * @param today JST day
 * @returns null when no contract ran in the month, or none has begun yet
 */
export async function monthlyFigures(manager: EntityManager, month: string, today: string): Promise<MonthlyFigures | null> {
  const period = await periodOf(manager, month, today);
  if (period === null) {
    return null;
  }
  const isRunning = today <= earliest(lastDayOf(month), period.until);
  const asOf = earliest(lastDayOf(month), period.until, today);
  const range = { from: period.from > `${month}-01` ? period.from : `${month}-01`, until: asOf };
  const usedOnDays: DayUse[] = await usedByDay(manager, { from: period.from, until: asOf });
  const capTokens = await contractCap(manager, period, asOf);
  const cap = { capTokens, from: period.from, until: period.until, usedByDay: usedOnDays };
  const day = await usageBy(manager, 'day', range);
  return {
    ...{ period, range, isRunning, capTokens },
    usedTokens: sumOf(day),
    calls: day.reduce((sum, { calls }) => sum + calls, 0),
    usedToDate: sumOf(usedOnDays),
    forecast: foresee(cap, asOf, isRunning),
    months: monthsOf(cap, asOf),
    departments: await departmentFigures(manager, period, range),
    by: {
      ...{ day, template: await usageBy(manager, 'template', range) },
      ...{ model: await usageBy(manager, 'model', range), origin: await usageBy(manager, 'origin', range) },
    },
  };
}
