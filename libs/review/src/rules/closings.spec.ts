import type { Answers } from '@bunan/contracts';
import { libraryTemplate } from '../../../../tests/support/library.js';
import { reviewDraft } from '../review-draft.js';

/** What gives the findings of a rule in one section of a template, by its text. */
function found(template: string, section: string, rule: string) {
  const library = libraryTemplate(template);
  return (text: string, answers: Answers = {}): string[] =>
    reviewDraft({ template: library, answers, texts: { [section]: [{ text }] } })
      .filter((finding) => finding.rule === rule)
      .map(({ excerpt }) => excerpt);
}

describe('bill.closing', () => {
  const closing = found('gian-setsumei', 'reason', 'bill.closing');

  it('points at an end that does not belong to the kind of the bill', () => {
    expect(closing('混雑を緩和するため、改正する。', { kind: '条例の改正' })).toEqual(['混雑を緩和するため、改正する。']);
    expect(closing('後任が必要である。\n議会の承認を求めるものである。', { kind: '人事' })).toEqual(['議会の承認を求めるものである。']);
    expect(closing('条例を改正するため、議会の同意を求めるものである。', { kind: '条例の改正' })).toHaveLength(1);
  });

  it('takes the usual ends', () => {
    for (const [kind, text] of [
      ['条例の改正', '混雑を緩和するため、この案を提出するものである。'],
      ['契約の締結・変更', '契約を締結するため、議会の議決を求めるものである。'],
      ['人事', '任期が満了するため、議会の同意を求めるものである。'],
      ['専決処分の承認', '専決処分をしたので、議会の承認を求めるものである。'],
      ['専決処分の報告', '専決処分をしたので、議会に報告するものである。\n'],
      ['その他', '以上の理由により、この件を議会に提出するものである。'],
    ] as const) {
      expect(closing(text, { kind })).toEqual([]);
    }
  });

  it('is silent about what a model wrote', () => {
    const recorded = libraryTemplate('gian-setsumei').tests.filter(({ id }) => id === 'ordinary' || id === 'awkward');
    expect(recorded.flatMap(({ answer }) => closing(answer?.reason ?? '', { kind: '条例の改正' }))).toEqual([]);
  });
});
