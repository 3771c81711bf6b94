import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is done again and again. */
export interface TaskSettings {
  readonly intervalMs: number;
  readonly act: () => Promise<unknown>;
  /** Told when it fails; the next round comes all the same. */
  readonly onError: (error: unknown) => void;
}

/** Does a task, waits, and does it again, never twice at a time, until it is stopped. The first round is at once. */
export class RepeatedTask {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;

  constructor(private readonly settings: TaskSettings) {
    this.done = this.run();
  }

  /** Resolves when the round that is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const { intervalMs, act, onError } = this.settings;
    while (!this.stopping.signal.aborted) {
      try {
        await act();
      } catch (error) {
        onError(error);
      }
      await sleep(intervalMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}
