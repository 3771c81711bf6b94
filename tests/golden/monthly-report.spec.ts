import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xpath from 'xpath';
import { visibleLines } from '../support/word.js';
import { reportFiles, type ReportFile } from './monthly-reports.js';
import { needs, officePath, partText, pdfPages, validationErrors, validatorPath } from './office.js';
import { brokenRules, xmlParts } from './word-rules.js';

jest.setTimeout(300_000);

/** Pages in the layouts 11pt and 12pt, looked at one by one. */
const PAGES: Readonly<Record<string, number>> = {
  'busy.11pt': 5,
  'busy.12pt': 5,
  'running.11pt': 4,
  'running.12pt': 5,
  'unused.11pt': 2,
  'unused.12pt': 2,
};

const W = xpath.useNamespaces({ w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' });

describe('the monthly report', () => {
  let files: ReportFile[] = [];
  const validator = validatorPath();
  const office = officePath();

  beforeAll(async () => {
    files = await reportFiles();
  });

  const linesOf = (name: string) => visibleLines(files.find((file) => file.name === name)?.bytes ?? Buffer.alloc(0));

  it('keeps every rule of a municipal document', () => {
    expect(files.map(({ name, bytes, profile }) => [name, brokenRules(bytes, profile)])).toEqual(files.map(({ name }) => [name, []]));
  });

  it('has tables whose heads are repeated, whose digits stand right and whose columns are wide enough for them', () => {
    for (const { bytes, profile } of files) {
      const document = xmlParts(bytes).get('word/document.xml');
      const count = (path: string) => (document === undefined ? -1 : Number(W(`count(${path})`, document)));
      expect(count('//w:tbl')).toBeGreaterThanOrEqual(3);
      expect(count('//w:tbl[not(w:tr[1]/w:trPr/w:tblHeader)]')).toBe(0);
      const isFigure = `translate(., '0123456789,.△％', '') = '' and . != ''`;
      expect(count(`//w:tr/w:tc/w:p[${isFigure}][not(starts-with(w:pPr/w:pStyle/@w:val, 'TableNum'))]`)).toBe(0);
      // Half a character of slack beside the margins of the cell: no figure is broken over two lines.
      const narrow = `//w:tr/w:tc[w:p[${isFigure}]][w:tcPr/w:tcW/@w:w < (string-length(.) * 0.5 + 1.5) * ${String(profile.sizePt * 20)}]`;
      expect(count(narrow)).toBe(0);
    }
  });

  it('numbers its pages, and says in its properties that no AI has written it', () => {
    for (const { bytes } of files) {
      expect(partText(bytes, 'word/footer1.xml')).toMatch(/PAGE<.*NUMPAGES</s);
      expect(partText(bytes, 'docProps/core.xml')).toContain('トークンの台帳から作成したもの');
      expect(partText(bytes, 'docProps/core.xml')).toContain('<cp:contentStatus>報告<');
    }
  });

  it('tells a month that is over in plain words and whole figures', () => {
    const lines = linesOf('busy.11pt');
    expect(lines.slice(0, 7)).toEqual([
      '令和6年8月1日',
      'あおば市',
      '生成AI利用状況月次報告（令和6年7月分）',
      '概況',
      '令和6年7月1日から同月31日までの生成AIの使用量は、891,210トークン（呼出し1,234件）でした。',
      '契約期間（令和6年7月1日から令和7年3月31日まで）の初めからの累計は915,000トークンで、契約の上限の10.2％に当たります。上限を等分に使う場合の累計を109,590トークン下回っています。',
      '最近の使い方が続く場合、契約の上限は、令和7年2月17日ごろに使い切る見込みです。',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining(['△109,590', '△8,500', '最初の文案', '続きの生成', '7月31日（水）', '職員の月の上限', '合計']),
    );
    expect(lines).toContain('7月20日午前9時30分');
  });

  it('says how far a month has gone that is not over', () => {
    const lines = linesOf('running.11pt');
    expect(lines.slice(2, 4)).toEqual(['生成AI利用状況月次報告（令和6年7月分）', '（令和6年7月15日現在）']);
    expect(lines.join()).toContain('月の途中のため、数値はこの後も変わります。');
    expect(lines.join()).toContain(
      '使い切る日の見込みはありません（最近の使い方が続く場合、契約の上限は、契約期間の終わりまで足ります）。',
    );
    expect(lines).toContain('7月15日（月）');
    expect(lines).not.toContain('7月16日（火）');
    expect(lines.join()).not.toContain('止まった文案');
  });

  it('has no empty tables for a month without use', () => {
    const lines = linesOf('unused.12pt');
    expect(lines).toContain('令和6年7月1日から同月31日までの間、生成AIの使用はありませんでした。');
    expect(lines.filter((line) => line === 'この月は、使われていません。')).toHaveLength(4);
  });

  needs(validator, 'no Open XML SDK validator for this platform')('is valid by the Open XML SDK', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bunan-report-'));
    try {
      for (const { name, bytes } of files) {
        const path = join(folder, `${name}.docx`);
        writeFileSync(path, bytes);
        expect([name, await validationErrors(validator ?? '', path, 'Office2019')]).toEqual([name, []]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  needs(office, 'LibreOffice is not installed')('has the expected pages in LibreOffice', () => {
    expect(Object.fromEntries(pdfPages(office ?? '', files, process.env.BUNAN_PAGES))).toEqual(PAGES);
  });
});
