import { needs } from '../golden/office.js';
import { clockOff, faketimePath } from '../support/clock.js';
import { Crowd } from '../support/crowd.js';
import { Deliveries } from '../support/deliveries.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

const JOBS = 20;

const ENV = {
  LEASE_MS: '4000',
  RECONCILE_INTERVAL_MS: '1000',
  QUEUE_LOCK_MS: '2000',
  LLM_FIRST_BYTE_TIMEOUT_MS: '50000',
  LLM_IDLE_TIMEOUT_MS: '50000',
  LLM_TOTAL_TIMEOUT_MS: '55000',
};

/** Calls that have lasted longer than their first lease and are still ours. */
const KEPT = `SELECT count(*)::int AS kept FROM token_reservation
  WHERE state = 'calling' AND clock_timestamp() > called_at + interval '5 seconds' AND lease_until > clock_timestamp()`;

describe('a worker whose clock is wrong', () => {
  const library = faketimePath();

  needs(library, 'libfaketime is not installed').each([
    ['ahead of', 60],
    ['behind', -60],
  ])('60 s %s the others: takes jobs that others hold, and yet each is called once', async (_, seconds) => {
    const workerEnv = [clockOff(library ?? '', seconds), {}];
    const installation = await Installation.start({ workers: 2, workerEnv, env: ENV });
    const deliveries = new Deliveries(installation.database);
    try {
      await installation.model.always({ do: 'hold', after: 2 });
      const crowd = await Crowd.submit(installation, [await installation.signedIn('a1')], JOBS);
      await until('all calls are held', async () => (await installation.model.meter()).held === JOBS);
      // That is what a wrong clock does to the queue: one of the workers takes the locks of the other for expired.
      await until('jobs were delivered to both', async () => (await deliveries.takenAgain()) > 0, 20_000);
      const kept = async () => (await installation.database.owner.query<{ kept: number }[]>(KEPT))[0]?.kept;
      await until('every call has outlived its first lease', async () => (await kept()) === JOBS, 20_000);
      await installation.model.always({ do: 'answer' });
      await installation.model.release();
      await crowd.until(JOBS, 'ready');
      expect((await installation.model.meter()).requests).toBe(JOBS);
      await installation.expectSound('exact');
    } finally {
      await deliveries.close();
      await installation.stop();
    }
  });
});
