import type { LedgerState } from '@bunan/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { invariantViolations, type Violation } from './invariants.js';

/**
 * Proves the ledger now and remembers how it went. When a rule does not hold, no more tokens are given out, on no
 * process, until an administrator has looked.
 *
 * @param reconcileIntervalMs how often the reconciler runs
 * @returns the rules that do not hold
 */
export async function checkLedger(dataSource: DataSource, reconcileIntervalMs: number): Promise<Violation[]> {
  const violations = await invariantViolations(dataSource, reconcileIntervalMs);
  await dataSource.query(
    `INSERT INTO ledger_check (checked_at, violations) VALUES (clock_timestamp(), $1)
     ON CONFLICT (once) DO UPDATE SET checked_at = excluded.checked_at, violations = excluded.violations`,
    [JSON.stringify(violations)],
  );
  if (violations.length > 0) {
    const reason = violations.map(({ invariant, rows }) => `${invariant} (${String(rows)})`).join('; ');
    await dataSource.query('INSERT INTO spending_halt (reason) VALUES ($1) ON CONFLICT DO NOTHING', [reason]);
  }
  return violations;
}

/** How the last check went and whether new calls are stopped. */
export async function ledgerState(manager: EntityManager): Promise<LedgerState> {
  const [check] = await manager.query<{ checkedAt: Date; violations: Violation[] }[]>(
    'SELECT checked_at AS "checkedAt", violations FROM ledger_check',
  );
  const [halt] = await manager.query<{ reason: string; since: Date }[]>(
    'SELECT reason, raised_at AS since FROM spending_halt WHERE lifted_at IS NULL',
  );
  return {
    violations: check?.violations ?? [],
    checkedAt: check?.checkedAt.toISOString() ?? null,
    halt: halt === undefined ? null : { reason: halt.reason, since: halt.since.toISOString() },
  };
}

/** Lets new calls through again. @returns false when they were not stopped */
export async function liftHalt(manager: EntityManager, personId: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `WITH lifted AS (UPDATE spending_halt SET lifted_at = clock_timestamp(), lifted_by = $1 WHERE lifted_at IS NULL RETURNING id)
     SELECT FROM lifted`,
    [personId],
  );
  return rows.length > 0;
}
