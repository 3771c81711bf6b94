import { rowBatches } from '@bunan/database';
import type { DataSource } from 'typeorm';
import type { DayRange } from './report.js';

/** One entry of the ledger with the names of what it is about. Amounts are changes, tokens. */
export interface LedgerEntryRow {
  readonly id: string;
  /** `2026-04-01 09:30:00`, JST. */
  readonly at: string;
  readonly kind: 'reserve' | 'settle' | 'release' | 'grant' | 'correct';
  /** JST day that the entry counts to: that of its call's reservation. */
  readonly day: string;
  readonly department: string | null;
  readonly person: string | null;
  readonly template: string | null;
  readonly model: string | null;
  readonly origin: string | null;
  readonly capChange: string;
  readonly reservedChange: string;
  readonly usedChange: string;
  readonly isEstimated: boolean;
  readonly reason: string | null;
  readonly actedBy: string | null;
  readonly reservationId: string | null;
}

const ENTRIES = `
  SELECT l.id, to_char(l.at AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI:SS') AS at, l.kind, l.day::text AS day, d.name AS department,
         p.name AS person, coalesce(t.name, r.template_id) AS template, r.model, r.origin, l.cap_change AS "capChange",
         l.reserved_change AS "reservedChange", l.used_change AS "usedChange", l.is_estimated AS "isEstimated", l.reason,
         b.name AS "actedBy", l.reservation_id AS "reservationId"
    FROM token_ledger l
    LEFT JOIN token_reservation r ON r.id = l.reservation_id
    LEFT JOIN department d ON d.id = l.department_id
    LEFT JOIN person p ON p.id = l.person_id
    LEFT JOIN person b ON b.id = l.acted_by
    LEFT JOIN (SELECT DISTINCT ON (template_id) template_id, content ->> 'name' AS name
                 FROM template_version ORDER BY template_id, published_at IS NULL, version DESC) t ON t.template_id = r.template_id
   WHERE l.day BETWEEN $1 AND $2 ORDER BY l.id`;

/**
 * The entries that count to some days, in the order in which they were written, a batch at a time (rowBatches). Their
 * changes of what is used add up to what the reports of the same days say.
 */
export function ledgerEntries(dataSource: DataSource, { from, until }: DayRange): AsyncGenerator<LedgerEntryRow[], void, void> {
  return rowBatches<LedgerEntryRow>(dataSource, { sql: ENTRIES, values: [from, until] });
}
