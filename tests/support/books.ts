import { randomUUID } from 'node:crypto';
import { invariantViolations, QuotaLedger, type CallToReserve, type CapRefusal, type Reservation, type Violation } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from './database.js';
import { addContract, addPeople, type Login } from './people.js';

const LEASE_MS = 60_000;
const RECONCILE_MS = 10_000;

interface Person {
  readonly id: string;
  readonly departmentId: string;
}

/** The ledger as the programs call it: with the restricted role, on a real PostgreSQL, a contract that contains now. */
export class Books {
  private constructor(
    readonly database: TestDatabase,
    readonly programs: DataSource,
    readonly ledger: QuotaLedger,
    private readonly people: ReadonlyMap<string, Person>,
  ) {}

  static async open(capTokens: number): Promise<Books> {
    const database = await createTestDatabase();
    await addPeople(database.owner);
    await addContract(database.owner, capTokens);
    const programs = await new DataSource({ type: 'postgres', url: database.url, poolSize: 48 }).initialize();
    const rows = await database.owner.query<(Person & { login: string })[]>(
      'SELECT login, id, department_id AS "departmentId" FROM person',
    );
    return new Books(database, programs, new QuotaLedger(programs, LEASE_MS), new Map(rows.map((row) => [row.login, row])));
  }

  /** The invariants that do not hold now. */
  violations(): Promise<Violation[]> {
    return invariantViolations(this.database.owner, RECONCILE_MS);
  }

  /** Closes the database. @returns the invariants that did not hold */
  async close(): Promise<readonly Violation[]> {
    const violations = await this.violations();
    await this.programs.destroy();
    await this.database.close();
    return violations;
  }

  person(login: Login): Person {
    const person = this.people.get(login);
    if (person === undefined) {
      throw new Error(`nobody is called ${login}`);
    }
    return person;
  }

  /** A call of 1,000 tokens for a draft of a1, unless something else is said. */
  aCall(changes: Partial<CallToReserve> & { readonly login?: Login } = {}): CallToReserve {
    const { login = 'a1', ...others } = changes;
    const { id: personId, departmentId } = this.person(login);
    const call = { draftId: randomUUID(), personId, departmentId, tokens: 1_000, templateId: 'kaigiroku', model: 'keiko' };
    return { ...call, origin: 'draft', ...others };
  }

  /** Reserves, calls and settles. @returns the reservation's id */
  async spend(usedTokens: number, changes: Parameters<Books['aCall']>[0] = {}): Promise<string> {
    const id = idOf(await this.ledger.reserve(this.aCall({ tokens: usedTokens, ...changes })));
    await this.ledger.markCalling(id);
    await this.ledger.settle(id, asSpent(usedTokens), this.programs.manager);
    return id;
  }

  /** Moves the ledger's clock; reservations are made at the instant that it shows. @param interval of PostgreSQL */
  async moveClock(interval: string): Promise<void> {
    await this.database.owner.query(
      `CREATE OR REPLACE FUNCTION quota_now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN clock_timestamp() + interval '${interval}'`,
    );
  }

  /** Used and reserved tokens of contract, department and person. */
  async counters(login: Login = 'a1'): Promise<[string, number, number][]> {
    const { id: personId, departmentId } = this.person(login);
    const { allowances } = await this.ledger.usage({ personId, departmentId });
    return allowances.map(({ scope, usedTokens, reservedTokens }) => [scope, usedTokens, reservedTokens]);
  }
}

/** How a call ends that took so many tokens. */
export function asSpent(usedTokens: number) {
  return { kind: 'settle', usedTokens, isEstimated: false, inputTokens: 1, answerTokens: 1 } as const;
}

/** @throws when the call was not reserved */
export function idOf(outcome: Reservation): string {
  if (outcome.kind !== 'reserved') {
    throw new Error(`not reserved: ${JSON.stringify(outcome)}`);
  }
  return outcome.reservationId;
}

/** @throws when the call was not refused */
export function refusalOf(outcome: Reservation): CapRefusal {
  if (outcome.kind !== 'refused') {
    throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  }
  return outcome.refusal;
}
