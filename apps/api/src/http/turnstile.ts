/** Lets some in at a time; the others wait for their turn. */
export class Turnstile {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** What a generator makes, from the moment at which it is let in. */
  async *through<T>(work: () => AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
    await this.enter();
    try {
      yield* work();
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.free += 1;
    } else {
      next();
    }
  }
}
