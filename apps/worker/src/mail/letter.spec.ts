import { letterOf } from './letter.js';

const settings = { publicOrigin: 'https://bunan.city.example.jp', practice: false };
const cap = { kind: 'cap', scope: 'department', departmentName: '総務課', isMonthly: false, percent: 80, capTokens: 200_000 } as const;

describe('letterOf', () => {
  it('says whose cap it is, how much is used and left, and where to go', () => {
    const { subject, text } = letterOf({ ...cap, usedTokens: 166_000 }, settings);
    expect(subject).toBe('【文案工房】総務課の配分の80％を使いました');
    expect(text).toContain('総務課の配分の83％を使いました（残り 34,000トークン）。');
    expect(text).toContain('使った分　166,000トークン\n上限　　　200,000トークン\n');
    expect(text).toContain('\nhttps://bunan.city.example.jp/notices\n');
  });

  it('names no person', () => {
    const { subject } = letterOf({ ...cap, scope: 'person', isMonthly: true, usedTokens: 166_000 }, settings);
    expect(subject).toBe('【文案工房】総務課の職員の今月の枠の80％を使いました');
  });

  it('speaks of the contract without a department', () => {
    const { subject } = letterOf({ ...cap, scope: 'contract', departmentName: null, percent: 100, usedTokens: 200_000 }, settings);
    expect(subject).toBe('【文案工房】契約のトークンを使い切りました');
    const few = letterOf({ ...cap, percent: 100, usedTokens: 188_000 }, settings);
    expect(few.subject).toBe('【文案工房】総務課の配分が残りわずかです');
    expect(few.text).toContain('総務課の配分の残りが 12,000トークンになり、AIが書けない文案があります。');
  });

  it('gives alarm, and says when nothing of it is real', () => {
    expect(letterOf({ kind: 'ledger' }, { ...settings, practice: true }).subject).toBe('【文案工房・稽古用】警報：台帳の合計が合いません');
    const overrun = letterOf({ kind: 'overrun', day: '2026-11-05', calls: 2, overTokens: 30 }, settings);
    expect(overrun.text).toContain('11月5日に、予約より多く使った呼出しが2件ありました（合わせて 30トークン）。');
  });
});
