import type { DataSource } from 'typeorm';

/** A rule of the ledger that does not hold, and how many rows break it. */
export interface Violation {
  readonly invariant: string;
  readonly rows: number;
}

/** The ledger added up once, by whom it concerns: far fewer rows than the ledger has. */
const MOVED = `SELECT period_id, department_id, person_id, sum(reserved_change) AS reserved, sum(used_change) AS used,
    sum(greatest(0, used_change + CASE kind WHEN 'settle' THEN reserved_change ELSE 0 END)) AS overrun
  FROM token_ledger WHERE kind <> 'grant' GROUP BY 1, 2, 3`;

/** The sums of the ledger for each allocation, to compare with its counters. */
const SUMS = `SELECT a.id, a.period_id, a.scope, a.department_id, a.person_id, a.cap_tokens, a.cap_per, a.reserved_tokens, a.used_tokens, coalesce(sum(m.reserved), 0) AS reserved,
    coalesce(sum(m.used), 0) AS used, coalesce(sum(m.overrun), 0) AS overrun
  FROM quota_allocation a LEFT JOIN (${MOVED}) m ON m.period_id = a.period_id
    AND (a.scope = 'contract' OR m.department_id = a.department_id OR m.person_id = a.person_id)
  GROUP BY a.id`;

const OPEN = `state IN ('reserved', 'calling')`;

/** The closing entry of a reservation r. */
const CLOSING = `SELECT FROM token_ledger l WHERE l.reservation_id = r.id AND l.kind IN ('settle', 'release')`;

/** The whole ledger is read and sorted in memory; nobody waits for a connection meanwhile, and a long ledger takes long. */
const AT_LEISURE = `SELECT set_config('work_mem', '64MB', true), set_config('statement_timeout', '120s', true)`;

/**
 * The invariants of the accounting (DESIGN.md 6.7), each as a query for the rows that break it.
 *
 * I1 is decided by `quota_reserve` under its locks; here it is checked for what cannot change afterwards. A cap may be set
 * below what is used: then nothing is granted until it fits again, so that a cap which is passed although something was
 * granted since it was set is one that was passed by a grant.
 */
const INVARIANTS: Readonly<Record<string, string>> = {
  'I1 used + reserved ≤ cap whenever a reservation was granted, but for calls that cost more than they were allowed': `
    SELECT FROM (${SUMS}) s WHERE s.reserved_tokens > 0 AND s.cap_per = 'period'
       AND s.used_tokens + s.reserved_tokens > s.cap_tokens -- known without the sums, which are made for nobody as a rule
       AND s.used_tokens + s.reserved_tokens > s.cap_tokens + s.overrun
       AND EXISTS (SELECT FROM token_ledger l WHERE l.period_id = s.period_id AND l.kind = 'reserve'
                      AND (s.scope = 'contract' OR l.department_id = s.department_id OR l.person_id = s.person_id)
                      AND l.id > (SELECT coalesce(max(g.id), 0) FROM token_ledger g WHERE g.allocation_id = s.id))`,
  'I2 reserved = sum of open reservations': `
    SELECT FROM quota_allocation a WHERE a.scope = 'contract' AND a.reserved_tokens <>
       (SELECT coalesce(sum(r.reserved_tokens), 0) FROM token_reservation r WHERE r.period_id = a.period_id AND r.${OPEN})`,
  'I3 used = sum of settled and corrections': `
    SELECT FROM quota_allocation a WHERE a.scope = 'contract' AND a.used_tokens <>
       (SELECT coalesce(sum(r.settled_tokens), 0) FROM token_reservation r WHERE r.period_id = a.period_id)
     + (SELECT coalesce(sum(l.used_change), 0) FROM token_ledger l WHERE l.period_id = a.period_id AND l.kind = 'correct')`,
  'I4 counters = sums of the ledger': `
    SELECT FROM (${SUMS}) s WHERE s.reserved <> s.reserved_tokens OR s.used <> s.used_tokens
    UNION ALL
    SELECT FROM quota_allocation a LEFT JOIN (
        SELECT allocation_id, sum(cap_change) AS cap FROM token_ledger WHERE kind = 'grant' GROUP BY 1) g ON g.allocation_id = a.id
     WHERE coalesce(g.cap, 0) <> coalesce(a.cap_tokens, 0)`,
  'I5 one closing entry a closed reservation, none an open one': `
    SELECT FROM token_reservation r WHERE NOT r.${OPEN} AND NOT EXISTS (${CLOSING})
    UNION ALL
    SELECT FROM token_reservation r WHERE r.${OPEN} AND EXISTS (${CLOSING})`,
  'I6 no open reservation long past its lease': `
    SELECT FROM token_reservation r WHERE r.${OPEN} AND r.lease_until < clock_timestamp() - make_interval(secs => $1)`,
  'I7 at most one result a call, of a call that was settled': `
    SELECT FROM draft_revision WHERE origin = 'model' GROUP BY reservation_id HAVING count(*) > 1
    UNION ALL
    SELECT FROM draft_revision v LEFT JOIN token_reservation r ON r.id = v.reservation_id AND r.draft_id = v.draft_id
       AND r.state IN ('settled', 'settled_estimated') WHERE v.origin = 'model' AND r.id IS NULL`,
  'I8 sums of the days and of the month = sums of the ledger': `
    SELECT FROM (SELECT l.period_id, l.day, r.department_id, r.person_id, r.template_id, r.model, r.origin, sum(l.used_change) AS used,
                        count(*) FILTER (WHERE l.kind = 'settle') AS calls
                   FROM token_ledger l JOIN token_reservation r ON r.id = l.reservation_id WHERE l.kind IN ('settle', 'correct')
                  GROUP BY 1, 2, 3, 4, 5, 6, 7) l
       FULL JOIN usage_day u USING (period_id, day, department_id, person_id, template_id, model, origin)
      WHERE coalesce(l.used, 0) <> coalesce(u.used_tokens, 0) OR coalesce(l.calls, 0) <> coalesce(u.calls, 0)
    UNION ALL
    SELECT FROM quota_allocation a LEFT JOIN token_ledger l ON l.period_id = a.period_id AND l.person_id = a.person_id
       AND l.kind <> 'grant' AND l.day >= a.month AND l.day < a.month + interval '1 month'
     WHERE a.scope = 'person' AND a.month > '-infinity' GROUP BY a.id
    HAVING (coalesce(sum(l.used_change), 0), coalesce(sum(l.reserved_change), 0)) <> (a.month_used_tokens, a.month_reserved_tokens)`,
};

/**
 * Checks every invariant in one snapshot.
 *
 * @param reconcileIntervalMs how often the reconciler runs; two intervals past a lease are too long (I6)
 * @returns those that do not hold; empty when the books are right
 */
export async function invariantViolations(dataSource: DataSource, reconcileIntervalMs: number): Promise<Violation[]> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const violations: Violation[] = [];
    await manager.query(AT_LEISURE);
    for (const [invariant, sql] of Object.entries(INVARIANTS)) {
      const values = sql.includes('$1') ? [(2 * reconcileIntervalMs) / 1_000] : [];
      const [row] = await manager.query<{ rows: number }[]>(`SELECT count(*)::int AS rows FROM (${sql}) AS broken`, values);
      if (row !== undefined && row.rows > 0) {
        violations.push({ invariant, rows: row.rows });
      }
    }
    return violations;
  });
}
