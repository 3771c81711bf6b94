import { libraryTemplate } from '../../../tests/support/library.js';
import { runTemplateTests } from './template-tests.js';

const LETTER = libraryTemplate('tsuchi-taigai');
const ANSWER = { lead: '利用時間を{{effectiveDate}}から変更しましたので、下記のとおり通知します。費用は約300円です。{{docNo}}' };

/** Failures of the letter with these expectations: of its boilerplate, then of a recorded answer. */
function failures(...expect: (typeof LETTER.tests)[number]['expect']): string[][] {
  const test = { id: 'a', name: '通常', answers: LETTER.sample.answers, answer: ANSWER, expect };
  return runTemplateTests({ ...LETTER, tests: [test] }).map((result) => result.failures.map(({ message }) => message));
}

describe('runTemplateTests', () => {
  it('is green when everything holds, on boilerplate and on the recorded answer', () => {
    expect(
      failures(
        { that: 'contains', text: '下記のとおり', section: 'lead' },
        { that: 'contains', text: '（公園緑地課）'.slice(1, 5) },
        { that: 'lacks', text: 'ファクス' },
        { that: 'present', section: 'lead' },
        { that: 'length', section: 'lead', min: 30, max: 400 },
      ),
    ).toEqual([[], []]);
  });

  it('fills values in where the section may use them, and only there', () => {
    expect(failures({ that: 'contains', text: '令和6年11月1日から変更', of: 'answer' })).toEqual([[], []]);
    expect(failures({ that: 'contains', text: '{{docNo}}', section: 'lead', of: 'answer' })).toEqual([[], []]);
  });

  it('says what is not as expected', () => {
    expect(
      failures(
        { that: 'contains', text: 'ファクス' },
        { that: 'lacks', text: '下記', section: 'lead' },
        { that: 'length', section: 'lead', max: 10, of: 'answer' },
        { that: 'absent', section: 'lead', of: 'boilerplate' },
      ),
    ).toEqual([
      ['文書に「ファクス」がありません。', '「本文」に「下記」があります。', '「本文」があります。'],
      ['文書に「ファクス」がありません。', '「本文」に「下記」があります。', expect.stringMatching(/^「本文」が\d+字です（.*字まで）。$/)],
    ]);
  });

  it('asks the review', () => {
    expect(failures({ that: 'finding', rule: 'facts.number', of: 'answer' }, { that: 'noFinding', of: 'boilerplate' })).toEqual([[], []]);
    expect(failures({ that: 'noFinding' })[1]?.[0]).toContain('指摘「');
    expect(failures({ that: 'finding', rule: 'no.such' })[0]).toEqual(['指摘「no.such」がありません。']);
  });

  it('names answers that the form would refuse', () => {
    const test = { id: 'a', name: '空', answers: {}, expect: [{ that: 'present' as const, section: 'lead' }] };
    const [result] = runTemplateTests({ ...LETTER, tests: [test] });
    expect(result?.failures).toEqual([{ expectation: null, message: expect.stringContaining('件名を入力してください。') }]);
  });
});
