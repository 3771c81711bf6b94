import type { ProviderSign } from './provider-sign.js';

/**
 * Failures in a row that mean that a provider is ill, not that it stumbled: fewer than a draft has tries
 * (LLM_MAX_ATTEMPTS, 5), so that the draft which finds out is still written by the other provider.
 */
export const FAILURES_TO_OPEN = 3;

/** When a breaker opens, and for how long. */
export interface BreakerSettings {
  /** Failures in a row, at least 1. */
  readonly failuresToOpen: number;
  /** From the opening until one call may try, ms. */
  readonly pauseMs: number;
  /** A clock that never goes back, ms. */
  readonly now?: () => number;
}

/** A call that may go to the provider. */
export interface Pass {
  /** Says how it went. Must be told in the end; only the first time counts. */
  end(sign: ProviderSign): void;
}

interface Closed {
  readonly kind: 'closed';
  failures: number;
}

interface Open {
  readonly kind: 'open';
  readonly trialFromMs: number;
  isTrialRunning: boolean;
}

/**
 * Keeps calls away from a provider that is ill: closed, open, and, after a pause, half-open for one call at a time.
 *
 * It wraps no call, as the libraries for it do: whether a call may go is asked before its tokens are reserved, and what
 * it said is told when it has ended, or that it was never made. A call that was let through before the breaker opened
 * or closed last tells nothing about now and changes nothing.
 */
export class CircuitBreaker {
  private state: Closed | Open = { kind: 'closed', failures: 0 };
  private readonly now: () => number;

  constructor(private readonly settings: BreakerSettings) {
    this.now = settings.now ?? (() => performance.now());
  }

  /** The provider counts as ill, also while a trial is under way. */
  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  /** Lets a call through, or not: then it is null. */
  enter(): Pass | null {
    const { state } = this;
    if (state.kind === 'closed') {
      return passOf((sign) => {
        this.count(state, sign);
      });
    }
    if (state.isTrialRunning || this.now() < state.trialFromMs) {
      return null;
    }
    state.isTrialRunning = true;
    return passOf((sign) => {
      this.conclude(state, sign);
    });
  }

  /** The end of a call that began while the breaker was closed. */
  private count(state: Closed, sign: ProviderSign): void {
    if (sign === 'well') {
      state.failures = 0;
    } else if (sign === 'ill') {
      state.failures += 1;
    }
    if (state === this.state && state.failures >= this.settings.failuresToOpen) {
      this.open();
    }
  }

  /** The end of a trial: only an answer closes the breaker; a trial that was not made leaves its place to the next call. */
  private conclude(state: Open, sign: ProviderSign): void {
    if (sign === 'none') {
      state.isTrialRunning = false;
    } else if (sign === 'well') {
      this.state = { kind: 'closed', failures: 0 };
    } else {
      this.open();
    }
  }

  private open(): void {
    this.state = { kind: 'open', trialFromMs: this.now() + this.settings.pauseMs, isTrialRunning: false };
  }
}

function passOf(tell: (sign: ProviderSign) => void): Pass {
  let isOpen = true;
  return {
    end: (sign) => {
      if (isOpen) {
        isOpen = false;
        tell(sign);
      }
    },
  };
}
