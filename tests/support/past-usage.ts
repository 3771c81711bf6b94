import { randomUUID } from 'node:crypto';
import { QuotaLedger } from '@bunan/quota';
import type { DataSource } from 'typeorm';

const TEMPLATES = ['kaigiroku', 'tsuchi-taigai', 'shimin-kaito'] as const;

/**
 * Fills the weeks before today with calls, as if the work had gone on for some time: reserved and settled by the acts of
 * the ledger itself, with its clock set back. Afterwards the clock is right again.
 *
 * @param days how many days back it begins
 * @param who condition on the people who work
 */
export async function addPastUsage(owner: DataSource, days: number, who = `login IN ('a1', 'a2', 'b1')`): Promise<void> {
  const ledger = new QuotaLedger(owner);
  const people = await owner.query<{ id: string; departmentId: string }[]>(
    `SELECT id, department_id AS "departmentId" FROM person WHERE ${who} ORDER BY login`,
  );
  for (let back = days; back > 0; back -= 1) {
    await setClock(owner, `clock_timestamp() - interval '${String(back)} days'`);
    for (const [index, { id: personId, departmentId }] of people.entries()) {
      const usedTokens = 1_000 + ((back * 397 + index * 811) % 2_500);
      const templateId = TEMPLATES[(back + index) % TEMPLATES.length] ?? 'kaigiroku';
      const call = { draftId: randomUUID(), personId, departmentId, tokens: 4_000, templateId, model: 'keiko' };
      const reservation = await ledger.reserve({ ...call, origin: back % 5 === 0 ? 'section' : 'draft' });
      if (reservation.kind === 'reserved') {
        await ledger.markCalling(reservation.reservationId);
        const settlement = { kind: 'settle', usedTokens, isEstimated: false, inputTokens: 900, answerTokens: usedTokens - 900 } as const;
        await ledger.settle(reservation.reservationId, settlement, owner.manager);
      }
    }
  }
  await setClock(owner, 'clock_timestamp()');
}

async function setClock(owner: DataSource, expression: string): Promise<void> {
  await owner.query(`CREATE OR REPLACE FUNCTION quota_now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN ${expression}`);
}
