import { generationJob } from '@bunan/jobs';
import { createPostgresBackend, withBackend } from 'bullmq';
import type { TestDatabase } from './database.js';

const { Queue } = withBackend(createPostgresBackend);

/** The queue as it really is, for tests that make it deliver what it must not. */
export class Deliveries {
  private readonly queue;

  constructor(database: TestDatabase) {
    const connection = { connectionString: database.ownerUrl, schema: 'bullmq', max: 2 };
    this.queue = new Queue(generationJob.name, { connection });
  }

  /** Adds a second job for each draft, beside the one that is there. */
  async again(draftIds: readonly string[]): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: true };
    await this.queue.addBulk(draftIds.map((draftId) => ({ name: generationJob.name, data: { draftId }, opts })));
  }

  /** Jobs that workers have taken and not given back. */
  active(): Promise<number> {
    return this.queue.getActiveCount();
  }

  /** Jobs that were taken more than once. */
  async takenAgain(): Promise<number> {
    const jobs = await this.queue.getJobs(['active', 'waiting']);
    return jobs.filter(({ attemptsStarted }) => attemptsStarted > 1).length;
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}
