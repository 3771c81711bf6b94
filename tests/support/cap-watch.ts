import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from './database.js';
import { until } from './program.js';

const LOOK_EVERY_MS = 50;

/** Looks every 50 ms whether used + reserved has passed a cap (FAULTS.md, G1), until it is ended. */
export class CapWatch {
  private isWatching = true;
  private looks = 0;
  private overruns: string[] = [];
  private readonly done: Promise<void>;

  constructor(private readonly database: TestDatabase) {
    this.done = this.run();
  }

  /** Forgets what it has seen so far. */
  begin(): void {
    this.looks = 0;
    this.overruns = [];
  }

  /** Fails when a cap was passed at any of the looks, or when it could not look at all. */
  async expectKept(): Promise<void> {
    await until('the caps have been looked at', () => this.looks > 0);
    expect(this.overruns).toEqual([]);
  }

  async end(): Promise<void> {
    this.isWatching = false;
    await this.done;
  }

  private async run(): Promise<void> {
    while (this.isWatching) {
      // While the database is away nothing can be given out either.
      await this.look().catch(() => undefined);
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const passed = await this.database.owner.query<{ text: string }[]>(
      `SELECT format('%s: %s + %s > %s', scope, used_tokens, reserved_tokens, cap_tokens) AS text
         FROM quota_allocation WHERE cap_per = 'period' AND used_tokens + reserved_tokens > cap_tokens`,
    );
    this.looks += 1;
    this.overruns.push(...passed.map(({ text }) => text));
  }
}
