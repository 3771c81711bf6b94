import { usageCsv } from './usage-csv.js';

const report = (labels: readonly string[]) =>
  usageCsv({
    ...{ by: 'department', from: '2026-04-01', until: '2026-04-30', totalTokens: 10, calls: 2 },
    rows: labels.map((label) => ({ key: 'k', label, usedTokens: 10, calls: 2 })),
  });

describe('usageCsv', () => {
  it('opens in Excel as it is: BOM, CRLF, a heading and the sum', () => {
    expect(report(['総務課'])).toBe('\uFEFF"課","使ったトークン","呼出しの数"\r\n"総務課",10,2\r\n"合計",10,2\r\n');
  });

  it.each(['=HYPERLINK("http://x","y")', '+1', '-1+2', '@SUM(A1)', '\tTAB=1', '\rCR'])('P22: makes a text of %j', (label) => {
    expect(report([label])).toContain(`"'${label.replaceAll('"', '""')}"`);
  });

  it('keeps quotes, commas and line breaks inside one cell', () => {
    expect(report(['総務"課",\n係'])).toContain('"総務""課"",\n係",10,2\r\n');
  });
});
