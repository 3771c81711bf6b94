import { randomUUID } from 'node:crypto';
import { openGenerationQueue, type GenerationQueueHandle } from '@bunan/jobs';
import { Child } from '../stage/child.js';
import type { BenchDatabase } from '../stage/postgres.js';
import { preciseNow } from '../statistics.js';
import type { JobLog, WaitForJobs } from './job-log.js';

/** What a number of jobs took. */
export interface FloorTimes {
  /** From the first job's adding until the last one was added, ms. */
  readonly addedMs: number;
  /** From the first job's adding until the last one was done, ms. */
  readonly doneMs: number;
}

/** The queue with one reservation and one settling alone, on a database of its own. */
export class Floor {
  private readonly queue: GenerationQueueHandle;
  private readonly worker: Child<WaitForJobs, JobLog>;

  constructor({ url }: BenchDatabase) {
    this.queue = openGenerationQueue({ databaseUrl: url, redisUrl: undefined, lockMs: 30_000 }, (error) => {
      process.stderr.write(`floor: ${error.message}\n`);
    });
    this.worker = new Child('floor', [url]);
  }

  /** Adds so many jobs at the same time and waits until all are done. */
  async run(jobs: number): Promise<FloorTimes> {
    const done = this.worker.ask({ jobs });
    const startedMs = preciseNow();
    await Promise.all(Array.from({ length: jobs }, () => this.queue.addAll([randomUUID()])));
    const addedMs = preciseNow() - startedMs;
    return { addedMs, doneMs: Math.max(...Object.values(await done)) - startedMs };
  }

  async stop(): Promise<void> {
    this.worker.stop();
    await this.queue.close();
  }
}
