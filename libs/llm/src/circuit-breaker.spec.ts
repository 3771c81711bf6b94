import { CircuitBreaker, type Pass } from './circuit-breaker.js';
import type { ProviderSign } from './provider-sign.js';

const PAUSE_MS = 30_000;

describe('CircuitBreaker', () => {
  let nowMs: number;
  let breaker: CircuitBreaker;

  beforeEach(() => {
    nowMs = 1_000;
    breaker = new CircuitBreaker({ failuresToOpen: 3, pauseMs: PAUSE_MS, now: () => nowMs });
  });

  /** A call that is let through. */
  const begun = (): Pass => {
    const pass = breaker.enter();
    if (pass === null) {
      throw new Error('the breaker lets nothing through');
    }
    return pass;
  };
  /** Calls one after the other, each let through, that end like this. */
  const calls = (...signs: readonly ProviderSign[]): void => {
    for (const sign of signs) {
      begun().end(sign);
    }
  };
  const opened = (): void => {
    calls('ill', 'ill', 'ill');
  };

  describe('closed', () => {
    it('lets any number of calls through', () => {
      const passes = Array.from({ length: 100 }, () => breaker.enter());
      expect(passes).not.toContain(null);
      expect(breaker.isOpen).toBe(false);
    });

    it('opens with the third failure in a row, not before', () => {
      calls('ill', 'ill');
      expect(breaker.isOpen).toBe(false);
      calls('ill');
      expect(breaker.isOpen).toBe(true);
      expect(breaker.enter()).toBeNull();
    });

    it('counts anew after an answer', () => {
      calls('ill', 'ill', 'well', 'ill', 'ill');
      expect(breaker.isOpen).toBe(false);
      calls('ill');
      expect(breaker.isOpen).toBe(true);
    });

    it.each(['unclear', 'none'] as const)('takes an end that is %s neither for a failure nor for an answer', (sign) => {
      calls(...Array.from({ length: 10 }, () => sign));
      expect(breaker.isOpen).toBe(false);
      calls('ill', 'ill', sign, 'ill');
      expect(breaker.isOpen).toBe(true);
    });

    it('counts failures of calls at the same time in the order in which they end', () => {
      const [first, second, third, last] = [begun(), begun(), begun(), begun()];
      third.end('ill');
      first.end('ill');
      last.end('well');
      second.end('ill');
      expect(breaker.isOpen).toBe(false);
    });

    it('counts an end once', () => {
      const pass = begun();
      pass.end('ill');
      pass.end('ill');
      pass.end('ill');
      expect(breaker.isOpen).toBe(false);
    });

    it('keeps the first end that it was told', () => {
      calls('ill', 'ill');
      const pass = begun();
      pass.end('none');
      pass.end('ill');
      expect(breaker.isOpen).toBe(false);
    });
  });

  describe('open', () => {
    it('lets nothing through until the pause is over', () => {
      opened();
      nowMs += PAUSE_MS - 1;
      expect(breaker.enter()).toBeNull();
      nowMs += 1;
      expect(breaker.enter()).not.toBeNull();
    });

    it('is not closed by the answer to a call from before', () => {
      const early = begun();
      opened();
      early.end('well');
      expect(breaker.isOpen).toBe(true);
      expect(breaker.enter()).toBeNull();
    });

    it('has no longer a pause because calls from before fail late', () => {
      const early = [begun(), begun(), begun()];
      opened();
      nowMs += PAUSE_MS;
      for (const pass of early) {
        pass.end('ill');
      }
      expect(breaker.enter()).not.toBeNull();
    });
  });

  describe('half-open', () => {
    beforeEach(() => {
      opened();
      nowMs += PAUSE_MS;
    });

    it('lets exactly one call through, for as long as it takes', () => {
      const trial = breaker.enter();
      expect(trial).not.toBeNull();
      nowMs += 10 * PAUSE_MS;
      expect(Array.from({ length: 10 }, () => breaker.enter())).toEqual(Array.from({ length: 10 }, () => null));
      expect(breaker.isOpen).toBe(true);
    });

    it('closes with an answer, and then three failures open it again', () => {
      calls('well');
      expect(breaker.isOpen).toBe(false);
      calls('ill', 'ill');
      expect(breaker.isOpen).toBe(false);
      calls('ill');
      expect(breaker.isOpen).toBe(true);
    });

    it.each(['ill', 'unclear'] as const)('begins the pause anew after one trial that is %s', (sign) => {
      calls(sign);
      expect(breaker.isOpen).toBe(true);
      nowMs += PAUSE_MS - 1;
      expect(breaker.enter()).toBeNull();
      nowMs += 1;
      calls('well');
      expect(breaker.isOpen).toBe(false);
    });

    it('gives the place of a trial that was not made to the next call at once', () => {
      calls('none');
      expect(breaker.isOpen).toBe(true);
      expect(breaker.enter()).not.toBeNull();
      expect(breaker.enter()).toBeNull();
    });

    it('hears nothing more of a trial that has ended', () => {
      const trial = begun();
      trial.end('ill');
      nowMs += PAUSE_MS;
      const next = begun();
      trial.end('well');
      expect(breaker.isOpen).toBe(true);
      next.end('well');
      trial.end('ill');
      expect(breaker.isOpen).toBe(false);
    });

    it('forgets calls from before it opened also when it has closed again', () => {
      calls('well', 'ill', 'ill');
      const late = begun();
      calls('ill');
      nowMs += PAUSE_MS;
      calls('well', 'ill', 'ill');
      late.end('ill');
      expect(breaker.isOpen).toBe(false);
    });
  });

  it('lets one call through a pause, whatever comes, while the provider stays ill', () => {
    opened();
    let passed = 0;
    for (let second = 0; second < 600; second += 1) {
      nowMs += 1_000;
      for (const pass of [breaker.enter(), breaker.enter(), breaker.enter()]) {
        passed += pass === null ? 0 : 1;
        pass?.end('ill');
      }
    }
    expect(passed).toBe(600_000 / PAUSE_MS);
  });

  it('goes by a clock of its own when none is given', () => {
    breaker = new CircuitBreaker({ failuresToOpen: 1, pauseMs: 3_600_000 });
    calls('ill');
    expect(breaker.enter()).toBeNull();
  });
});
