import { dataSourceOptions } from '@bunan/database';
import { startGenerationWorker } from '@bunan/jobs';
import { QuotaLedger } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { preciseNow } from '../statistics.js';
import type { JobLog, WaitForJobs } from './job-log.js';

/** Tokens of one job. */
const TOKENS = 2_000;

/** The worker's default settings. */
const CONCURRENCY = 32;
const POOL_SIZE = 10;
const LOCK_MS = 30_000;

/**
 * The floor: takes a job, reserves for it and settles it, and does nothing else.
 *
 * @param url of the database, first argument of the process
 */
async function main(url: string): Promise<void> {
  const dataSource = await new DataSource(dataSourceOptions({ url, poolSize: POOL_SIZE }, 'bunan-floor')).initialize();
  const ledger = new QuotaLedger(dataSource);
  const people = await dataSource.query<{ personId: string; departmentId: string }[]>(
    'SELECT id AS "personId", department_id AS "departmentId" FROM person',
  );
  let done: Record<string, number> = {};
  let onDone: () => void = () => undefined;
  let next = 0;

  startGenerationWorker(
    { databaseUrl: url, redisUrl: undefined, lockMs: LOCK_MS },
    {
      concurrency: CONCURRENCY,
      onError: (error) => {
        process.stderr.write(`floor: ${error.message}\n`);
      },
      run: async (draftId) => {
        const person = people[next++ % people.length];
        const held = person === undefined ? null : await ledger.reserve({ draftId, ...person, tokens: TOKENS });
        if (held?.kind !== 'reserved') {
          throw new Error('the reservation was refused');
        }
        await ledger.markCalling(held.reservationId);
        const settlement = { kind: 'settle', usedTokens: 900, isEstimated: false, inputTokens: 600, answerTokens: 300 } as const;
        await ledger.settle(held.reservationId, settlement, dataSource.manager);
        done[draftId] = preciseNow();
        onDone();
      },
    },
  );

  process.on('message', ({ jobs }: WaitForJobs) => {
    const report = () => {
      if (Object.keys(done).length >= jobs) {
        const log: JobLog = done;
        done = {};
        process.send?.(log);
      }
    };
    onDone = report;
    report();
  });
}

await main(process.argv[2] ?? '');
