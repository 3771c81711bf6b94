import { stopHeading, wayOn } from './stop-words';

const stopped = (changes: Partial<Parameters<typeof wayOn>[0]>) => ({
  scope: 'person' as const,
  reason: 'cap' as const,
  remainingTokens: 9,
  requestedTokens: 1_000,
  shortTokens: null,
  renewsAt: null,
  raisers: ['田村　隆'],
  message: '',
  ...changes,
});

describe('what is said at a stop', () => {
  it('names the cap and who can raise it', () => {
    expect(stopHeading(stopped({}))).toBe('わたしの枠が足りないため、AIは書けません');
    expect(wayOn(stopped({})).text).toContain('増やせるのは、課長（田村　隆）と情報政策課です。');
    expect(wayOn(stopped({ scope: 'contract', raisers: [] })).text).toContain('増やせるのは、情報政策課です。');
  });

  it('says the day on which a month’s cap begins anew, JST', () => {
    const { text } = wayOn(stopped({ reason: 'month', renewsAt: '2026-11-30T15:00:00.000Z' }));
    expect(text).toContain('令和8年12月1日になると、また使えます。');
    expect(stopHeading(stopped({ reason: 'month' }))).toContain('今月使えるトークン');
  });

  it('says when the next contract begins, where that is known', () => {
    expect(wayOn(stopped({ reason: 'no-period', renewsAt: '2027-03-31T15:00:00.000Z' })).text).toContain('令和9年4月1日に始まります。');
    expect(wayOn(stopped({ reason: 'no-period' })).text).not.toContain('始まります');
  });

  it('promises nobody’s help while the books are looked at', () => {
    expect(wayOn(stopped({ reason: 'halted' })).text).not.toContain('増やせる');
  });
});
