import { aSection } from '../../../../tests/support/reviewed.js';
import { answersCheck } from './answered.js';

const section = aSection({ id: 'answers', label: '回答' });
const answers = { answers: ['設置の有無', '設置箇所数', '今後の予定'].map((question) => ({ question, answer: '' })) };
const profile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;

const found = (text: string) =>
  answersCheck({ section, text, line: [{ text }], fields: [], answers, profile, input: '' }).map(
    ({ rule, excerpt }) => `${rule} ${excerpt}`,
  );

describe('answersCheck', () => {
  it.each([
    '設置の有無\n有\n設置箇所数\n26か所です。\n今後の予定\n未定です。',
    '1　設置の有無\n有\n2　設置箇所数：26か所\n3　今後の予定\n未定です。\n設置の有無は、別に調べます。',
  ])('has nothing to say when all are answered in order: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['設置の有無\n有\n今後の予定\n未定です。', ['answers.missing 設置箇所数']],
    ['設置の有無\n有\n設置箇所数\n\n今後の予定\n未定です。', ['answers.missing 設置箇所数']],
    ['設置箇所数\n26か所\n設置の有無\n有\n今後の予定\n未定', ['answers.order 設置の有無']],
    ['有、26か所、未定です。', ['answers.missing 設置の有無', 'answers.missing 設置箇所数', 'answers.missing 今後の予定']],
  ])('finds what is not answered or out of order: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
