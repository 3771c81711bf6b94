import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import { postgresConnection, redisConnection, type QueueSettings } from './backend.js';
import { generationJob, generationJobOptions } from './generation-job.js';

/** Connections of the side that only adds jobs. */
const POOL_SIZE = 4;

/** The queue as those see it who add to it. */
export interface GenerationQueueHandle {
  /** Queues the jobs of drafts in one go, except those that are queued already. */
  addAll(draftIds: readonly string[]): Promise<void>;
  /** Whether the queue's store answers. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

function openQueue(settings: QueueSettings) {
  if (settings.redisUrl !== undefined) {
    return new Queue(generationJob.name, { connection: redisConnection(settings.redisUrl) });
  }
  const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
  return new PostgresQueue(generationJob.name, { connection: postgresConnection(settings, POOL_SIZE) });
}

/**
 * Opens the queue. The connection is made at the first use and made anew when it could not be made.
 *
 * @param onError told of connection errors; nothing has to be done about them
 */
export function openGenerationQueue(settings: QueueSettings, onError: (error: Error) => void): GenerationQueueHandle {
  let queue: ReturnType<typeof openQueue> | null = null;

  async function use<T>(act: (queue: ReturnType<typeof openQueue>) => Promise<T>): Promise<T> {
    if (queue === null) {
      queue = openQueue(settings);
      queue.on('error', onError);
    }
    const opened = queue;
    try {
      await opened.waitUntilReady();
    } catch (error) {
      queue = null;
      await opened.close().catch(() => undefined);
      throw error;
    }
    return act(opened);
  }

  return {
    addAll: async (draftIds) => {
      const jobs = draftIds.map((draftId) => ({ name: generationJob.name, data: { draftId }, opts: generationJobOptions(draftId) }));
      const [first] = jobs;
      // One job alone needs none of the temporary tables that a bulk insert makes.
      await use((opened): Promise<unknown> =>
        jobs.length === 1 && first ? opened.add(first.name, first.data, first.opts) : opened.addBulk(jobs),
      );
    },
    isReachable: () =>
      use((opened) => opened.getWaitingCount()).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await queue?.close();
    },
  };
}
