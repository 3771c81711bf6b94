import { aSection } from '../../../../tests/support/reviewed.js';
import { easyCheck } from './plain-japanese.js';

const section = aSection({ id: 'easy', label: 'やさしい本文' });
const profile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;

describe('easyCheck', () => {
  const found = (text: string, furigana = '漢字の後に（　）で付ける') =>
    easyCheck({ section, text, line: [{ text }], fields: [], answers: { furigana }, profile, input: '' }).map(({ rule, message }) => [
      rule,
      message,
    ]);
  const rules = (text: string, furigana?: string) => found(text, furigana).map(([rule]) => rule);

  it.each([
    'ごみは、あさ8時（じ）までにだしてください。',
    '月（げつ）・木（もく）地区（ちく）は12月（がつ）30日（にち）まで、1月（がつ）6日（むいか）からです。',
    'ごみを持（も）っていくときは、12月（がつ）27日（にち）までがいいです。',
  ])('has nothing to say about %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('counts a sentence without its readings', () => {
    const long = 'ごみをだすひと、かんをだすひと、びんをだすひと、かみをだすひとがいます。';
    expect(found(long)).toEqual([
      ['easy.sentence', 'ふりがなを除いて35字です（目安30字まで）。一つの文に一つのことだけを書いてください。'],
    ]);
  });

  it('points at polite forms that learners do not know', () => {
    expect(rules('ごらんいただけます。')).toEqual(['easy.honorific']);
    expect(rules('おたずねになりますか。')).toEqual(['easy.honorific']);
    expect(rules('ださないでください。')).toEqual([]);
  });

  it('names kanji without a reading, where readings are wanted', () => {
    expect(found('清掃センターへ持（も）っていきます。')).toEqual([
      ['easy.reading', '「清掃」に、ふりがながありません。すぐ後に（ ）で読みを付けるか、ひらがなで書いてください。'],
    ]);
    expect(rules('清掃センターです。', '漢字を使わずに書く')).toEqual([]);
  });
});
