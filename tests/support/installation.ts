import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '@bunan/audit';
import { invariantViolations } from '@bunan/quota';
import { createKeyFile } from '@bunan/vault';
import { freePort } from '../../apps/local/src/free-port.js';
import { TestClient } from './client.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { addContract, addPeople, type Login } from './people.js';
import { Program, until } from './program.js';
import { Rehearsal } from './rehearsal.js';

/** What of the installation a test wants otherwise. */
export interface InstallationOptions {
  readonly capTokens?: number;
  readonly workers?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Pace of the rehearsal server; as fast as it goes unless a test says so. */
  readonly charsPerSecond?: number;
  /** A database of the test's own. */
  readonly database?: TestDatabase;
}

/** Short times, so that a test of an outage takes seconds (FAULTS.md, fixture). */
export const FAST = {
  LEASE_MS: '10000',
  RECONCILE_INTERVAL_MS: '2000',
  QUEUE_LOCK_MS: '4000',
  LLM_FIRST_BYTE_TIMEOUT_MS: '5000',
  LLM_IDLE_TIMEOUT_MS: '3000',
  LLM_TOTAL_TIMEOUT_MS: '15000',
} as const;

const program = (name: string) => join('dist', 'apps', name, 'src', 'main.js');

/** Database, rehearsal server, API and workers: real processes on free ports, as they run in a city office. */
export class Installation {
  /** What the contract had used when the model's meter was at 0. */
  private usedBefore = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly url: string,
    readonly model: Rehearsal,
    readonly rehearsal: Program,
    readonly api: Program,
    readonly workers: readonly Program[],
    private readonly dir: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({
    capTokens = 9_000_000,
    workers = 1,
    env = {},
    charsPerSecond = 0,
    database: own,
  }: InstallationOptions = {}): Promise<Installation> {
    const database = own ?? (await createTestDatabase());
    await addPeople(database.owner);
    await addContract(database.owner, capTokens);
    const dir = mkdtempSync(join(tmpdir(), 'bunan-keys-'));
    createKeyFile(join(dir, 'vault.key'));
    const [apiPort, modelPort, ...healthPorts] = await Promise.all(Array.from({ length: 2 + workers }, () => freePort('127.0.0.1', 0, '')));
    const url = `http://127.0.0.1:${String(apiPort)}`;
    const modelUrl = `http://127.0.0.1:${String(modelPort)}`;
    const settings = {
      DATABASE_URL: database.url,
      VAULT_KEY_FILE: join(dir, 'vault.key'),
      PORT: String(apiPort),
      PUBLIC_ORIGIN: url,
      LLM_BASE_URL: `${modelUrl}/v1`,
      LLM_ALLOWED_HOSTS: `127.0.0.1:${String(modelPort)}`,
      LLM_API_KEY: 'sk-CANARY-123',
      LLM_MODEL: 'keiko',
      LLM_PRACTICE: 'true',
      LOG_LEVEL: 'warn',
      ...FAST,
      ...env,
    };
    const pace = ['--delay-ms', '0', '--chars-per-second', String(charsPerSecond)];
    const rehearsal = new Program('rehearsal', [program('rehearsal'), '--port', String(modelPort), ...pace], {}, `${modelUrl}/health`);
    const api = new Program('api', [program('api')], settings, `${url}/health/ready`);
    const workerPrograms = healthPorts.map(
      (port) =>
        new Program(
          'worker',
          [program('worker')],
          { ...settings, WORKER_HEALTH_PORT: String(port) },
          `http://127.0.0.1:${String(port)}/health/ready`,
        ),
    );
    await Promise.all([rehearsal, api, ...workerPrograms].map((each) => each.start()));
    return new Installation(database, url, new Rehearsal(modelUrl), rehearsal, api, workerPrograms, dir, settings);
  }

  get programs(): readonly Program[] {
    return [this.rehearsal, this.api, ...this.workers];
  }

  /** A person who has signed in. */
  async signedIn(login: Login): Promise<TestClient> {
    const client = new TestClient(this.url);
    const { status } = await client.signIn(login);
    if (status !== 200) {
      throw new Error(`${login} could not sign in: ${String(status)}`);
    }
    return client;
  }

  /** Used and reserved of the contract, tokens. */
  async contract(): Promise<{ used: number; reserved: number; cap: number }> {
    const [row] = await this.database.owner.query<{ used: number; reserved: number; cap: number }[]>(
      `SELECT used_tokens::float8 AS used, reserved_tokens::float8 AS reserved, cap_tokens::float8 AS cap
         FROM quota_allocation WHERE scope = 'contract'`,
    );
    return row ?? { used: 0, reserved: 0, cap: 0 };
  }

  /** Raises or lowers the cap of the contract, tokens. */
  async grant(changeTokens: number): Promise<void> {
    await this.database.owner.query(
      `SELECT quota_grant(period_id, NULL, NULL, $1, '試験', NULL) FROM quota_allocation WHERE scope = 'contract'`,
      [changeTokens],
    );
  }

  /** From here on the model's meter, which has just been reset, is compared with what is used from now on. */
  async rebase(): Promise<void> {
    this.usedBefore = (await this.contract()).used;
  }

  /** Rows of the ledger's reservations of a draft, oldest first. */
  reservations(draftId: string): Promise<{ state: string; reserved: number; settled: number | null }[]> {
    return this.database.owner.query(
      `SELECT state, reserved_tokens::float8 AS reserved, settled_tokens::float8 AS settled
         FROM token_reservation WHERE draft_id = $1 ORDER BY reserved_at`,
      [draftId],
    );
  }

  /**
   * What holds after every case (FAULTS.md, G1 to G7): nothing stays reserved, we have counted at least what was
   * billed, the books add up, the record is whole, nobody has died.
   *
   * @param billing `exact` where the case has no fault that hides the provider's count
   */
  async expectSound(billing: 'exact' | 'at least'): Promise<void> {
    const leaseMs = Number(this.env.LEASE_MS);
    const reconcileMs = Number(this.env.RECONCILE_INTERVAL_MS);
    await until('nothing is reserved any more (G2)', async () => (await this.contract()).reserved === 0, leaseMs + 2 * reconcileMs + 5_000);
    const { used, cap } = await this.contract();
    const { billedTokens } = await this.model.meter();
    expect(used).toBeLessThanOrEqual(cap);
    if (billing === 'exact') {
      expect(used - this.usedBefore).toBe(billedTokens);
    } else {
      expect(used - this.usedBefore).toBeGreaterThanOrEqual(billedTokens);
    }
    expect(await invariantViolations(this.database.owner, reconcileMs)).toEqual([]);
    expect(await verifyAudit(this.database.owner)).toBeNull();
    expect(this.programs.filter((each) => each.hasDied).map((each) => each.name)).toEqual([]);
    expect(this.programs.map((each) => each.output).join('')).not.toMatch(/unhandled|sk-CANARY-123|TypeError/i);
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end()));
    await Promise.all([this.api.end(), this.rehearsal.end()]);
    await this.database.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
