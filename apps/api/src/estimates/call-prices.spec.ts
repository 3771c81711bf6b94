import { tightest } from './call-prices.js';

const allowance = (scope: 'contract' | 'department' | 'person', remainingTokens: number | null) => ({
  scope,
  capTokens: remainingTokens,
  usedTokens: 0,
  reservedTokens: 0,
  per: 'period' as const,
  remainingTokens,
});

describe('tightest', () => {
  it('names the cap with the least left', () => {
    const allowances = [allowance('contract', 900), allowance('department', 300), allowance('person', 700)];
    expect(tightest(allowances)).toEqual({ scope: 'department', tokens: 300 });
  });

  it('passes over a scope without a cap', () => {
    expect(tightest([allowance('contract', 900), allowance('department', null)])).toEqual({ scope: 'contract', tokens: 900 });
  });

  it('knows none where no period is open', () => {
    expect(tightest([])).toBeNull();
  });
});
