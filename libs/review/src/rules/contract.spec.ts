import type { Answers, Check, Finding } from '@bunan/contracts';
import { libraryTemplate } from '../../../../tests/support/library.js';
import { reviewDraft } from '../review-draft.js';

/** What one check says of a text, with a form of its own. */
function found(check: Check, text: string, answers: Answers = {}): Finding[] {
  const template = libraryTemplate('saiitaku');
  const sections = template.sections.slice(0, 1).map((section) => ({ ...section, minChars: 0, checks: [check] }));
  const rules = /^(contract|subcontract|notice|incident)\./;
  return reviewDraft({ template: { ...template, sections }, answers, texts: { scope: [{ text }] } }).filter(({ rule }) => rules.test(rule));
}

describe('days within the period of the contract', () => {
  const contractPeriod = { from: '2024-04-08', until: '2024-06-28' };

  it.each([
    [{ doneDate: '2024-06-28' }, 0],
    [{ doneDate: '2024-06-29' }, 1],
    [{ period: { from: '2024-04-08', until: '2024-06-28' } }, 0],
    [{ period: { from: '2024-04-07', until: '2024-06-01' } }, 1],
    [{ period: { from: '2024-04-08', until: '2024-07-01' } }, 1],
    [{}, 0],
  ])('%j: %i', (answers, count) => {
    expect(found('inPeriod', '実施した。', { contractPeriod, ...answers })).toHaveLength(count);
  });

  it('are not asked about without a contract', () => {
    expect(found('inPeriod', '実施した。', { doneDate: '2024-06-28' })).toEqual([]);
  });
});

describe('the whole of the work', () => {
  it.each(['本業務の全部を再委託する。', '委託業務一式を任せる。', '業務を一括して再委託する。', '業務の全てを再委託する。'])(
    'is pointed at: %s',
    (text) => {
      expect(found('wholeSubcontract', text)).toMatchObject([{ rule: 'subcontract.whole', severity: 'warn' }]);
    },
  );

  it.each([
    '学校向け研修業務一式（資料作成、講師派遣）。',
    '再委託する業務は、学校向け研修に係る業務一式とする。',
    '業務の全部を再委託するものではない。',
    '一括再委託は行わない。',
    '誤変換の修正の全てを行う。',
  ])('is not seen in a part of it: %s', (text) => {
    expect(found('wholeSubcontract', text)).toEqual([]);
  });
});

describe('a planned stop', () => {
  const days = (issueDate: string, kind = '定期') => found('leadTime', '作業する。', { issueDate, kind, startAt: '2024-10-19T22:00' });

  it('is announced a week ahead, unless it is urgent', () => {
    expect(days('2024-10-12')).toEqual([]);
    expect(days('2024-10-13')).toMatchObject([{ rule: 'notice.leadTime', message: expect.stringContaining('6日') }]);
    expect(days('2024-10-19', '緊急')).toEqual([]);
    expect(found('leadTime', '作業する。')).toEqual([]);
  });
});

describe('a report of an incident', () => {
  it.each(['証明書の期限切れと思われる。', '負荷による可能性が高い。', 'おそらく設定の誤りである。'])('does not guess: %s', (text) => {
    expect(found('guess', text)).toHaveLength(1);
  });

  it.each(['直接原因は、証明書の有効期限切れである。', '調査中', '可能性を排除するため、全ての証明書を確かめた。'])(
    'may state: %s',
    (text) => {
      expect(found('guess', text)).toEqual([]);
    },
  );

  it('has a cause when it is the last one', () => {
    expect(found('settledCause', '原因は調査中である。', { edition: '最終報' })).toMatchObject([{ severity: 'error' }]);
    expect(found('settledCause', '原因は調査中である。', { edition: '続報' })).toEqual([]);
    expect(found('settledCause', '原因は、期限切れである。', { edition: '最終報' })).toEqual([]);
  });

  it('has its events in order, also over New Year', () => {
    const order = (...times: string[]) => found('timelineOrder', '停止した。', { timeline: times.map((at) => ({ at, event: '停止' })) });
    expect(order('2024-12-31T23:58', '2025-01-01T00:10', '2025-01-01T00:10')).toEqual([]);
    expect(order('2025-12-31T23:58', '2025-01-01T00:10')).toMatchObject([
      { message: expect.stringContaining('2行目'), fieldId: 'timeline' },
    ]);
  });
});
