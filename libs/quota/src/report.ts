import type { UsageDimension, UsageHistory, UsageRow } from '@bunan/contracts';
import { rowBatches, type Statement } from '@bunan/database';
import type { DataSource, EntityManager } from 'typeorm';

/** JST days, both inclusive. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

/**
 * The column that rows are added up by first, then the key made of it and what it is called. There are half a million rows
 * in a year and some hundred values: what is made of a value is made once for each.
 */
const GROUPS: Readonly<Record<UsageDimension, { column: string; key: string; label: string }>> = {
  day: { column: 'day', key: 'g::text', label: 's.key' },
  month: { column: 'day', key: `to_char(g, 'YYYY-MM')`, label: 's.key' },
  'fiscal-year': { column: 'day', key: `to_char(g - interval '3 months', 'YYYY')`, label: 's.key' },
  department: { column: 'department_id', key: 'g::text', label: '(SELECT d.name FROM department d WHERE d.id = s.key::uuid)' },
  person: { column: 'person_id', key: 'g::text', label: '(SELECT p.name FROM person p WHERE p.id = s.key::uuid)' },
  template: {
    column: 'template_id',
    key: 'g',
    label: `(SELECT t.content ->> 'name' FROM template_version t WHERE t.template_id = s.key
             ORDER BY t.published_at IS NULL, t.version DESC LIMIT 1)`,
  },
  model: { column: 'model', key: 'g', label: 's.key' },
  origin: { column: 'origin', key: 'g', label: 's.key' },
};

/**
 * A week and three years want different plans: what is kept for every range (PreparingClient) takes any of them for a few
 * rows, and adds up with one processor.
 */
const PLAN_ANEW = 'SET LOCAL plan_cache_mode = force_custom_plan';

/** Days, months and years in their order; everything else by what was used most. */
const IN_TIME: ReadonlySet<UsageDimension> = new Set(['day', 'month', 'fiscal-year']);

interface SumRow {
  key: string;
  label: string | null;
  used: string;
  calls: string;
}

/** What was used, added up by one dimension. */
function sums(by: UsageDimension, { from, until }: DayRange): Statement {
  const { column, key, label } = GROUPS[by];
  const order = IN_TIME.has(by) ? 's.key' : 's.used DESC, s.key';
  const sql = `SELECT s.key, ${label} AS label, s.used, s.calls
         FROM (SELECT ${key} AS key, sum(used) AS used, sum(calls) AS calls
                 FROM (SELECT u.${column} AS g, sum(u.used_tokens) AS used, sum(u.calls) AS calls
                         FROM usage_day u WHERE u.day BETWEEN $1 AND $2 GROUP BY 1) d GROUP BY 1) s ORDER BY ${order}`;
  return { sql, values: [from, until] };
}

function usageRow({ key, label, used, calls }: SumRow): UsageRow {
  return { key, label: label ?? key, usedTokens: Number(used), calls: Number(calls) };
}

/**
 * What was used, added up by one dimension; the sums are the ledger's (invariant I8). Calls count to the day on which they
 * were reserved, JST.
 */
export async function usageBy(manager: EntityManager, by: UsageDimension, range: DayRange): Promise<UsageRow[]> {
  const { sql, values } = sums(by, range);
  const rows = await manager.transaction(async (inner) => {
    await inner.query(PLAN_ANEW);
    return inner.query<SumRow[]>(sql, [...values]);
  });
  return rows.map(usageRow);
}

/** The same a batch at a time: see rowBatches. */
export async function* usageBatches(dataSource: DataSource, by: UsageDimension, range: DayRange): AsyncGenerator<UsageRow[], void, void> {
  for await (const rows of rowBatches<SumRow>(dataSource, sums(by, range))) {
    yield rows.map(usageRow);
  }
}

/** What was used on each day, by department. */
export async function usedByDay(
  manager: EntityManager,
  { from, until }: DayRange,
): Promise<{ day: string; departmentId: string; usedTokens: number }[]> {
  const rows = await manager.query<{ day: string; departmentId: string; used: string }[]>(
    `SELECT day::text AS day, department_id AS "departmentId", sum(used_tokens) AS used FROM usage_day
      WHERE day BETWEEN $1 AND $2 GROUP BY 1, 2 ORDER BY 1`,
    [from, until],
  );
  return rows.map(({ day, departmentId, used }) => ({ day, departmentId, usedTokens: Number(used) }));
}

/** What a person and the department have used in each month of the period that contains now. */
export async function usageHistory(manager: EntityManager, of: { departmentId: string; personId: string }): Promise<UsageHistory> {
  const rows = await manager.query<{ month: string; mine: string; ours: string }[]>(
    `SELECT to_char(u.day, 'YYYY-MM') AS month, coalesce(sum(u.used_tokens) FILTER (WHERE u.person_id = $2), 0) AS mine,
            coalesce(sum(u.used_tokens) FILTER (WHERE u.department_id = $1), 0) AS ours
       FROM usage_day u JOIN quota_period p ON p.id = u.period_id
      WHERE p.during @> quota_now() AND (u.department_id = $1 OR u.person_id = $2) GROUP BY 1 ORDER BY 1`,
    [of.departmentId, of.personId],
  );
  return { months: rows.map(({ month, mine, ours }) => ({ month, mineTokens: Number(mine), departmentTokens: Number(ours) })) };
}
