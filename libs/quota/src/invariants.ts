import type { DataSource } from 'typeorm';

/** A rule of the ledger that does not hold, and how many rows break it. */
export interface Violation {
  readonly invariant: string;
  readonly rows: number;
}

/** The sums of the ledger for each allocation, to compare with its counters. */
const SUMS = `SELECT a.id, a.scope, a.cap_tokens, a.reserved_tokens, a.used_tokens,
    coalesce(sum(l.reserved_change), 0) AS reserved, coalesce(sum(l.used_change), 0) AS used,
    coalesce(sum(l.cap_change) FILTER (WHERE l.allocation_id = a.id), 0) AS cap
  FROM quota_allocation a LEFT JOIN token_ledger l ON l.period_id = a.period_id
    AND (l.kind <> 'grant' OR l.allocation_id = a.id)
    AND (a.scope = 'contract' OR (a.scope = 'department' AND l.department_id = a.department_id)
         OR (a.scope = 'person' AND l.person_id = a.person_id))
  GROUP BY a.id`;

const OPEN = `state IN ('reserved', 'calling')`;

/**
 * The invariants of the accounting (DESIGN.md 6.7), each as a query for the rows that break it.
 *
 * I1 is decided by `quota_reserve` under its locks; here it is checked for what cannot change afterwards: no cap is
 * passed unless it was lowered.
 */
const INVARIANTS: Readonly<Record<string, string>> = {
  'I1 used + reserved ≤ cap unless the cap was lowered': `
    SELECT FROM quota_allocation a WHERE a.cap_tokens < a.used_tokens + a.reserved_tokens AND a.reserved_tokens > 0
       AND NOT EXISTS (SELECT FROM token_ledger l WHERE l.allocation_id = a.id AND l.cap_change < 0)`,
  'I2 reserved = sum of open reservations': `
    SELECT FROM quota_allocation a WHERE a.scope = 'contract' AND a.reserved_tokens <>
       (SELECT coalesce(sum(r.reserved_tokens), 0) FROM token_reservation r WHERE r.period_id = a.period_id AND r.${OPEN})`,
  'I3 used = sum of settled and corrections': `
    SELECT FROM quota_allocation a WHERE a.scope = 'contract' AND a.used_tokens <>
       (SELECT coalesce(sum(r.settled_tokens), 0) FROM token_reservation r WHERE r.period_id = a.period_id)
     + (SELECT coalesce(sum(l.used_change), 0) FROM token_ledger l WHERE l.period_id = a.period_id AND l.kind = 'correct')`,
  'I4 counters = sums of the ledger': `
    SELECT FROM (${SUMS}) s WHERE s.reserved <> s.reserved_tokens OR s.used <> s.used_tokens
       OR (s.cap_tokens IS NOT NULL AND s.cap <> s.cap_tokens)`,
  'I5 one closing entry a closed reservation, none an open one': `
    SELECT FROM token_reservation r WHERE (r.${OPEN}) =
       EXISTS (SELECT FROM token_ledger l WHERE l.reservation_id = r.id AND l.kind IN ('settle', 'release'))`,
  'I6 no open reservation long past its lease': `
    SELECT FROM token_reservation r WHERE r.${OPEN} AND r.lease_until < clock_timestamp() - make_interval(secs => $1)`,
  'I7 at most one result of a model a draft': `
    SELECT FROM draft_revision WHERE origin = 'model' GROUP BY draft_id HAVING count(*) > 1`,
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
