import { minutesItems } from './minutes.js';
import { textOf } from './print.js';

const items = (text: string, field?: string) => minutesItems([field === undefined ? { text } : { text, field }]);
const rowsOf = (item: ReturnType<typeof minutesItems>[number] | undefined) => item?.table?.rows.map((row) => row.map(textOf));

describe('minutesItems', () => {
  it('makes a heading of each item of the agenda and a table of its speeches', () => {
    const [first, second] = items(
      '議題1　路線の見直しについて\n（説明）\n事務局　資料により説明した。\n青木委員　反対である。\n（結果）\n承認した。\n議題2　その他\nなし',
    );
    expect(textOf(first?.label ?? [])).toBe('路線の見直しについて');
    expect(first?.items?.map((item) => item.paragraphs?.map(textOf) ?? rowsOf(item))).toEqual([
      ['（説明）'],
      [
        ['事務局', '資料により説明した。'],
        ['青木委員', '反対である。'],
      ],
      ['（結果）', '承認した。'],
    ]);
    expect(textOf(second?.label ?? [])).toBe('その他');
  });

  it('does not put words into the mouth of whoever spoke last', () => {
    const [only] = items('事務局　説明した。\n会長から修正案が示された。');
    expect(only?.items?.map((item) => rowsOf(item) ?? item.paragraphs?.map(textOf))).toEqual([
      [['事務局', '説明した。']],
      ['会長から修正案が示された。'],
    ]);
  });

  it('takes the further lines of a record as typed for the same speech', () => {
    const [only] = items('議長（北川）　開会します。\n出席は22人です。\n△日程第1　議席の指定\n議長（北川）　続けます。', 'transcript');
    expect(only?.items?.map((item) => rowsOf(item) ?? item.paragraphs?.map(textOf))).toEqual([
      [['議長（北川）', '開会します。\n出席は22人です。']],
      ['△日程第1　議席の指定'],
      [['議長（北川）', '続けます。']],
    ]);
  });

  it('gives all tables the width of the longest speaker, within limits', () => {
    const widths = (text: string) => items(text)[0]?.items?.[0]?.table?.columns.map(({ width }) => width);
    expect(widths('会長　はい。')).toEqual([7, 35]);
    expect(widths('事務局（西田係長）　はい。')).toEqual([10, 32]);
    expect(widths('片桐委員（東都あおばバス）　はい。')).toEqual([10, 32]);
  });

  it('is empty for an empty text', () => {
    expect(items('')).toEqual([]);
  });
});
