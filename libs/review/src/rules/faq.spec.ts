import { aSection } from '../../../../tests/support/reviewed.js';
import { faqCheck } from './faq.js';

const section = aSection({ id: 'qa', label: '質問と回答', maxChars: 5000 });
const profile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;
const source = '【申込み】\n電話で受け付ける。\n4 国民健康保険（こくほ）\n会社の健康保険に入っていない人。';

function found(count: number, ...lines: string[]): string[] {
  const text = lines.join('\n');
  return faqCheck({ section, text, line: [{ text }], fields: [], answers: { count, source }, profile, input: '' }).map(
    ({ rule, excerpt }) => `${rule} ${excerpt}`,
  );
}

describe('faqCheck', () => {
  it('has nothing to say about whole pairs from the source', () => {
    expect(
      found(
        2,
        'Q1　どう申し込みますか。',
        'A1　電話です。[申込み]',
        'Ｑ２　誰が入りますか。',
        'Ａ２　次の人です。',
        '会社の保険のない人。［4 国民健康保険（こくほ）］',
      ),
    ).toEqual([]);
  });

  it('counts the questions', () => {
    expect(found(3, 'Q1　どう申し込みますか。', 'A1　電話です。')).toEqual(['faq.count 質問と回答']);
  });

  it.each([
    [['Q1　どう申し込みますか。', 'Q2　誰が入りますか。', 'A2　会社の保険のない人です。'], 'Q1　どう申し込みますか。'],
    [['Q1　どう申し込みますか。', 'A1　', 'Q2　誰が入りますか。', 'A2　会社の保険のない人です。'], 'Q1　どう申し込みますか。'],
    [['Q1　どう申し込みますか。', 'A1　電話です。', 'Q2　誰が入りますか。'], 'Q2　誰が入りますか。'],
  ])('finds questions without an answer', (lines, question) => {
    expect(found(2, ...lines)).toEqual([`faq.answer ${question}`]);
  });

  it('measures questions and answers without spaces and without the note of the source', () => {
    const answer = (length: number) => `A1　${'あ　'.repeat(length)}[申込み]`;
    expect(found(1, 'Q1　どう申し込みますか。', answer(250))).toEqual([]);
    expect(found(1, 'Q1　どう申し込みますか。', answer(251))).toHaveLength(1);
    expect(found(1, `Q1　${'あ'.repeat(61)}`, answer(1))[0]).toMatch(/^faq\.length Q1/);
  });

  it('finds a question that is asked again, not one about the same thing', () => {
    const ask = (...questions: string[]) =>
      found(questions.length, ...questions.flatMap((question) => [`Q1　${question}`, 'A1　電話です。'])).map((each) => each.slice(0, 13));
    expect(ask('粗大ごみはどう申し込みますか。', '粗大ごみは、どう申し込みますか？')).toEqual(['faq.duplicate']);
    expect(
      ask(
        '国民健康保険（こくほ）に入るのはどんな人ですか。',
        '国民健康保険（こくほ）の手続は、いつまでにしますか。',
        '国民健康保険（こくほ）の保険料は、いくらですか。',
        '国民健康保険（こくほ）の保険料は、いつ払いますか。',
      ),
    ).toEqual([]);
  });

  it('finds notes that the source does not have', () => {
    expect(found(1, 'Q1　どう申し込みますか。', 'A1　電話です。[要綱第3条]')).toEqual(['faq.basis [要綱第3条]']);
  });
});
