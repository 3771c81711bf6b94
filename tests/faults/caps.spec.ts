import type { CapsView, DraftView, Problem } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Crowd } from '../support/crowd.js';
import { Installation } from '../support/installation.js';
import { PATIENT } from '../support/office.js';
import { addStaff, type Login } from '../support/people.js';
import { until } from '../support/program.js';

/** A case that holds the model back takes as long as the slowest decision. */
const HELD = { endsWithinMs: 110_000 };

/** Leaves room for exactly so many reservations of the test's form. @returns the contract as it is then */
async function leaveRoomFor(installation: Installation, client: TestClient, count: number): ReturnType<Installation['contract']> {
  await installation.grant(1_000_000);
  const first = await client.ended(await client.submit());
  expect(first.state).toBe('ready');
  const [{ reserved } = { reserved: 0 }] = await installation.reservations(first.id);
  const { used, cap } = await installation.contract();
  await installation.grant(used + count * reserved - cap);
  await installation.model.reset();
  await installation.rebase();
  return installation.contract();
}

describe('more wishes than tokens', () => {
  let installation: Installation;
  let people: TestClient[];
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 2, env: PATIENT });
    const logins: Login[] = ['a1', 'a2', 'b1', ...(await addStaff(installation.database.owner, 17))];
    people = await Promise.all(logins.map((login) => installation.signedIn(login)));
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('P08 200 at once from 20 people, room for five: five reach the model, the others end within 5 s with the cap named', async () => {
    await leaveRoomFor(installation, a1, 5);
    await installation.model.always({ do: 'hold', after: 0 });
    const crowd = await Crowd.submit(installation, people, 200);
    await crowd.until(195, 'stopped');
    expect(await installation.model.meter()).toMatchObject({ requests: 5, held: 5 });
    const { caps, longestMs } = await crowd.stops();
    expect(caps).toEqual(['contract cap']);
    expect(longestMs).toBeLessThan(5_000);
    await installation.model.release();
    await crowd.until(5, 'ready');
    await installation.expectSound('exact');
    expect((await installation.model.meter()).requests).toBe(5);
    // What was reserved and not needed can be used again.
    await installation.model.always({ do: 'answer' });
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
  });

  it('P09 used up: staff are told which cap, nobody reaches the model any more; when it is raised it goes on without a restart', async () => {
    await leaveRoomFor(installation, a1, 10);
    const { stopped, made } = await useUp(a1);
    expect(stopped).toMatchObject({ state: 'stopped', stopped: { scope: 'contract', reason: 'cap', raisers: ['職員　admin'] } });
    expect(stopped.stopped?.message).toMatch(/^市の契約のトークンの残りが足りないため、AIは書けません。入力は残っています。/);
    const { requests } = await installation.model.meter();
    expect(requests).toBe(made);
    expect(requests).toBeGreaterThanOrEqual(10);
    const admin = await installation.signedIn('admin');
    const ids = await tryAllRoles(installation, a1);
    expect((await installation.model.meter()).requests).toBe(requests);
    const { cap } = await installation.contract();
    const raised = await admin.send<CapsView>('PUT', '/api/caps/contract', { capTokens: cap + 1_000_000, reason: '補正予算' });
    expect([raised.status, raised.body.contract?.capTokens]).toEqual([200, cap + 1_000_000]);
    for (const [client, id] of ids) {
      expect((await client.post(`/api/drafts/${id}/resume`, {})).status).toBe(200);
      expect((await client.ended(id, 5_000)).state).toBe('ready');
    }
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
    const entries = await installation.database.owner.query<{ action: string; detail: object }[]>(
      `SELECT action, detail FROM audit_entry WHERE action = 'cap.contract' OR (action = 'draft.stopped' AND object_id = $1) ORDER BY id`,
      [stopped.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['draft.stopped', 'cap.contract']);
    expect(entries[1]?.detail).toMatchObject({ capTokens: cap + 1_000_000 });
    await installation.expectSound('exact');
  });
});

/** One draft after the other, until one does not become ready. @returns it, and how many did */
async function useUp(client: TestClient): Promise<{ stopped: DraftView; made: number }> {
  for (let made = 0; ; made += 1) {
    const draft = await client.ended(await client.submit());
    if (draft.state !== 'ready') {
      return { stopped: draft, made };
    }
  }
}

/** Everybody asks for a draft once nothing is left. @returns those of whom one was taken on, with their draft */
async function tryAllRoles(installation: Installation, a1: TestClient): Promise<[TestClient, string][]> {
  const body = { templateId: 'tsuchi-taigai', answers: await a1.sample('tsuchi-taigai') };
  const stopped: [TestClient, string][] = [];
  const refused: string[] = [];
  for (const login of ['a2', 'head', 'b1', 'curator', 'admin', 'auditor'] as const) {
    const client = await installation.signedIn(login);
    const answer = await client.post<Problem & { id: string }>('/api/drafts', body, { 'idempotency-key': login });
    if (answer.status === 202) {
      expect((await client.ended(answer.body.id)).state).toBe('stopped');
      stopped.push([client, answer.body.id]);
    } else {
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      refused.push(login);
    }
  }
  expect(stopped.length).toBeGreaterThanOrEqual(3);
  expect(stopped.length + refused.length).toBe(6);
  return stopped;
}

describe('1,000 at once, room for 50', () => {
  it.each([1, 4])('with %p workers: exactly 50 reach the model, the others end with the cap named', async (workers) => {
    const env = { ...PATIENT, WORKER_CONCURRENCY: '64' };
    const installation = await Installation.start({ workers, env });
    try {
      const people = await Promise.all((['a1', 'a2', 'b1'] as const).map((login) => installation.signedIn(login)));
      const [a1] = people;
      const before = await leaveRoomFor(installation, a1 ?? (await installation.signedIn('a1')), 50);
      await installation.model.always({ do: 'hold', after: 0 });
      // The workers wake up to all of them.
      for (const worker of installation.workers) {
        worker.signal('SIGSTOP');
      }
      const crowd = await Crowd.submit(installation, people, 1_000);
      expect(await crowd.count('queued')).toBe(1_000);
      for (const worker of installation.workers) {
        worker.signal('SIGCONT');
      }
      await crowd.until(950, 'stopped');
      await until('all calls are held', async () => (await installation.model.meter()).held === 50);
      expect((await crowd.stops()).caps).toEqual(['contract cap']);
      const held = await installation.contract();
      expect(held).toEqual({ used: before.used, reserved: before.cap - before.used, cap: before.cap });
      await installation.model.release();
      await crowd.until(50, 'ready');
      await installation.expectSound('exact', HELD);
      const { requests, billedTokens } = await installation.model.meter();
      expect(requests).toBe(50);
      expect(await installation.contract()).toEqual({ used: before.used + billedTokens, reserved: 0, cap: before.cap });
      // What was reserved and not needed can be used again.
      await installation.model.always({ do: 'answer' });
      const last = await installation.signedIn('a1');
      expect((await last.ended(await last.submit())).state).toBe('ready');
    } finally {
      await installation.stop();
    }
  });
});
