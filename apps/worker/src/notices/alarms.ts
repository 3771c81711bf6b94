import type { EntityManager } from 'typeorm';

/** An alarm that was raised now, and the figures that explain it. */
export interface RaisedAlarm {
  readonly id: string;
  readonly action: 'ledger' | 'overrun';
  readonly detail: Readonly<Record<string, string | number>>;
}

interface OverrunRow {
  id: string;
  day: string;
  calls: number;
  overTokens: string;
}

/** An alarm for each time that new calls were stopped because the ledger does not add up. */
async function raiseLedgerAlarms(manager: EntityManager): Promise<RaisedAlarm[]> {
  const rows = await manager.query<{ id: string; reason: string }[]>(
    `WITH raised AS (
       INSERT INTO notice (kind, halt_id)
         SELECT 'ledger', h.id FROM spending_halt h
          WHERE h.lifted_at IS NULL AND NOT EXISTS (SELECT FROM notice n WHERE n.halt_id = h.id)
         ON CONFLICT DO NOTHING RETURNING id, halt_id)
     SELECT r.id, h.reason FROM raised r JOIN spending_halt h ON h.id = r.halt_id ORDER BY r.id`,
  );
  return rows.map(({ id, reason }) => ({ id, action: 'ledger', detail: { reason } }));
}

/**
 * An alarm for each day on which calls took more than was reserved for them. It counts on while the day lasts, and is
 * new only once: a provider that counts a little more than we do would ring all day.
 */
async function raiseOverrunAlarms(manager: EntityManager): Promise<RaisedAlarm[]> {
  const rows = await manager.query<OverrunRow[]>(
    `WITH overrun AS (
       SELECT quota_day(r.closed_at) AS day, count(*)::integer AS calls, sum(r.settled_tokens - r.reserved_tokens)::bigint AS tokens
         FROM token_reservation r
        WHERE r.settled_tokens > r.reserved_tokens
          AND r.closed_at >= (quota_day(clock_timestamp()) - 1)::timestamp AT TIME ZONE 'Asia/Tokyo' GROUP BY 1),
     counted AS (UPDATE notice n SET calls = o.calls, over_tokens = o.tokens FROM overrun o WHERE n.day = o.day AND n.calls <> o.calls),
     raised AS (
       INSERT INTO notice (kind, day, calls, over_tokens)
         SELECT 'overrun', o.day, o.calls, o.tokens FROM overrun o WHERE NOT EXISTS (SELECT FROM notice n WHERE n.day = o.day)
          ORDER BY o.day
         ON CONFLICT DO NOTHING RETURNING id, day, calls, over_tokens)
     SELECT id, day::text, calls, over_tokens AS "overTokens" FROM raised ORDER BY id`,
  );
  return rows.map(({ id, day, calls, overTokens }) => ({ id, action: 'overrun', detail: { day, calls, overTokens: Number(overTokens) } }));
}

/** Raises the alarms about the ledger that have not been raised yet. */
export async function raiseAlarms(manager: EntityManager): Promise<RaisedAlarm[]> {
  return [...(await raiseLedgerAlarms(manager)), ...(await raiseOverrunAlarms(manager))];
}
