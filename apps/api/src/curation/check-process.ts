import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import { checkReplySchema, type CheckReply, type CheckRequest, type CheckSettings } from './check-request.js';

/** The longest that one request may take, ms: the largest template of the library takes a thirtieth of it. */
const LIMIT_MS = 5_000;

/** How long the process may take to begin, ms, and how long it stays when nothing is asked of it. */
const START_MS = 30_000;
const IDLE_MS = 5 * 60_000;

/** Requests after which it gives way to a new one: texts that were counted stay in its memory. */
const MOST_REQUESTS = 1_000;
const MEMORY_MB = 192;

/** A request was not done within its time, or took all the memory. */
export class CheckTooLong extends Error {
  constructor() {
    super('the check took too long');
    this.name = 'CheckTooLong';
  }
}

/**
 * Checks definitions in a process of its own: whatever stands in one, it costs the requests of others nothing, and ends
 * after its time. One at a time; the process begins with the first request, and knows nothing of the settings but what
 * it is told: no address of the database, no key.
 */
export class CheckProcess {
  private child: Promise<ChildProcess> | null = null;
  private served = 0;
  private last: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly settings: CheckSettings) {}

  /** @throws {CheckTooLong}; {DomainError} `service.unavailable` when the process does not begin, or ends by itself */
  run(request: CheckRequest): Promise<CheckReply> {
    const next = this.last.then(
      () => this.serve(request),
      () => this.serve(request),
    );
    this.last = next;
    return next;
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const child = await this.child?.catch(() => null);
    this.child = null;
    this.served = 0;
    child?.kill('SIGKILL');
  }

  private async serve(request: CheckRequest): Promise<CheckReply> {
    clearTimeout(this.idle);
    try {
      const child = await this.running();
      this.served += 1;
      const reply = nextReply(child, LIMIT_MS);
      child.send(request);
      return await reply;
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      await this.rest();
    }
  }

  /** The process, or a new one when it has ended by itself. */
  private async running(): Promise<ChildProcess> {
    const child = await this.child;
    if (child !== null && hasEnded(child)) {
      await this.stop();
    }
    return (this.child ??= start(this.settings));
  }

  private async rest(): Promise<void> {
    if (this.served >= MOST_REQUESTS) {
      await this.stop();
    }
    this.idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
  }
}

/** @throws {DomainError} `service.unavailable` when it does not begin in time */
async function start(settings: CheckSettings): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./check-process.main.js', import.meta.url)), [JSON.stringify(settings)], {
    env: {},
    execArgv: [`--max-old-space-size=${String(MEMORY_MB)}`],
    serialization: 'advanced',
  });
  try {
    await nextReply(child, START_MS);
    return child;
  } catch (cause) {
    child.kill('SIGKILL');
    throw cause instanceof CheckTooLong ? noAnswer(cause) : cause;
  }
}

/** @throws {CheckTooLong} when none comes in time, or it took all the memory; {DomainError} `service.unavailable` when the process ends otherwise */
async function nextReply(child: ChildProcess, withinMs: number): Promise<CheckReply> {
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort();
  }, withinMs);
  const events = ['message', 'exit'].map((name) =>
    once(child, name, { signal: over.signal }).then(([value]: unknown[]) => ({ name, value })),
  );
  try {
    const { name, value } = await Promise.race(events);
    if (name !== 'message') {
      throw new Error(`it ended: ${String(child.signalCode ?? child.exitCode)}`);
    }
    return checkReplySchema.parse(value);
  } catch (cause) {
    throw over.signal.aborted || hasRunOutOfMemory(child) ? new CheckTooLong() : noAnswer(cause);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

/** V8 aborts when it has no more; on Windows that is a code. */
function hasRunOutOfMemory({ signalCode, exitCode }: ChildProcess): boolean {
  return signalCode === 'SIGABRT' || exitCode === 134;
}

function hasEnded({ signalCode, exitCode }: ChildProcess): boolean {
  return signalCode !== null || exitCode !== null;
}

function noAnswer(cause: unknown): DomainError {
  new Logger(CheckProcess.name).error(`the process that checks does not answer: ${String(cause)}`);
  return new DomainError('service.unavailable', 'the process that checks does not answer', {}, { cause });
}
