import { PreparingClient } from '@bunan/database';
import type { CallToReserve } from '@bunan/quota';
import { Pool, type PoolClient } from 'pg';
import type { BenchDatabase } from './postgres.js';

/** Round trips two, three and four: the same locks in the same order as ours. */
const LOCKS = ['person', 'department', 'contract'].map((scope) => {
  const of = scope === 'contract' ? '' : ` AND ${scope}_id = $2`;
  return `SELECT cap_tokens - used_tokens - reserved_tokens AS left FROM quota_allocation
           WHERE period_id = $1 AND scope = '${scope}'${of} FOR UPDATE`;
});

/** Round trip five: three counters, the reservation, the ledger's entry. */
const WRITE = `
  WITH counted AS (
    UPDATE quota_allocation SET reserved_tokens = reserved_tokens + $5
     WHERE period_id = $1 AND (scope = 'contract' OR person_id = $3 OR department_id = $4)),
  reserved AS (
    INSERT INTO token_reservation (period_id, draft_id, person_id, department_id, state, reserved_tokens, lease_until, template_id, model)
    VALUES ($1, $2, $3, $4, 'reserved', $5, clock_timestamp() + interval '1 minute', $6, $7) RETURNING id)
  INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change, day)
    SELECT $1, 'reserve', id, $3, $4, $5, quota_day(clock_timestamp()) FROM reserved`;

/**
 * The peer: a reservation as it is usually written, one transaction of six round trips (BEGIN, three times SELECT … FOR
 * UPDATE, one statement that writes, COMMIT), on a pool with a connection for each client. Statements are prepared.
 */
export class PlainTransactions {
  private constructor(
    private readonly pool: Pool,
    private readonly periodId: string,
  ) {}

  /** The restricted user may write the ledger's tables in this database: the peer has no functions for it. */
  static async open({ url, owner }: BenchDatabase, connections: number): Promise<PlainTransactions> {
    await owner.query('GRANT INSERT, UPDATE ON quota_allocation, token_reservation, token_ledger TO bunan_app');
    const [period] = await owner.query<{ id: string }[]>('SELECT id FROM quota_period');
    const pool = new Pool({ connectionString: url, max: connections, Client: PreparingClient });
    return new PlainTransactions(pool, period?.id ?? '');
  }

  /** @throws when a cap refuses: no bench of it comes near one */
  async reserve(call: CallToReserve): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await this.lock(client, call);
      const { draftId, personId, departmentId, tokens, templateId, model } = call;
      await client.query(WRITE, [this.periodId, draftId, personId, departmentId, tokens, templateId, model]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async lock(client: PoolClient, { personId, departmentId, tokens }: CallToReserve): Promise<void> {
    for (const [level, id] of [personId, departmentId, null].entries()) {
      const values = id === null ? [this.periodId] : [this.periodId, id];
      const { rows } = await client.query<{ left: string | null }>(LOCKS[level] ?? '', values);
      const left = rows[0]?.left ?? null;
      if (left !== null && Number(left) < tokens) {
        throw new Error('a cap refuses');
      }
    }
  }
}
