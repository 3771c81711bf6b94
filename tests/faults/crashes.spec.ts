import { sectionText, type TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
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

/** Word files of all cases. */
const downloads = new Downloads();

describe('processes that die', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeEach(async () => {
    installation = await Installation.start({ workers: 2, downloads, env: { LEASE_MS: '4000', QUEUE_LOCK_MS: '3000' } });
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
    const [late, first] = ['遅れて届いた文章です。', '先に届いた文章です。'].map((lead) => JSON.stringify({ lead }));
    await installation.model.next({ do: 'hold', after: 0, text: late }, { do: 'answer', text: first });
    const { id, holder } = await submitToOne(installation, a1);
    holder.signal('SIGSTOP');
    const asleepAt = performance.now();
    const draft = await a1.ended(id);
    expect(draft.state).toBe('ready');
    expect(sectionText(draft, 'lead')).toBe('先に届いた文章です。');
    await installation.model.release();
    await until('the late answer has been sent', async () => (await installation.model.calls())[0]?.isWhole === true);
    await until('it has slept for ten seconds', () => performance.now() - asleepAt > 10_000);
    holder.signal('SIGCONT');
    // It ends when it has done with everything that it had taken.
    await holder.end('SIGTERM');
    expect(await a1.draft(id)).toMatchObject({ state: 'ready', revision: draft.revision, sections: draft.sections });
    const closings = await installation.database.owner.query<{ kind: string }[]>(
      `SELECT l.kind FROM token_ledger l JOIN token_reservation r ON r.id = l.reservation_id
        WHERE r.draft_id = $1 AND l.kind <> 'reserve' ORDER BY l.id`,
      [id],
    );
    expect(closings.map(({ kind }) => kind)).toEqual(['settle', 'settle']);
    expect((await installation.model.meter()).requests).toBe(2);
    await installation.expectSound('at least');
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

describe('what was written all the same', () => {
  downloads.areSound();
});
