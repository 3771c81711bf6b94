import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { UsageDimension } from '@bunan/contracts';
import { usageCsv } from './usage-csv.js';

const rows = (labels: readonly string[]) => labels.map((label) => ({ key: 'draft', label, usedTokens: 10, calls: 2 }));

const csv = (labels: readonly string[], by: UsageDimension = 'department') =>
  text(Readable.from(usageCsv(by, Readable.from([rows(labels)]))));

describe('usageCsv', () => {
  it('opens in Excel as it is: BOM, CRLF, a heading and the sum', async () => {
    expect(await csv(['総務課'])).toBe('\uFEFF"課","使ったトークン","呼出しの数"\r\n"総務課",10,2\r\n"合計",10,2\r\n');
  });

  it.each(['=HYPERLINK("http://x","y")', '+1', '-1+2', '@SUM(A1)', '\tTAB=1', '\rCR'])('P22: makes a text of %j', async (label) => {
    expect(await csv([label])).toContain(`"'${label.replaceAll('"', '""')}"`);
  });

  it('keeps quotes, commas and line breaks inside one cell', async () => {
    expect(await csv(['総務"課",\n係'])).toContain('"総務""課"",\n係",10,2\r\n');
  });

  it('says in Japanese what calls were for', async () => {
    expect(await csv(['draft'], 'origin')).toContain('"最初の文案",10,2');
  });

  it('adds up over all batches, and has a sum of nothing', async () => {
    const both = await text(Readable.from(usageCsv('department', Readable.from([rows(['甲課', '乙課']), rows(['丙課'])]))));
    expect(both.split('\r\n').slice(-2)).toEqual(['"合計",30,6', '']);
    expect(await text(Readable.from(usageCsv('day', Readable.from([[]]))))).toBe(
      '\uFEFF"日","使ったトークン","呼出しの数"\r\n"合計",0,0\r\n',
    );
  });
});
