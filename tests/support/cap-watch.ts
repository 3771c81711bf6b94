import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.js';

/** Looks every 50 ms whether used + reserved has passed the cap (FAULTS.md, G1), until it is ended. */
export class CapWatch {
  private isWatching = true;
  private samples = 0;
  private readonly overruns: string[] = [];
  private readonly done: Promise<void>;

  constructor(private readonly installation: Installation) {
    this.done = this.run();
  }

  /** Fails when the cap was passed at any of the looks. */
  async expectKept(): Promise<void> {
    this.isWatching = false;
    await this.done;
    expect(this.samples).toBeGreaterThan(0);
    expect(this.overruns).toEqual([]);
  }

  private async run(): Promise<void> {
    while (this.isWatching) {
      await this.look().catch((error: unknown) => {
        this.isWatching = false;
        this.overruns.push(`could not look: ${String(error)}`);
      });
      await sleep(50);
    }
  }

  private async look(): Promise<void> {
    const { used, reserved, cap } = await this.installation.contract();
    this.samples += 1;
    if (used + reserved > cap) {
      this.overruns.push(`${String(used)} + ${String(reserved)} > ${String(cap)}`);
    }
  }
}
