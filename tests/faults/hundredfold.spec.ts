import type { TestClient } from '../support/client.js';
import { Crowd } from '../support/crowd.js';
import { Deliveries } from '../support/deliveries.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';
import { LiveFollower } from '../support/live.js';
import { until } from '../support/program.js';

const TIMES = 100;
const BATCH = 25;

/** Each fault a hundred times, at the same time: nothing stays reserved, and nothing that was billed is missing. */
describe('a hundred at once', () => {
  const downloads = new Downloads();
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    const patient = { LLM_FIRST_BYTE_TIMEOUT_MS: '50000', LLM_IDLE_TIMEOUT_MS: '50000', LLM_TOTAL_TIMEOUT_MS: '55000' };
    const env = {
      ...patient,
      LEASE_MS: '15000',
      QUEUE_LOCK_MS: '3000',
      LLM_RETRY_BASE_MS: '50',
      LLM_MAX_ATTEMPTS: '10',
      WORKER_CONCURRENCY: '110',
    };
    installation = await Installation.start({ workers: 2, env, downloads });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  beforeEach(async () => {
    await installation.model.reset();
    await installation.rebase();
  });

  const all = (behaviour: object) => installation.model.next(...Array.from({ length: TIMES }, () => behaviour));
  const submit = (count = TIMES) => Crowd.submit(installation, [a1], count);
  const untilHeld = (count = TIMES) => until('all calls are held', async () => (await installation.model.meter()).held === count);
  const requests = async () => (await installation.model.meter()).requests;
  const signalWorkers = (signal: NodeJS.Signals) => {
    for (const worker of installation.workers) {
      worker.signal(signal);
    }
  };

  it.each([
    ['errors of the provider', { do: 'status', status: 500 }],
    ['streams that are reset', { do: 'reset', after: 5 }],
    ['streams that end too soon', { do: 'cut', after: 5 }],
  ])('%s: each is taken as spent, the try after it writes the text', async (_, behaviour) => {
    await all(behaviour);
    const crowd = await submit();
    await crowd.until(TIMES, 'ready');
    expect(await requests()).toBe(2 * TIMES);
    await installation.expectSound('at least');
  });

  it('clients that go away while they follow: every draft is finished, used is what was billed', async () => {
    await all({ do: 'hold', after: 3 });
    const crowd = await submit();
    const followers = crowd.ids.map((id) => new LiveFollower(a1, id));
    await untilHeld();
    await until('all have seen their draft', () => followers.every(({ latest }) => latest !== null));
    await Promise.all(followers.map((follower) => follower.close()));
    await installation.model.release();
    await crowd.until(TIMES, 'ready');
    expect(await requests()).toBe(TIMES);
    await installation.expectSound('exact');
  });

  it('authors who cancel while it is written: every draft ends at once, nothing that was billed is given back', async () => {
    await all({ do: 'hold', after: 3 });
    const crowd = await submit();
    await untilHeld();
    const answers = await Promise.all(crowd.ids.map((id) => a1.post(`/api/drafts/${id}/cancel`, null)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    await crowd.until(TIMES, 'cancelled');
    await installation.model.release();
    expect(await requests()).toBe(TIMES);
    await installation.expectSound('at least');
  });

  it('jobs that the queue delivers twice, both deliveries under way at the same time: one call each', async () => {
    const deliveries = new Deliveries(installation.database);
    try {
      await installation.model.always({ do: 'hold', after: 0 });
      // In batches: those who find a call open look again each second, which is work.
      for (let done = 0; done < TIMES; done += BATCH) {
        signalWorkers('SIGSTOP');
        const crowd = await submit(BATCH);
        await deliveries.again(crowd.ids);
        signalWorkers('SIGCONT');
        await untilHeld(BATCH);
        await until('all deliveries are under way', async () => (await deliveries.active()) === 2 * BATCH);
        await installation.model.release();
        await crowd.until(BATCH, 'ready');
        expect(await requests()).toBe(done + BATCH);
      }
      await installation.expectSound('exact');
    } finally {
      await deliveries.close();
    }
  });

  it('calls whose workers are killed (kill -9): paid in full, and made once more', async () => {
    await all({ do: 'hold', after: 2 });
    const crowd = await submit();
    await untilHeld();
    await Promise.all(installation.workers.map((worker) => worker.end('SIGKILL')));
    await Promise.all(installation.workers.map((worker) => worker.start()));
    await crowd.until(TIMES, 'ready');
    expect(await requests()).toBe(2 * TIMES);
    await installation.expectSound('at least');
  });

  downloads.areSound();
});
