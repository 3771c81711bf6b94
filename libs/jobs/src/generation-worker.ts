import { createPostgresBackend, withBackend, Worker, type Job } from 'bullmq';
import { postgresConnection, redisConnection, type QueueSettings } from './backend.js';
import { generationJob } from './generation-job.js';

/** Connections of the side that takes jobs. */
const POOL_SIZE = 6;

/** A job whose worker has died is given to another one this often before it is given up; the sweep queues it again. */
const MAX_STALLED_COUNT = 5;

/** Time after which a waiting worker looks by itself, s. */
const LOOK_AFTER_SECONDS = 5;

/** What a worker process does with jobs. */
export interface GenerationWorkerOptions {
  readonly concurrency: number;
  /** Writes the draft; resolves when the draft has an end or the process is ending. */
  readonly run: (draftId: string) => Promise<void>;
  readonly onError: (error: Error) => void;
}

/**
 * Takes jobs from the queue until it is closed; the schema must be there (`isQueueSchemaCurrent`).
 *
 * @returns closes: takes no more jobs and waits for those that run
 */
export function startGenerationWorker(settings: QueueSettings, options: GenerationWorkerOptions): { close(): Promise<void> } {
  const process = async (job: Pick<Job, 'data'>) => {
    const { draftId } = generationJob.payload.parse(job.data);
    await options.run(draftId);
  };
  const common = {
    concurrency: options.concurrency,
    lockDuration: settings.lockMs,
    stalledInterval: settings.lockMs,
    maxStalledCount: MAX_STALLED_COUNT,
    drainDelay: LOOK_AFTER_SECONDS,
  };
  const { Worker: PostgresWorker } = withBackend(createPostgresBackend);
  const worker =
    settings.redisUrl === undefined
      ? new PostgresWorker(generationJob.name, process, { ...common, connection: postgresConnection(settings, POOL_SIZE) })
      : new Worker(generationJob.name, process, { ...common, connection: redisConnection(settings.redisUrl) });
  worker.on('error', options.onError);
  worker.on('failed', (_, error) => {
    options.onError(error);
  });
  return {
    close: async () => {
      await worker.close();
    },
  };
}
