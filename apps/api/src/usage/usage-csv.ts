import type { UsageDimension, UsageReport } from '@bunan/contracts';

/** Excel takes a text for a formula that begins so (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

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

/** One cell: quoted, and never a formula; an apostrophe before it makes it text. */
function cell(value: string | number): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** A report as CSV that Excel opens as it is: UTF-8 with a BOM, CRLF (RFC 4180), the sum in the last row. */
export function usageCsv({ by, rows, totalTokens, calls }: UsageReport): string {
  const lines = [
    [HEADINGS[by], '使ったトークン', '呼出しの数'],
    ...rows.map(({ label, usedTokens, calls: each }) => [label, usedTokens, each]),
    ['合計', totalTokens, calls],
  ];
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}
