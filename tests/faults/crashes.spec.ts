import { randomUUID } from 'node:crypto';
import { CapWatch } from '../support/cap-watch.js';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { LiveFollower } from '../support/live.js';
import { until, type Program } from '../support/program.js';

/** One of the two workers is held still while the other one takes the job. */
async function submitToOne(installation: Installation, client: TestClient): Promise<{ id: string; holder: Program; other: Program }> {
  const [holder, other] = installation.workers;
  if (holder === undefined || other === undefined) {
    throw new Error('this needs two workers');
  }
  other.signal('SIGSTOP');
  const id = await client.submit();
  await until('the model holds the call', async () => (await installation.model.meter()).held === 1);
  other.signal('SIGCONT');
  return { id, holder, other };
}

describe('processes that die', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeEach(async () => {
    installation = await Installation.start({ workers: 2, env: { LEASE_MS: '4000', QUEUE_LOCK_MS: '3000' } });
    a1 = await installation.signedIn('a1');
  });
  afterEach(async () => {
    await installation.stop();
  });

  it('P10 kill -9 of the worker that holds a job: another one finishes it, the first call stays paid', async () => {
    await installation.model.next({ do: 'hold', after: 2 });
    const { id, holder } = await submitToOne(installation, a1);
    await holder.end('SIGKILL');
    const draft = await a1.ended(id);
    expect(draft.state).toBe('ready');
    const reservations = await installation.reservations(id);
    expect(reservations.map((reservation) => reservation.state)).toEqual(['settled_estimated', 'settled']);
    expect(reservations[0]?.settled).toBe(reservations[0]?.reserved);
    expect((await installation.model.meter()).requests).toBe(2);
    await installation.expectSound('at least');
  });

  it('P11 a worker that sleeps past its lease: its late answer is thrown away, nothing is closed twice', async () => {
    await installation.model.next({ do: 'hold', after: 0 });
    const { id, holder } = await submitToOne(installation, a1);
    holder.signal('SIGSTOP');
    const draft = await a1.ended(id);
    await installation.model.release();
    await until('the late answer has been sent', async () => (await installation.model.calls())[0]?.answerTokens !== 0);
    holder.signal('SIGCONT');
    await until('the late call has ended', async () => (await installation.model.calls())[0]?.end !== 'open');
    await installation.expectSound('at least');
    expect(await a1.draft(id)).toMatchObject({ state: 'ready', revision: draft.revision, sections: draft.sections });
  });

  it('P13 kill -9 of the API: jobs and sessions go on, those who follow see the right end', async () => {
    await installation.model.always({ do: 'hold', after: 2 });
    const ids = await Promise.all(Array.from({ length: 10 }, () => a1.submit()));
    await until('all calls are held', async () => (await installation.model.meter()).held === 10);
    const followers = ids.slice(0, 5).map((id) => new LiveFollower(a1, id));
    await until('all follow', () => followers.every((follower) => follower.latest !== null));
    await installation.api.end('SIGKILL');
    await installation.model.always({ do: 'answer' });
    await installation.model.release();
    await installation.api.start();
    for (const id of ids) {
      expect((await a1.ended(id)).state).toBe('ready');
    }
    await until('the followers have seen the end', () => followers.every((follower) => follower.latest?.state === 'ready'));
    for (const follower of followers) {
      await follower.close();
      expect(follower.versions).toEqual(follower.versions.toSorted((a, b) => a - b));
    }
    await installation.expectSound('exact');
  });

  it('a worker that is told to end finishes what it writes', async () => {
    await installation.model.next({ do: 'hold', after: 2 });
    const { id, holder } = await submitToOne(installation, a1);
    const ended = holder.end('SIGTERM');
    await installation.model.release();
    await ended;
    expect((await a1.ended(id)).state).toBe('ready');
    expect((await installation.model.meter()).requests).toBe(1);
    await installation.expectSound('exact');
  });
});

describe('more wishes than tokens', () => {
  let installation: Installation;

  beforeAll(async () => {
    // The model holds its answers until all are decided, however long that takes on a busy machine.
    installation = await Installation.start({ workers: 2, env: { LLM_FIRST_BYTE_TIMEOUT_MS: '110000', LLM_TOTAL_TIMEOUT_MS: '115000' } });
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('P08 200 at once with room for five: five reach the model, the others end with the cap named', async () => {
    const people = await Promise.all((['a1', 'a2', 'b1'] as const).map((login) => installation.signedIn(login)));
    const [a1] = people;
    if (a1 === undefined) {
      throw new Error('nobody has signed in');
    }
    const first = await a1.ended(await a1.submit());
    const [{ reserved } = { reserved: 0 }] = await installation.reservations(first.id);
    const { used, cap } = await installation.contract();
    await installation.grant(used + 5 * reserved - cap);
    await installation.model.reset();
    await installation.rebase();
    await installation.model.always({ do: 'hold', after: 0 });
    const watch = new CapWatch(installation);
    const answers = await a1.sample('tsuchi-taigai');
    const submits = Array.from({ length: 200 }, (_, index) => {
      const person = people[index % people.length] ?? a1;
      const headers = { 'idempotency-key': randomUUID() };
      return person.post<{ id: string }>('/api/drafts', { templateId: 'tsuchi-taigai', answers }, headers);
    });
    const receipts = await Promise.all(submits);
    expect(receipts.every(({ status }) => status === 202)).toBe(true);
    const count = async (state: string) => {
      const [row] = await installation.database.owner.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM draft WHERE state = $1',
        [state],
      );
      return row?.count ?? 0;
    };
    await until('all others have been stopped', async () => (await count('stopped')) === 195);
    expect(await installation.model.meter()).toMatchObject({ requests: 5, held: 5 });
    await installation.model.release();
    await until('the five are ready', async () => (await count('ready')) === 6);
    await watch.expectKept();
    await installation.expectSound('exact');
    expect(await installation.contract()).toMatchObject({ reserved: 0 });
    // What was reserved and not needed can be used again.
    await installation.model.always({ do: 'answer' });
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
  });
});
