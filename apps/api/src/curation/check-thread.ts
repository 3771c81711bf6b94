import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { checkReplySchema, type CheckReply, type CheckRequest, type CheckSettings } from './check-request.js';

/** The longest that one request may take, ms: the largest template of the library takes a fiftieth of it. */
const LIMIT_MS = 5_000;

/** Requests after which a thread gives way to a new one: texts that were counted stay in its memory. */
const MOST_REQUESTS = 1_000;

const MEMORY_MB = 512;

/** A request was not done within its time, or took all the memory. */
export class CheckTooLong extends Error {
  constructor() {
    super('the check took too long');
    this.name = 'CheckTooLong';
  }
}

/**
 * Checks definitions beside the requests of everybody else: whatever stands in one, it costs others nothing, and ends
 * after its time. One at a time; the thread begins with the first request.
 */
export class CheckThread {
  private worker: Promise<Worker> | null = null;
  private served = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: CheckSettings) {}

  /** @throws {CheckTooLong} */
  run(request: CheckRequest): Promise<CheckReply> {
    const next = this.last.then(
      () => this.serve(request),
      () => this.serve(request),
    );
    this.last = next;
    return next;
  }

  async stop(): Promise<void> {
    const worker = await this.worker;
    this.worker = null;
    this.served = 0;
    await worker?.terminate();
  }

  private async started(): Promise<Worker> {
    this.worker ??= start(this.settings);
    try {
      return await this.worker;
    } catch (error) {
      this.worker = null;
      throw error;
    }
  }

  private async serve(request: CheckRequest): Promise<CheckReply> {
    const worker = await this.started();
    this.served += 1;
    try {
      const reply = nextReply(worker, AbortSignal.timeout(LIMIT_MS));
      worker.postMessage(request);
      return await reply;
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      if (this.served >= MOST_REQUESTS) {
        await this.stop();
      }
    }
  }
}

async function start(workerData: CheckSettings): Promise<Worker> {
  const worker = new Worker(new URL('./check-thread.main.js', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  await once(worker, 'message');
  worker.unref();
  return worker;
}

/** @throws {CheckTooLong} when none comes in time, or the thread ends */
async function nextReply(worker: Worker, signal: AbortSignal): Promise<CheckReply> {
  const replied: Promise<unknown[]> = once(worker, 'message', { signal });
  const reply = await replied.catch((error: unknown) => {
    throw signal.aborted || isOutOfMemory(error) ? new CheckTooLong() : error;
  });
  return checkReplySchema.parse(reply[0]);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
