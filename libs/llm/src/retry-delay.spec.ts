import { retryAfterMs } from './failure.js';
import { retryDelayMs } from './retry-delay.js';

describe('retryDelayMs', () => {
  it('doubles with each failure', () => {
    expect([1, 2, 3, 4].map((failures) => retryDelayMs(failures, 1_000, null, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it.each([
    [0, 800],
    [0.999, 1_200],
  ])('lies within a fifth of the middle (random %p)', (random, pause) => {
    expect(retryDelayMs(1, 1_000, null, random)).toBe(pause);
  });

  it('is never shorter than the provider asks for', () => {
    expect(retryDelayMs(1, 1_000, 2_000, 0)).toBe(2_000);
    expect(retryDelayMs(3, 1_000, 2_000, 0.5)).toBe(4_000);
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['2', 2_000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 4_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads %p', (header, ms) => {
    expect(retryAfterMs(header, 1_000)).toBe(ms);
  });
});
