import fc from 'fast-check';
import { settlementOf, type OwnCounts, type ReportedUsage } from './settlement.js';

const own: OwnCounts = {
  reservedTokens: 1_500,
  inputTokens: 500,
  plausibleInput: { least: 426, most: 575 },
  maxAnswerTokens: 1_000,
  answerTokens: 300,
};

const usage = (inputTokens: number, answerTokens: number, totalTokens = inputTokens + answerTokens): ReportedUsage => ({
  inputTokens,
  answerTokens,
  totalTokens,
});

describe('settlementOf', () => {
  it('gives everything back when nothing was spent', () => {
    expect(settlementOf({ kind: 'not-spent' }, own)).toEqual({ kind: 'release' });
  });

  it.each([
    ['as counted', usage(500, 320), 820],
    ['a little more than counted', usage(575, 320), 895],
    ['the longest answer', usage(500, 1_000), 1_500],
    ['no answer at all', usage(500, 0), 500],
  ])('takes a plausible report as it is: %s', (_, report, usedTokens) => {
    expect(settlementOf({ kind: 'answered', usage: report }, own)).toMatchObject({ usedTokens, isEstimated: false });
  });

  it.each([
    ['no report', null, 800],
    ['a sum that is wrong', usage(500, 320, 900), 820],
    ['zeros', usage(0, 0), 800],
    ['an absurd prompt', usage(1_000_000, 320), 820],
    ['an absurd answer', usage(500, 1_000_000), 800],
    ['negative numbers', usage(-5, -7), 800],
    ['fractions', usage(500.5, 320.5), 800],
    ['not a number', usage(Number.NaN, 320), 820],
    ['an answer larger than ours, prompt unreadable', usage(-1, 900), 1_400],
  ])('takes the larger plausible part of another report: %s', (_, report, usedTokens) => {
    expect(settlementOf({ kind: 'answered', usage: report }, own)).toMatchObject({ usedTokens, isEstimated: true });
  });

  it('believes what an unknown tokenizer reports, up to a token for each byte', () => {
    const unknown = { ...own, inputTokens: 500, plausibleInput: { least: 40, most: 1_550 } };
    expect(settlementOf({ kind: 'answered', usage: usage(180, 320) }, unknown)).toMatchObject({ usedTokens: 500, isEstimated: false });
    expect(settlementOf({ kind: 'answered', usage: usage(1_400, 320) }, unknown)).toMatchObject({ usedTokens: 1_720, isEstimated: false });
    expect(settlementOf({ kind: 'answered', usage: usage(3, 320) }, unknown)).toMatchObject({ usedTokens: 820, isEstimated: true });
  });

  it('takes a call with an unknown end as spent in full', () => {
    expect(settlementOf({ kind: 'unknown', usage: null }, own)).toMatchObject({ usedTokens: 1_500, isEstimated: true });
    expect(settlementOf({ kind: 'unknown', usage: usage(0, 0) }, own)).toMatchObject({ usedTokens: 1_500, isEstimated: true });
  });

  it('believes a plausible report even when the answer was no good', () => {
    expect(settlementOf({ kind: 'unknown', usage: usage(500, 4) }, own)).toMatchObject({ usedTokens: 504, isEstimated: false });
  });

  it('never settles for less than what arrived and what was sent, within the tolerance of a report', () => {
    const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (inputTokens, answerTokens, totalTokens) => {
        const settled = settlementOf({ kind: 'answered', usage: { inputTokens, answerTokens, totalTokens } }, own);
        expect(settled.kind).toBe('settle');
        const used = settled.kind === 'settle' ? settled.usedTokens : 0;
        expect(Number.isSafeInteger(used)).toBe(true);
        expect(used).toBeGreaterThanOrEqual(own.inputTokens / 1.05 - 50);
        expect(used).toBeLessThanOrEqual(own.plausibleInput.most + own.maxAnswerTokens);
      }),
    );
  });
});
