import type { Item, Line } from '@bunan/contracts';
import { headedItems } from './headed.js';
import { textOf } from './print.js';

/** An item as words: its own, its paragraphs, its items. */
function shown({ label, text, paragraphs = [], items = [] }: Item): unknown {
  return [textOf(label ?? text ?? []), ...paragraphs.map(textOf), ...items.map(shown)];
}

const written = (text: string): Line => [{ text }];

describe('headedItems', () => {
  it('puts paragraphs below the headings that stand above them, without their numbers', () => {
    const text = '会議は、午後1時に始まった。\n議題1　公印の省略\n範囲を広げた。\n質問はなかった。\n2　電子決裁\n導入した。';
    expect(shown(headedItems(written(text)))).toEqual([
      '',
      '会議は、午後1時に始まった。',
      ['公印の省略', '範囲を広げた。', '質問はなかった。'],
      ['電子決裁', '導入した。'],
    ]);
  });

  it('goes one level down for numbers in brackets', () => {
    const text = '1　主な内容\n(1)　大ホールの使用料を改める。\n（2）小ホール\n使用料を改める。\n2　施行期日\n規則で定める日とする。';
    expect(shown(headedItems(written(text)))).toEqual([
      '',
      ['主な内容', ['大ホールの使用料を改める。'], ['小ホール', '使用料を改める。']],
      ['施行期日', '規則で定める日とする。'],
    ]);
    expect(shown(headedItems(written('(1)　甲の件\n(2)　乙の件')))).toEqual(['', ['甲の件'], ['乙の件']]);
  });

  it('takes a short line without an end for a heading when a sentence follows', () => {
    expect(shown(headedItems(written('その他\n次回は、2月である。')))).toEqual(['', ['その他', '次回は、2月である。']]);
    expect(shown(headedItems(written('次回は、2月である。\nその他')))).toEqual(['', '次回は、2月である。', 'その他']);
    expect(shown(headedItems([{ text: 'その他\n次回は、2月である。', field: 'memo' }]))).toEqual(['', 'その他', '次回は、2月である。']);
  });

  it('leaves numbers that count alone', () => {
    for (const text of ['3人で確かめた。', '1.5倍を上限とする。', '10月12日に開いた。', '3、4月は混む。']) {
      expect(shown(headedItems(written(text)))).toEqual(['', text]);
    }
  });
});
