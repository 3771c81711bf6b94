import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyFile } from '@bunan/vault';
import type { DataSource } from 'typeorm';
import * as z from 'zod';
import { freePort } from '../../../apps/local/src/free-port.js';
import { preciseNow } from '../statistics.js';
import type { SignedIn } from './people.js';
import type { BenchDatabase } from './postgres.js';
import { Program } from './program.js';

/** How the rehearsal server answers when nothing else is said. */
export interface Pace {
  readonly delayMs: number;
  /** 0: the whole answer at once. */
  readonly charsPerSecond: number;
}

const callSchema = z.object({
  receivedMs: z.number(),
  firstByteMs: z.number().nullable(),
  lastByteMs: z.number().nullable(),
  body: z.object({ messages: z.array(z.object({ content: z.string() })) }),
});

/** One call as the rehearsal server saw it; ms since 1970. The draft that it wrote is found by what its messages say. */
export type ModelCall = z.infer<typeof callSchema>;

const receiptSchema = z.object({ id: z.string() });

const sampleSchema = z.object({ answers: z.record(z.string(), z.unknown()) });

/** How often the database is asked whether drafts are open, and for how long, ms. */
const LOOK_EVERY_MS = 20;
const IDLE_WITHIN_MS = 120_000;

const addressOf = (port: number) => `http://127.0.0.1:${String(port)}`;
const program = (name: string) => join('dist', 'apps', name, 'src', 'main.js');

/** Answers of a template's sample, with some of the bench's own. */
export function sampleAnswers(templateId: string, changes: object = {}): object {
  const sample: unknown = JSON.parse(readFileSync(join('templates', templateId, 'sample.json'), 'utf8'));
  return { ...sampleSchema.parse(sample).answers, ...changes };
}

/** Rehearsal server, API and worker as `npm start` runs them: one process each, with the settings nobody has changed. */
export class Installation {
  private constructor(
    readonly url: string,
    private readonly modelUrl: string,
    private readonly programs: readonly Program[],
    private readonly dir: string,
  ) {}

  static async start(database: BenchDatabase, pace: Pace): Promise<Installation> {
    const dir = mkdtempSync(join(tmpdir(), 'bunan-bench-keys-'));
    createKeyFile(join(dir, 'vault.key'));
    const [api = 0, model = 0, worker = 0] = await Promise.all([1, 2, 3].map(() => freePort('127.0.0.1', 0, 'PORT')));
    const [url, modelUrl, workerUrl] = [addressOf(api), addressOf(model), addressOf(worker)];
    const settings = {
      DATABASE_URL: database.url,
      DATA_DIR: dir,
      VAULT_KEY_FILE: join(dir, 'vault.key'),
      PORT: String(api),
      WORKER_HEALTH_PORT: String(worker),
      PUBLIC_ORIGIN: url,
      LLM_BASE_URL: `${modelUrl}/v1`,
      LLM_ALLOWED_HOSTS: `127.0.0.1:${String(model)}`,
      LLM_API_KEY: 'rehearsal',
      LLM_MODEL: 'keiko',
      LLM_PRACTICE: 'true',
    };
    const rehearsal = [program('rehearsal'), '--port', String(model), '--delay-ms', String(pace.delayMs)];
    const programs = await Promise.all([
      Program.start([...rehearsal, '--chars-per-second', String(pace.charsPerSecond)], {}, `${modelUrl}/health`),
      Program.start([program('api')], settings, `${url}/health/ready`),
      Program.start([program('worker')], settings, `${workerUrl}/health/ready`),
    ]);
    return new Installation(url, modelUrl, programs, dir);
  }

  /** The API's process. */
  get apiPid(): number {
    return this.programs[1]?.pid ?? 0;
  }

  /** Submits a form. @returns the draft's id */
  async submit(person: SignedIn, templateId: string, answers: object): Promise<string> {
    const response = await fetch(`${this.url}/api/drafts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: person.cookie,
        'x-csrf-token': person.csrfToken,
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ templateId, answers }),
    });
    if (response.status !== 202) {
      throw new Error(`submitting answered ${String(response.status)}: ${await response.text()}`);
    }
    return receiptSchema.parse(await response.json()).id;
  }

  /** The calls that the rehearsal server has answered, oldest first. */
  async modelCalls(): Promise<readonly ModelCall[]> {
    const response = await fetch(`${this.modelUrl}/control/calls`);
    return z.object({ calls: z.array(callSchema) }).parse(await response.json()).calls;
  }

  /** Waits until no draft is open any more. @returns when that was seen, ms since 1970 */
  async idle(owner: DataSource): Promise<number> {
    const end = performance.now() + IDLE_WITHIN_MS;
    while (performance.now() < end) {
      const open = await owner.query<unknown[]>(`SELECT FROM draft WHERE state IN ('queued', 'writing') LIMIT 1`);
      if (open.length === 0) {
        return preciseNow();
      }
      await sleep(LOOK_EVERY_MS);
    }
    throw new Error('drafts are still open');
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((each) => each.stop()));
    rmSync(this.dir, { recursive: true, force: true });
  }
}
