import type { CallToReserve } from '@bunan/quota';
import { Pool, type PoolClient } from 'pg';
import type { BenchDatabase } from './postgres.js';

/** One for each client, open before the first of them asks. */
const CONNECTIONS = 48;

const HELD = 'SELECT coalesce(sum(reserved_tokens), 0) AS held FROM token_reservation';

const RESERVE = `
  INSERT INTO token_reservation (period_id, draft_id, person_id, department_id, state, reserved_tokens, lease_until)
  SELECT id, $1, $2, $3, 'reserved', $4, clock_timestamp() + interval '10 minutes' FROM quota_period`;

/** The peers that pass a cap: they look whether there is room and insert, without locking what they looked at. */
export class CheckedInserts {
  private constructor(
    private readonly pool: Pool,
    private readonly capTokens: number,
    private readonly isTransaction: boolean,
  ) {}

  /** @param isTransaction look and insert in one transaction (READ COMMITTED), or each by itself */
  static async open({ url, owner }: BenchDatabase, capTokens: number, isTransaction: boolean): Promise<CheckedInserts> {
    await owner.query('GRANT INSERT ON token_reservation TO bunan_app');
    const pool = new Pool({ connectionString: url, max: CONNECTIONS });
    const connected = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
    for (const client of connected) {
      client.release();
    }
    return new CheckedInserts(pool, capTokens, isTransaction);
  }

  /** @returns whether the call was let through */
  async reserve(call: CallToReserve): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      if (this.isTransaction) {
        await client.query('BEGIN');
      }
      const isLetThrough = await this.insertIfRoom(client, call);
      if (this.isTransaction) {
        await client.query('COMMIT');
      }
      return isLetThrough;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async insertIfRoom(client: PoolClient, { draftId, personId, departmentId, tokens }: CallToReserve): Promise<boolean> {
    const { rows } = await client.query<{ held: string }>(HELD);
    if (Number(rows[0]?.held) + tokens > this.capTokens) {
      return false;
    }
    await client.query(RESERVE, [draftId, personId, departmentId, tokens]);
    return true;
  }
}
