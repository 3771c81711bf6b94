import type { HealthView, Problem } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Crowd } from '../support/crowd.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { until } from '../support/program.js';

/** Lines that a program may write in a second while something is away. */
const MAX_LINES_PER_SECOND = 100;

/** Drafts that are asked for, many more than a worker calls the model for at the same time. */
const WISHES = 200;

/** A call whose reservation was committed at the last moment is on its way for so long at most, ms. */
const SENT_WITHIN_MS = 500;

const jsonOf = async <T>(url: string): Promise<{ status: number; body: T }> => {
  const response = await fetch(url);
  const body: T = JSON.parse(await response.text());
  return { status: response.status, body };
};

const lines = (text: string) => text.split('\n').length;

/** The time as the rehearsal server notes it, ms. */
const now = () => performance.timeOrigin + performance.now();

describe('the model is away', () => {
  const downloads = new Downloads();
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start({ downloads });
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('P03 jobs wait and try again, and cost nothing meanwhile', async () => {
    const a1 = await installation.signedIn('a1');
    await installation.rehearsal.end();
    const ids = await Promise.all(Array.from({ length: 3 }, () => a1.submit()));
    await until('each has been refused twice', async () => {
      const all = await Promise.all(ids.map((id) => installation.reservations(id)));
      return all.every((reservations) => reservations.filter((each) => each.state === 'released').length >= 2);
    });
    expect((await installation.contract()).used).toBe(0);
    await installation.rehearsal.start();
    for (const id of ids) {
      expect((await a1.ended(id)).state).toBe('ready');
      const reservations = await installation.reservations(id);
      expect(reservations.at(-1)?.state).toBe('settled');
      expect(reservations.slice(0, -1).every(({ state }) => state === 'released')).toBe(true);
    }
    await installation.expectSound('exact');
  });

  downloads.areSound();
});

describe('the database is away', () => {
  const downloads = new Downloads();
  let postgres: OwnPostgres;
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    postgres = await OwnPostgres.start();
    installation = await Installation.start({ database: postgres, downloads, env: { LEASE_MS: '4000', QUEUE_LOCK_MS: '3000' } });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('P12 restarted at once with ten jobs under way: 503 meanwhile, every job comes to its end, the books add up', async () => {
    await installation.model.always({ do: 'hold', after: 2 });
    const ids = await Promise.all(Array.from({ length: 10 }, () => a1.submit()));
    await until('all calls are held', async () => (await installation.model.meter()).held === 10);
    await postgres.stopAtOnce();
    const askedAt = performance.now();
    const meanwhile = await a1.get<Problem>('/api/drafts');
    expect(meanwhile).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
    expect(await jsonOf<HealthView>(`${installation.url}/health`)).toMatchObject({ status: 200, body: { status: 'degraded' } });
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    await installation.model.always({ do: 'answer' });
    await installation.model.release();
    await postgres.startAgain();
    for (const id of ids) {
      expect((await a1.ended(id)).state).toBe('ready');
    }
    await installation.expectSound('at least');
  });

  it('no ledger, no call: not one reaches the model after the database has gone under load, until it is back', async () => {
    await installation.model.reset();
    await installation.rebase();
    await installation.model.always({ do: 'answer', delayMs: 700 });
    const crowd = await Crowd.submit(installation, [a1], WISHES);
    const requests = async () => (await installation.model.meter()).requests;
    await until('calls are being made', async () => (await requests()) > 0);
    await postgres.stopAtOnce();
    const goneAt = now();
    await until('the calls that were made are over', async () => (await installation.model.calls()).every(({ end }) => end !== 'open'));
    await until('those who wait have tried for five seconds', () => now() - goneAt > 5_000);
    const calls = await installation.model.calls();
    expect(calls.filter(({ receivedMs }) => receivedMs > goneAt + SENT_WITHIN_MS)).toEqual([]);
    expect(calls.length).toBeLessThan(WISHES);
    await postgres.startAgain();
    await crowd.until(WISHES, 'ready');
    const [row] = await postgres.owner.query<{ called: number }[]>(
      `SELECT count(*)::int AS called FROM token_reservation WHERE draft_id = ANY ($1) AND state LIKE 'settled%'`,
      [crowd.ids],
    );
    expect(row?.called).toBe(await requests());
    await installation.expectSound('at least');
  });

  it('P14 started before the database: stays up, says so, is ready when the database is', async () => {
    const [worker] = installation.workers;
    if (worker === undefined) {
      throw new Error('there is no worker');
    }
    await Promise.all([installation.api.end(), worker.end()]);
    await postgres.stopAtOnce();
    const before = [installation.api, worker].map((program) => lines(program.output));
    const startedAt = performance.now();
    await Promise.all([installation.api, worker].map((program) => program.start({ wait: false })));
    await until('the API answers', () =>
      fetch(`${installation.url}/health/live`).then(
        () => true,
        () => false,
      ),
    );
    await until('it has been without a database for twenty seconds', () => performance.now() - startedAt > 20_000);
    const health = await jsonOf<HealthView>(`${installation.url}/health`);
    expect(health).toMatchObject({ status: 200, body: { status: 'degraded', parts: [{ name: 'database', status: 'degraded' }] } });
    expect((await jsonOf(`${installation.url}/health/ready`)).status).toBe(503);
    expect((await jsonOf<Problem>(`${installation.url}/api/session`)).status).toBe(401);
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const [index, program] of [installation.api, worker].entries()) {
      expect((lines(program.output) - (before[index] ?? 0)) / seconds).toBeLessThan(MAX_LINES_PER_SECOND);
      expect(program.hasDied).toBe(false);
    }
    await postgres.startAgain();
    const backAt = performance.now();
    await Promise.all([installation.api, worker].map((program) => program.ready()));
    expect(performance.now() - backAt).toBeLessThan(10_000);
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
    await installation.expectSound('at least');
  });

  downloads.areSound();
});
