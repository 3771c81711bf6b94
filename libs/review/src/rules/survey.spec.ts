import { aSection } from '../../../../tests/support/reviewed.js';
import { isChoice, surveyCheck } from './survey.js';

const section = aSection({ id: 'questions', label: '問', maxChars: 6000, maxSentenceChars: 300, maxTokens: 6700, checks: ['survey'] });
const profile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;
const found = (text: string, count = 1) =>
  surveyCheck({ section, text, line: [{ text }], fields: [], answers: { count }, profile, input: '' });
const rules = (text: string, count?: number) => found(text, count).map(({ rule }) => rule);
const single = (asked: string) => `問1　${asked}【単一回答】\n1　はい　2　いいえ　3　答えたくない`;

describe('surveyCheck', () => {
  it('counts branches of a question as one', () => {
    const text = '問1（1）　年代を教えてください。【単一回答】\n1　20歳代\n問1（2）　地区を教えてください。【自由記述】\n（　　）';
    expect(rules(text, 1)).toEqual([]);
    expect(found(text, 2).map(({ message, severity }) => [message, severity])).toEqual([
      ['問は1問です（指定は2問）。問を足すか削り、又は指定の問数を直してください。', 'error'],
    ]);
  });

  it.each([
    '市は補助金を増やすべきだと思いますか。',
    '市は補助金を増やすべきと思うのが当然ですか。',
    'もっと便利にすべきではありませんか。',
    '便利になったと思いませんか。',
  ])('points at the leading %s', (asked) => {
    expect(rules(single(asked))).toContain('survey.leading');
  });

  it.each(['便数や運賃について満足していますか。', '職員の説明及び態度は分かりやすかったですか。'])(
    'points at two matters in %s',
    (asked) => {
      expect(rules(single(asked))).toEqual(['survey.double']);
    },
  );

  it.each([
    '同じ業務に就く日本人と比べて、外国人の賃金はどのようになっていますか。',
    '今後5年間に採用を予定している外国人の人数を教えてください。',
    '個人の病名や症状は記入しないでください。窓口はありますか。',
    '補助金の額について、どのように考えますか。',
  ])('has nothing to say about %s', (asked) => {
    expect(rules(single(asked))).toEqual([]);
  });

  it('wants a way out of a question that is too personal', () => {
    expect(found(single('国籍を教えてください。')).map(({ message }) => message)).toEqual([
      '「国籍」は、要配慮個人情報などに当たることがあります。聞く必要があるか確かめてください。',
    ]);
    const message = found('問1　持病を教えてください。【自由記述】\n（　　）')[0]?.message;
    expect(message).toContain('「答えたくない」の選択肢も');
  });

  it('misses choices, and points at long questions', () => {
    expect(rules('問1　頻度を教えてください。【単一回答】\n【要確認：頻度】')).toEqual(['survey.choices']);
    expect(rules('問1　頻度を教えてください。【自由記述】\n（　　）')).toEqual([]);
    expect(rules(single('あ'.repeat(81)))).toEqual(['survey.length']);
  });
});

describe('isChoice', () => {
  const text = '問1　年代を教えてください。【5段階】\n1　10歳代　2　20歳代';

  it('knows choices and ways to answer, and no others', () => {
    const at = (words: string) => isChoice({ section, text }, text.indexOf(words));
    expect([at('10歳代'), at('20歳代'), at('5段階')]).toEqual([true, true, true]);
    expect(at('1　年代')).toBe(false);
    expect(isChoice({ section: { ...section, checks: [] }, text }, text.indexOf('20歳代'))).toBe(false);
  });
});
