import type { Line } from '@bunan/contracts';
import { textOf } from './print.js';
import { answeredItems, lineItems, pairItems, writtenTable } from './written-items.js';

const line = (text: string): Line => [{ text }];
const shown = (lines: readonly Line[] | undefined) => lines?.map(textOf);

describe('answeredItems', () => {
  const questions = [[{ text: '設置の有無', field: 'answers.0.question' }], line('設置箇所数'), line('箇所数')];
  const items = (text: string) =>
    answeredItems(line(text), questions).map(({ label, paragraphs }) => [label === undefined ? null : textOf(label), shown(paragraphs)]);

  it('makes each question an item with its answer below it', () => {
    expect(items('設置の有無\n設置しています。\nなお、公園にもあります。\n設置箇所数\n26か所です。')).toEqual([
      ['設置の有無', ['設置しています。', 'なお、公園にもあります。']],
      ['設置箇所数', ['26か所です。']],
    ]);
  });

  it('knows a question with a number before it, and one with its answer on the same line', () => {
    expect(items('1　設置の有無\n有\n(2) 箇所数：26か所')).toEqual([
      ['設置の有無', ['有']],
      ['箇所数', ['26か所']],
    ]);
  });

  it('takes the words of the question from the form', () => {
    expect(answeredItems(line('問1　設置の有無\n有'), questions)[0]?.label).toEqual([{ text: '設置の有無', field: 'answers.0.question' }]);
  });

  it('keeps what stands before the first question, and lines that only begin like one', () => {
    expect(items('次のとおりです。\n設置の有無\n設置箇所数は、26か所です。')).toEqual([
      [null, ['次のとおりです。']],
      ['設置の有無', ['設置箇所数は、26か所です。']],
    ]);
  });
});

describe('lineItems', () => {
  it('makes each line an item', () => {
    expect(lineItems(line('周知する。\n2月11日に停止する。')).items?.map(({ text }) => shown(text && [text]))).toEqual([
      ['周知する。'],
      ['2月11日に停止する。'],
    ]);
  });

  it.each(['1 進捗\n・全体62％', '（1）周知\n(2) 停止', '→市が周知'])('leaves lines with marks of their own as they are: %s', (text) => {
    expect(shown(lineItems(line(text)).paragraphs)).toEqual(text.split('\n'));
  });
});

describe('pairItems', () => {
  const items = (text: string) => pairItems(line(text)).map((item) => [shown(item.text && [item.text]), shown(item.paragraphs)]);

  it('makes each question an item with its answer below it', () => {
    expect(items('再質問1　いつ終えるのか。\n答弁1　目標です。\n約束ではありません。\n再質問2　財源は。\n答弁2　未定です。')).toEqual([
      [['いつ終えるのか。'], ['目標です。', '約束ではありません。']],
      [['財源は。'], ['未定です。']],
    ]);
  });

  it('keeps a text without marks', () => {
    expect(items('再質問は想定していません。')).toEqual([[undefined, ['再質問は想定していません。']]]);
  });
});

describe('writtenTable', () => {
  const heads = [{ label: '内容' }, { label: '担当', width: 9 }, { label: '期限', width: 9 }];
  const rows = (text: Line) => writtenTable(text, heads)?.rows.map((cells) => cells.map(textOf));

  it('makes a row of each line and leaves out the heads', () => {
    expect(rows(line('内容|担当|期限\n見積り|受託者|11月20日\n周知｜市｜未定'))).toEqual([
      ['見積り', '受託者', '11月20日'],
      ['周知', '市', '未定'],
    ]);
  });

  it('shares what is left of the line among the open columns', () => {
    expect(writtenTable(line('a|b|c'), heads)?.columns.map(({ width, align }) => [width, align])).toEqual([
      [24, 'left'],
      [9, 'center'],
      [9, 'center'],
    ]);
  });

  it('has as many cells as columns, whatever the line has', () => {
    expect(rows(line('見積り|受託者\n周知|市|未定|備考\n報告'))).toEqual([
      ['見積り', '受託者', ''],
      ['周知', '市', '未定|備考'],
      ['報告', '', ''],
    ]);
  });

  it('keeps the fields of values', () => {
    const text = [{ text: '周知|' }, { text: '総務課', field: 'dept' }, { text: '|未定' }];
    expect(writtenTable(text, heads)?.rows[0]?.[1]).toEqual([{ text: '総務課', field: 'dept' }]);
  });

  it('is none of a text without bars', () => {
    expect(writtenTable(line('なし'), heads)).toBeNull();
  });
});
