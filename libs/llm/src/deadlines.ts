import type { BrokenReason } from './call-outcome.js';

/** How long a call may be silent, ms. */
export interface DeadlineSettings {
  /** Until the answer begins. */
  readonly firstByteMs: number;
  /** Between two pieces of the answer. */
  readonly idleMs: number;
  /** From the first byte sent to the last received. */
  readonly totalMs: number;
}

/**
 * The deadlines of one call. The client's own timeout does not cover a stream that stalls, so these abort it.
 *
 * `expired` says which one has passed.
 */
export class Deadlines {
  private readonly controller = new AbortController();
  private readonly total: NodeJS.Timeout;
  private silence: NodeJS.Timeout;

  constructor(private readonly settings: DeadlineSettings) {
    this.total = setTimeout(() => {
      this.expire('total-timeout');
    }, settings.totalMs);
    this.silence = setTimeout(() => {
      this.expire('first-byte-timeout');
    }, settings.firstByteMs);
  }

  /** The deadline that has passed, if any. */
  expired: Extract<BrokenReason, `${string}-timeout`> | null = null;

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something has arrived: the silence begins anew. */
  heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.expire('idle-timeout');
    }, this.settings.idleMs);
  }

  /** The call is over. */
  clear(): void {
    clearTimeout(this.total);
    clearTimeout(this.silence);
  }

  private expire(deadline: NonNullable<Deadlines['expired']>): void {
    this.expired ??= deadline;
    this.controller.abort();
  }
}
