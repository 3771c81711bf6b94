import type { EstimatedCall, EstimatedCalls } from '@bunan/contracts';
import type { EntityManager } from 'typeorm';
import type { Authority } from './caps.js';

/** Calls that one answer lists. */
const LISTED = 200;

interface CallRow {
  reservationId: string;
  personId: string;
  personName: string;
  departmentName: string;
  templateId: string;
  model: string;
  reservedAt: Date;
  settledTokens: string;
  countedTokens: string;
  isCorrected: boolean;
  total: string;
}

const CALLS = `
  SELECT r.id AS "reservationId", p.id AS "personId", p.name AS "personName", d.name AS "departmentName", r.template_id AS "templateId",
         r.model, r.reserved_at AS "reservedAt", r.settled_tokens AS "settledTokens",
         r.settled_tokens + coalesce(c.used, 0) AS "countedTokens", c.used IS NOT NULL AS "isCorrected", count(*) OVER () AS total
    FROM token_reservation r JOIN person p ON p.id = r.person_id JOIN department d ON d.id = r.department_id
    LEFT JOIN LATERAL (SELECT sum(l.used_change) AS used FROM token_ledger l WHERE l.reservation_id = r.id AND l.kind = 'correct') c ON true
   WHERE r.state = 'settled_estimated'`;

/** Calls whose price nobody knows for sure, newest first: those that were not corrected yet come before the others. */
export async function estimatedCalls(manager: EntityManager): Promise<EstimatedCalls> {
  const rows = await manager.query<CallRow[]>(`${CALLS} ORDER BY c.used IS NOT NULL, r.closed_at DESC LIMIT ${String(LISTED)}`);
  return { calls: rows.map(callView), total: Number(rows[0]?.total ?? 0) };
}

/**
 * Corrects a call that was settled by estimate with an entry of its own.
 *
 * @param usedTokens what it really took; the entry is the difference to what it counts for by then
 * @returns false when there is no such call
 */
export async function correctCall(manager: EntityManager, reservationId: string, usedTokens: number, by: Authority): Promise<boolean> {
  const [row] = await manager.query<{ answer: boolean }[]>('SELECT quota_correct_to($1, $2, $3, $4) AS answer', [
    ...[reservationId, usedTokens, by.reason, by.personId],
  ]);
  return row?.answer === true;
}

function callView(row: CallRow): EstimatedCall {
  const { reservationId, departmentName, templateId, model, isCorrected } = row;
  return {
    ...{ reservationId, departmentName, templateId, model, isCorrected },
    person: { id: row.personId, name: row.personName },
    reservedAt: row.reservedAt.toISOString(),
    settledTokens: Number(row.settledTokens),
    countedTokens: Number(row.countedTokens),
  };
}
