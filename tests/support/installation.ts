import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from '@bunan/vault';
import { freePort } from '../../apps/local/src/free-port.js';
import { TestClient } from './client.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import type { Downloads } from './downloads.js';
import { addContract, addPeople, type Login } from './people.js';
import { Program } from './program.js';
import { Rehearsal } from './rehearsal.js';
import { Soundness, type Case } from './soundness.js';

/** What of the installation a test wants otherwise. */
export interface InstallationOptions {
  readonly capTokens?: number;
  readonly workers?: number;
  /** Rehearsal servers: the second is the one that calls fall back to. */
  readonly providers?: 1 | 2;
  /** API processes, each with an address of its own. */
  readonly apis?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Pace of the rehearsal servers; as fast as it goes unless a test says so. */
  readonly charsPerSecond?: number;
  /** A database of the test's own. */
  readonly database?: TestDatabase;
  /** Takes a Word file of each case for the last cases of the spec (FAULTS.md, G8). */
  readonly downloads?: Downloads;
  /** What the worker processes have in their environment beside the settings, by their number. */
  readonly workerEnv?: readonly Readonly<Record<string, string>>[];
}

/** Short times, so that a test of an outage takes seconds; a key that must turn up nowhere. */
const TEST_SETTINGS = {
  LEASE_MS: '10000',
  RECONCILE_INTERVAL_MS: '2000',
  QUEUE_LOCK_MS: '4000',
  LLM_FIRST_BYTE_TIMEOUT_MS: '5000',
  LLM_IDLE_TIMEOUT_MS: '3000',
  LLM_TOTAL_TIMEOUT_MS: '15000',
  LLM_API_KEY: 'sk-CANARY-123',
  LLM_MODEL: 'keiko',
  LLM_PRACTICE: 'true',
  LOG_LEVEL: 'warn',
} as const;

const program = (name: string) => join('dist', 'apps', name, 'src', 'main.js');

/** An address of this machine at which nobody listens yet. */
async function localUrl(): Promise<string> {
  return `http://127.0.0.1:${String(await freePort('127.0.0.1', 0, ''))}`;
}

function portOf(url: string): string {
  return new URL(url).port;
}

function ours(name: 'api' | 'worker', settings: Readonly<Record<string, string>>, url: string): Program {
  return new Program(name, [program(name)], settings, `${url}/health/ready`);
}

function rehearsalProgram(url: string, charsPerSecond: number): Program {
  const pace = ['--delay-ms', '0', '--chars-per-second', String(charsPerSecond)];
  return new Program('rehearsal', [program('rehearsal'), '--port', portOf(url), ...pace], {}, `${url}/health`);
}

/** A rehearsal server: how it is told what to do, and its process. */
interface Provider {
  readonly model: Rehearsal;
  readonly rehearsal: Program;
}

function providerAt(url: string, charsPerSecond: number): Provider {
  return { model: new Rehearsal(url), rehearsal: rehearsalProgram(url, charsPerSecond) };
}

/** Where prompts go: the first provider, and the second if there is one. */
function modelSettings(urls: readonly string[]): Record<string, string> {
  const [first = '', fallback] = urls;
  const allowed = { LLM_BASE_URL: `${first}/v1`, LLM_ALLOWED_HOSTS: urls.map((url) => new URL(url).host).join(', ') };
  return fallback === undefined
    ? allowed
    : { ...allowed, LLM_FALLBACK_BASE_URL: `${fallback}/v1`, LLM_FALLBACK_API_KEY: 'sk-CANARY-123', LLM_FALLBACK_MODEL: 'yobi' };
}

/** Everything that an installation consists of. */
interface Parts {
  readonly database: TestDatabase;
  readonly providers: readonly Provider[];
  readonly apis: readonly Program[];
  readonly apiUrls: readonly string[];
  readonly workers: readonly Program[];
  readonly downloads: Downloads | undefined;
  /** Folder of the key file. */
  readonly dir: string;
}

/** Database, rehearsal server, API and workers: real processes on free ports, as they run in a city office. */
export class Installation {
  private readonly soundness: Soundness;
  /** Those who have signed in, by their login. */
  private readonly clients = new Map<string, TestClient>();

  private constructor(
    private readonly parts: Parts,
    readonly env: Readonly<Record<string, string>>,
  ) {
    this.soundness = new Soundness({
      database: parts.database,
      models: parts.providers.map(({ model }) => model),
      programs: this.programs,
      keyFile: join(parts.dir, 'vault.key'),
      leaseMs: Number(env.LEASE_MS),
      reconcileMs: Number(env.RECONCILE_INTERVAL_MS),
    });
  }

  static async start(options: InstallationOptions = {}): Promise<Installation> {
    const { database = await createTestDatabase(), apis = 1, workers = 1, providers = 1 } = options;
    await addPeople(database.owner);
    await addContract(database.owner, options.capTokens ?? 9_000_000);
    const dir = mkdtempSync(join(tmpdir(), 'bunan-keys-'));
    createKeyFile(join(dir, 'vault.key'));
    const modelUrls = await Promise.all(Array.from({ length: providers }, localUrl));
    const apiUrls = await Promise.all(Array.from({ length: apis }, localUrl));
    const workerUrls = await Promise.all(Array.from({ length: workers }, localUrl));
    const settings = {
      ...TEST_SETTINGS,
      DATABASE_URL: database.url,
      VAULT_KEY_FILE: join(dir, 'vault.key'),
      ...modelSettings(modelUrls),
      ...options.env,
    };
    const parts = {
      database,
      dir,
      apiUrls,
      providers: modelUrls.map((url) => providerAt(url, options.charsPerSecond ?? 0)),
      apis: apiUrls.map((url) => ours('api', { PUBLIC_ORIGIN: url, PORT: portOf(url), ...settings }, url)),
      workers: workerUrls.map((url, index) =>
        ours('worker', { WORKER_HEALTH_PORT: portOf(url), ...settings, ...options.workerEnv?.[index] }, url),
      ),
      downloads: options.downloads,
    };
    const installation = new Installation(parts, settings);
    try {
      await Promise.all(installation.programs.map((each) => each.start()));
    } catch (error) {
      await installation.stop();
      throw error;
    }
    return installation;
  }

  get database(): TestDatabase {
    return this.parts.database;
  }

  /** Addresses of the APIs. */
  get urls(): readonly string[] {
    return this.parts.apiUrls;
  }

  /** Address of the first API. */
  get url(): string {
    return this.urls[0] ?? '';
  }

  get model(): Rehearsal {
    return this.provider(0).model;
  }

  /** The model that calls fall back to. */
  get fallback(): Rehearsal {
    return this.provider(1).model;
  }

  get rehearsal(): Program {
    return this.provider(0).rehearsal;
  }

  /** The first API. */
  get api(): Program {
    const [api] = this.parts.apis;
    if (api === undefined) {
      throw new Error('the installation has no API');
    }
    return api;
  }

  get workers(): readonly Program[] {
    return this.parts.workers;
  }

  get programs(): readonly Program[] {
    return [...this.parts.providers.map(({ rehearsal }) => rehearsal), ...this.parts.apis, ...this.workers];
  }

  private provider(index: number): Provider {
    const provider = this.parts.providers[index];
    if (provider === undefined) {
      throw new Error(`the installation has no provider ${String(index)}`);
    }
    return provider;
  }

  /** A person who has signed in, at the first API unless another one is named. */
  async signedIn(login: Login, url = this.url): Promise<TestClient> {
    const client = new TestClient(url);
    const { status } = await client.signIn(login);
    if (status !== 200) {
      throw new Error(`${login} could not sign in: ${String(status)}`);
    }
    this.clients.set(login, client);
    return client;
  }

  /** Used and reserved of the contract, tokens. */
  async contract(): Promise<{ used: number; reserved: number; cap: number }> {
    const [row] = await this.database.owner.query<{ used: number; reserved: number; cap: number }[]>(
      `SELECT used_tokens::float8 AS used, reserved_tokens::float8 AS reserved, cap_tokens::float8 AS cap
         FROM quota_allocation a JOIN quota_period p ON p.id = a.period_id WHERE a.scope = 'contract' AND p.during @> now()`,
    );
    return row ?? { used: 0, reserved: 0, cap: 0 };
  }

  /** Raises or lowers the cap of the contract, tokens. */
  async grant(changeTokens: number): Promise<void> {
    await this.database.owner.query(`SELECT quota_grant(id, NULL, NULL, $1, '試験', NULL) FROM quota_period WHERE during @> now()`, [
      changeTokens,
    ]);
  }

  /** From here on a new case begins: the model's meter, which has just been reset, is compared with what is used from now on. */
  async rebase(): Promise<void> {
    await this.soundness.begin();
  }

  /** Everything that the programs have written to their logs. */
  get output(): string {
    return this.programs.map((each) => each.output).join('');
  }

  /** Every row of every table, ours and the queue's, as text: what a stolen copy of the database would show. */
  async dump(): Promise<string> {
    const { owner } = this.database;
    const tables = await owner.query<{ name: string }[]>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const rows = await Promise.all(tables.map(({ name }) => owner.query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`)));
    return rows.flatMap((table) => table.map(({ row }) => row)).join('\n');
  }

  /** Rows of the ledger's reservations of a draft, oldest first. */
  reservations(draftId: string): Promise<{ id: string; state: string; model: string; reserved: number; settled: number | null }[]> {
    return this.database.owner.query(
      `SELECT id, state, model, reserved_tokens::float8 AS reserved, settled_tokens::float8 AS settled
         FROM token_reservation WHERE draft_id = $1 ORDER BY reserved_at`,
      [draftId],
    );
  }

  /**
   * What holds after every case (FAULTS.md, G1 to G7; for G8 a Word file is taken): see Soundness.
   *
   * @param billing `exact` where the case has no fault that hides the provider's count
   */
  async expectSound(billing: Case['billing'], more: Omit<Case, 'billing'> = {}): Promise<void> {
    await this.soundness.expect({ billing, ...more });
    if (this.parts.downloads !== undefined) {
      await this.download(this.parts.downloads);
    }
  }

  /** Takes the Word file of the newest draft that a model has written. */
  private async download(downloads: Downloads): Promise<void> {
    const [newest] = await this.database.owner.query<{ id: string; login: string }[]>(
      `SELECT d.id, p.login FROM draft d JOIN person p ON p.id = d.author_id
        WHERE d.state = 'ready' AND d.writer = 'model' ORDER BY d.updated_at DESC LIMIT 1`,
    );
    const author = newest && this.clients.get(newest.login);
    if (author !== undefined) {
      const file = await author.get(`/api/drafts/${newest?.id ?? ''}/docx`);
      expect(file.status).toBe(200);
      downloads.add(file.bytes);
    }
  }

  async stop(): Promise<void> {
    await this.soundness.end();
    await Promise.all(this.workers.map((worker) => worker.end()));
    await Promise.all([...this.parts.apis, ...this.parts.providers.map(({ rehearsal }) => rehearsal)].map((each) => each.end()));
    await this.database.close();
    rmSync(this.parts.dir, { recursive: true, force: true });
  }
}
