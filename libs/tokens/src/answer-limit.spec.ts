import fc from 'fast-check';
import { answerLimit } from './answer-limit.js';

describe('answerLimit', () => {
  it.each([
    ['nothing is known', 1_000, null, 1_000],
    ['a quarter above what 19 of 20 answers stayed below, in steps of 50', 1_000, 0.3, 400],
    ['the sections may take no more', 1_000, 0.95, 1_000],
    ['answers were empty', 1_000, 0, 1],
  ])('when %s', (_, most, share, limit) => {
    expect(answerLimit(most, share)).toBe(limit);
  });

  it('cuts no answer of a length that 19 of 20 stayed below, and never passes the sections', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (most, share) => {
        const limit = answerLimit(most, share);
        expect(limit).toBeGreaterThanOrEqual(Math.floor(most * share));
        expect(limit).toBeLessThanOrEqual(most);
      }),
    );
  });
});
