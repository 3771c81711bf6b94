import { DomainError, type ContractPeriod } from '@bunan/contracts';
import type { EntityManager } from 'typeorm';

/** A contract period in JST days; `until` is the last day. */
export interface PeriodToOpen {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly capTokens: number;
}

/** PostgreSQL: an exclusion constraint was violated (appendix A). */
const OVERLAPS = '23P01';

/**
 * Opens a contract period from the first instant of `from` to the last of `until`, JST.
 *
 * @param by the person who does it; null for a command of the operator
 * @throws {DomainError} `quota.overlap` when a day of it is a part of another period
 */
export async function openPeriod(manager: EntityManager, period: PeriodToOpen, by: string | null): Promise<void> {
  try {
    await manager.query(
      `SELECT quota_open_period($1, $2::date::timestamp AT TIME ZONE 'Asia/Tokyo',
              ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo', $4, $5)`,
      [period.name, period.from, period.until, period.capTokens, by],
    );
  } catch (error) {
    const isOverlap = error instanceof Error && 'code' in error && error.code === OVERLAPS;
    throw isOverlap ? new DomainError('quota.overlap', 'periods never overlap', {}, { cause: error }) : error;
  }
}

/** All contract periods, the newest first, with what was used of each. */
export async function contractPeriods(manager: EntityManager): Promise<ContractPeriod[]> {
  const rows = await manager.query<(Omit<ContractPeriod, 'capTokens' | 'usedTokens'> & { cap: string; used: string })[]>(
    `SELECT p.id, p.name, to_char(lower(p.during) AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD') AS from,
            to_char(upper(p.during) AT TIME ZONE 'Asia/Tokyo' - interval '1 day', 'YYYY-MM-DD') AS until,
            CASE WHEN p.during @> quota_now() THEN 'running' WHEN lower(p.during) > quota_now() THEN 'coming' ELSE 'over' END AS state,
            k.cap_tokens AS cap, k.used_tokens AS used
       FROM quota_period p JOIN quota_allocation k ON k.period_id = p.id AND k.scope = 'contract'
      ORDER BY lower(p.during) DESC`,
  );
  return rows.map(({ cap, used, ...period }) => ({ ...period, capTokens: Number(cap), usedTokens: Number(used) }));
}
