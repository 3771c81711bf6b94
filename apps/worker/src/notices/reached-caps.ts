import type { EntityManager } from 'typeorm';

/** A notice of a cap that was raised now. */
export interface RaisedCap {
  readonly id: string;
  readonly allocationId: string;
  readonly scope: 'contract' | 'department' | 'person';
  readonly departmentId: string | null;
  readonly personId: string | null;
  readonly percent: number;
  readonly capTokens: string;
  readonly usedTokens: string;
}

/**
 * Every cap of the period that runs, with what is used of it: of a person's cap by the month, what is used in this month.
 * A cap of nothing tells nobody anything, nor does that of a person who cannot sign in.
 *
 * `refused` is what the largest call asked for that stands refused at this cap since the period or the month began; NULL:
 * none. Reserved tokens do not count: they come back in part.
 */
const CAPS = `
  clock AS (SELECT q.id AS period_id, lower(q.during) AS begin, n.now, quota_month(n.now) AS month
              FROM (SELECT quota_now() AS now) n JOIN quota_period q ON q.during @> n.now),
  stopped AS (
    SELECT d.stopped_scope AS scope, max(d.stopped_requested_tokens) AS tokens,
           CASE d.stopped_scope WHEN 'department' THEN d.department_id WHEN 'person' THEN d.author_id END AS of
      FROM clock c JOIN draft d ON d.state = 'stopped'
     WHERE d.stopped_reason = 'cap' AND d.updated_at >= c.begin
        OR d.stopped_reason = 'month' AND d.updated_at >= c.month::timestamp AT TIME ZONE 'Asia/Tokyo'
     GROUP BY 1, 3),
  cap AS (
    SELECT a.id, a.scope, coalesce(a.department_id, p.department_id) AS department_id, a.person_id, x.cap, s.tokens AS refused,
           CASE WHEN x.is_monthly THEN c.month END AS month,
           CASE WHEN NOT x.is_monthly THEN a.used_tokens WHEN a.month = c.month THEN a.month_used_tokens ELSE 0 END AS used
      FROM clock c
      JOIN quota_allocation a ON a.period_id = c.period_id
      LEFT JOIN person p ON p.id = a.person_id
      LEFT JOIN quota_allocation d ON d.period_id = c.period_id AND d.scope = 'department' AND d.department_id = p.department_id
     CROSS JOIN LATERAL (SELECT coalesce(a.cap_tokens, d.person_cap_tokens) AS cap,
                                coalesce(CASE WHEN a.cap_tokens IS NULL THEN d.person_cap_per ELSE a.cap_per END, '') = 'month' AS is_monthly) x
      LEFT JOIN stopped s ON s.scope = a.scope AND s.of IS NOT DISTINCT FROM coalesce(a.department_id, a.person_id)
     WHERE x.cap > 0 AND p.disabled_at IS NULL)`;

/**
 * Whether a share of a cap is reached: so much is used, or a refused call would not fit even if every open call cost
 * nothing. A cap of which less than half is used is not at its end because of one large document.
 */
const reached = (percent: string) =>
  `(c.used * 100 >= c.cap * ${percent} OR (coalesce(c.refused, 0) > c.cap - c.used AND c.used * 2 >= c.cap))`;

const SAME = 'n.allocation_id = c.id AND n.month IS NOT DISTINCT FROM c.month AND n.rearmed_at IS NULL';

/** A raised cap makes the shares that it leaves news again. What a correction gives back does not. */
const REARM = `
  WITH ${CAPS}
  UPDATE notice n SET rearmed_at = clock_timestamp() FROM cap c WHERE ${SAME} AND c.cap > n.cap_tokens AND NOT ${reached('n.percent')}`;

const RAISE = `
  WITH ${CAPS},
  raised AS (
    INSERT INTO notice (kind, allocation_id, scope, department_id, person_id, month, percent, cap_tokens, used_tokens)
      SELECT 'cap', c.id, c.scope, c.department_id, c.person_id, c.month, w.percent, c.cap, c.used
        FROM cap c CROSS JOIN unnest($1::smallint[]) AS w (percent)
       WHERE ${reached('w.percent')} AND NOT EXISTS (SELECT FROM notice n WHERE ${SAME} AND n.percent = w.percent)
       ORDER BY c.scope, c.id, w.percent
      ON CONFLICT DO NOTHING
      RETURNING *)
  SELECT id, allocation_id AS "allocationId", scope, department_id AS "departmentId", person_id AS "personId", percent,
         cap_tokens AS "capTokens", used_tokens AS "usedTokens" FROM raised ORDER BY id`;

/**
 * Raises a notice for each share of a cap that is reached and has not been said yet.
 *
 * @param percents ascending
 * @returns them in order, those of one cap together
 */
export async function raiseCapNotices(manager: EntityManager, percents: readonly number[]): Promise<RaisedCap[]> {
  await manager.query(REARM);
  return manager.query<RaisedCap[]>(RAISE, [percents]);
}
