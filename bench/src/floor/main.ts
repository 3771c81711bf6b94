import { dataSourceOptions } from '@bunan/database';
import { startGenerationWorker } from '@bunan/jobs';
import { QuotaLedger, type CallToReserve } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { preciseNow } from '../statistics.js';
import type { JobLog, WaitForJobs } from './job-log.js';

/** Tokens of one job. */
const TOKENS = 2_000;

/** The worker's default settings. */
const CONCURRENCY = 32;
const POOL_SIZE = 10;
const LOCK_MS = 30_000;

/** When each job was done; told when as many are done as were asked for. */
class Log {
  private done: Record<string, number> = {};
  private wanted = Infinity;

  add(draftId: string): void {
    this.done[draftId] = preciseNow();
    this.tell();
  }

  want({ jobs }: WaitForJobs): void {
    this.wanted = jobs;
    this.tell();
  }

  private tell(): void {
    if (Object.keys(this.done).length >= this.wanted) {
      const log: JobLog = this.done;
      this.done = {};
      this.wanted = Infinity;
      process.send?.(log);
    }
  }
}

/** Reserves for a job and settles it. */
async function reserveAndSettle(dataSource: DataSource, ledger: QuotaLedger, call: CallToReserve): Promise<void> {
  const reservation = await ledger.reserve(call);
  if (reservation.kind !== 'reserved') {
    throw new Error('the reservation was refused');
  }
  await ledger.markCalling(reservation.reservationId);
  const settlement = { kind: 'settle', usedTokens: 900, isEstimated: false, inputTokens: 600, answerTokens: 300 } as const;
  await ledger.settle(reservation.reservationId, settlement, dataSource.manager);
}

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
  const log = new Log();
  let next = 0;
  const run = async (draftId: string) => {
    const { personId = '', departmentId = '' } = people[next++ % people.length] ?? {};
    await reserveAndSettle(dataSource, ledger, {
      draftId,
      personId,
      departmentId,
      tokens: TOKENS,
      templateId: 'floor',
      model: 'floor',
      origin: 'draft',
    });
    log.add(draftId);
  };
  const onError = (error: Error) => {
    process.stderr.write(`floor: ${error.message}\n`);
  };
  startGenerationWorker({ databaseUrl: url, redisUrl: undefined, lockMs: LOCK_MS }, { concurrency: CONCURRENCY, run, onError });
  process.on('message', (order: WaitForJobs) => {
    log.want(order);
  });
}

await main(process.argv[2] ?? '');
