import { randomUUID } from 'node:crypto';
import { dataSourceOptions } from '@bunan/database';
import { invariantViolations, type CallToReserve } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { addSignedIn } from './people.js';
import type { BenchDatabase } from './postgres.js';

/** Tokens of one call. */
export const TOKENS = 2_000;

/** How often the reconciler runs by default, ms. */
const RECONCILE_MS = 10_000;

/** Sets a cap by the act for it, for every row of a table that is joined with the one period. */
const setCaps = (columns: string, from: string) =>
  `SELECT count(quota_set_cap(q.id, ${columns}, $1, 'period', '測定', NULL)) FROM quota_period q, ${from}`;

/** A contract, departments and people with a cap each, and calls of theirs. */
export class Books {
  private next = 0;

  private constructor(
    readonly database: BenchDatabase,
    /** As the programs are connected, with so few connections as they need. */
    readonly programs: DataSource,
    private readonly people: readonly { readonly personId: string; readonly departmentId: string }[],
  ) {}

  /** @param capTokens of each person and each department */
  static async open(database: BenchDatabase, people: number, capTokens: number): Promise<Books> {
    const signedIn = await addSignedIn(database.owner, people);
    await database.owner.query(setCaps('d.id, NULL', 'department d'), [capTokens]);
    await database.owner.query(setCaps('NULL, p.id', 'person p'), [capTokens]);
    await requireDurable(database.owner);
    const programs = await new DataSource(dataSourceOptions({ url: database.url, poolSize: 4 }, 'bunan-bench')).initialize();
    return new Books(database, programs, signedIn);
  }

  /** A call of the next person. */
  call(): CallToReserve {
    const { personId = '', departmentId = '' } = this.people[this.next++ % this.people.length] ?? {};
    return { draftId: randomUUID(), personId, departmentId, tokens: TOKENS, templateId: 'bench', model: 'bench', origin: 'draft' };
  }

  /** Commits a transaction that changes nothing but is on the disk when it is answered. */
  async emptyCommit(): Promise<void> {
    await this.programs.query(`SELECT pg_logical_emit_message(true, 'bench', '')`);
  }

  /** @throws when a rule of the ledger does not hold, or more is held than a cap allows */
  async requireRight(): Promise<void> {
    const violations = await invariantViolations(this.database.owner, RECONCILE_MS);
    if (violations.length > 0) {
      throw new Error(`the ledger is wrong: ${JSON.stringify(violations)}`);
    }
    await requireWithinCaps(this.database);
  }

  async close(): Promise<void> {
    await this.programs.destroy();
  }
}

/** @throws when open reservations are more than a cap allows, added up anew from the reservations themselves */
export async function requireWithinCaps({ owner }: BenchDatabase): Promise<void> {
  const over = await owner.query<unknown[]>(
    `SELECT FROM quota_allocation a JOIN token_reservation r ON r.period_id = a.period_id AND r.state IN ('reserved', 'calling')
        AND (a.scope = 'contract' OR r.department_id = a.department_id OR r.person_id = a.person_id)
      GROUP BY a.id HAVING sum(r.reserved_tokens) > a.cap_tokens`,
  );
  if (over.length > 0) {
    throw new Error(`${String(over.length)} caps are passed`);
  }
}

/** @throws unless what is committed is on the disk */
async function requireDurable(owner: DataSource): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await owner.query<{ value: string }[]>('SELECT current_setting($1) AS value', [setting]);
    if (row?.value !== 'on') {
      throw new Error(`${setting} is ${String(row?.value)}`);
    }
  }
}
