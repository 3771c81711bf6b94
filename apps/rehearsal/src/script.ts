import type { Behaviour } from './behaviour.js';

const ANSWER: Behaviour = { do: 'answer' };

/** What the calls to come will do. */
export class Script {
  private next: { behaviour: Behaviour; times: number }[] = [];
  private default_: Behaviour = ANSWER;
  private held: (() => void)[] = [];

  add(calls: readonly { behaviour: Behaviour; times: number }[]): void {
    this.next.push(...calls.map((call) => ({ ...call })));
  }

  setDefault(behaviour: Behaviour): void {
    this.default_ = behaviour;
  }

  /** The behaviour of the call that has just come in. */
  take(): Behaviour {
    const [first] = this.next;
    if (first === undefined) {
      return this.default_;
    }
    first.times -= 1;
    if (first.times === 0) {
      this.next.shift();
    }
    return first.behaviour;
  }

  /** Resolves when held calls are let go. */
  hold(): Promise<void> {
    return new Promise((resolve) => {
      this.held.push(resolve);
    });
  }

  get heldCount(): number {
    return this.held.length;
  }

  /** Lets the calls go that are held. @returns how many */
  release(): number {
    const held = this.held;
    this.held = [];
    for (const go of held) {
      go();
    }
    return held.length;
  }

  /** As after the start; held calls are let go. */
  reset(): void {
    this.next = [];
    this.default_ = ANSWER;
    this.release();
  }
}
