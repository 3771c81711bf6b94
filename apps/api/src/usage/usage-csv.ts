import { originLabels, type UsageDimension, type UsageRow } from '@bunan/contracts';
import { BOM, csvLine } from './csv.js';

const HEADINGS: Readonly<Record<UsageDimension, string>> = {
  day: '日',
  month: '月',
  'fiscal-year': '年度',
  department: '課',
  person: '職員',
  template: '様式',
  model: 'モデル',
  origin: '使い方',
};

/** Sums as CSV, a batch at a time: a heading, a line each, the sum of all in the last one. */
export async function* usageCsv(by: UsageDimension, batches: AsyncIterable<readonly UsageRow[]>): AsyncGenerator<string, void, void> {
  let [totalTokens, totalCalls] = [0, 0];
  let text = BOM + csvLine([HEADINGS[by], '使ったトークン', '呼出しの数']);
  for await (const rows of batches) {
    for (const { key, label, usedTokens, calls } of rows) {
      totalTokens += usedTokens;
      totalCalls += calls;
      text += csvLine([by === 'origin' ? (originLabels[key] ?? label) : label, usedTokens, calls]);
    }
    yield text;
    text = '';
  }
  yield csvLine(['合計', totalTokens, totalCalls]);
}
