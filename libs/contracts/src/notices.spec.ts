import { capName, capNoticeText, noticePageQuerySchema, overrunAlarmText } from './notices.js';

describe('capNoticeText', () => {
  it('says how much is used, whole per cents and never one too many, and what is left', () => {
    expect(capNoticeText('総務課の配分', { percent: 80, capTokens: 200_000, usedTokens: 161_999 })).toBe(
      '総務課の配分の80％を使いました（残り 38,001トークン）。',
    );
  });

  it('says the share that is used where it is beyond the one that was looked for', () => {
    expect(capNoticeText('契約のトークン', { percent: 50, capTokens: 100, usedTokens: 83 })).toBe(
      '契約のトークンの83％を使いました（残り 17トークン）。',
    );
    expect(capNoticeText('契約のトークン', { percent: 50, capTokens: 100, usedTokens: 300 })).toContain(
      'の100％を使いました（残り 0トークン）',
    );
  });

  it('tells a cap that is used up from one that no refused call fits in', () => {
    expect(capNoticeText('総務課の配分', { percent: 100, capTokens: 1_000, usedTokens: 1_000 })).toBe(
      '総務課の配分を使い切りました（上限 1,000トークン）。AIは書けません。',
    );
    expect(capNoticeText('総務課の配分', { percent: 100, capTokens: 20_000, usedTokens: 18_800 })).toBe(
      '総務課の配分の残りが 1,200トークンになり、AIが書けない文案があります。',
    );
  });
});

describe('capName', () => {
  it.each([
    ['contract', '', 'period', '契約のトークン'],
    ['department', '総務課', 'period', '総務課の配分'],
    ['person', 'あなた', 'month', 'あなたの今月の枠'],
    ['person', '総務課の職員', 'period', '総務課の職員の枠'],
  ] as const)('%s %s %s: %s', (scope, of, per, name) => {
    expect(capName(scope, of, per)).toBe(name);
  });
});

describe('overrunAlarmText', () => {
  it('names the day, the calls and the tokens', () => {
    expect(overrunAlarmText({ day: '2026-11-05', calls: 3, overTokens: 1_204 })).toBe(
      '11月5日に、予約より多く使った呼出しが3件ありました（合わせて 1,204トークン）。',
    );
  });
});

describe('noticePageQuerySchema', () => {
  it.each(['0', '-1', '1.5', '１', '1e3', 'x', '9999999999999999'])('refuses %p', (before) => {
    expect(noticePageQuerySchema.safeParse({ before }).success).toBe(false);
  });

  it('reads the number of a notice', () => {
    expect(noticePageQuerySchema.parse({ before: '12' })).toEqual({ before: 12 });
    expect(noticePageQuerySchema.parse({})).toEqual({});
  });
});
