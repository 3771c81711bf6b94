import { becomes } from '../support/becomes.js';
import type { Visitor } from '../support/browser.js';
import { expectFit } from '../support/fitting.js';
import { Office } from '../support/office.js';
import { addPastUsage } from '../support/past-usage.js';
import { until } from '../support/program.js';

/** Sixty more departments with people, caps and use: as many as a city of some size has. */
const DEPARTMENTS = [
  `INSERT INTO department (name) SELECT CASE n WHEN 7 THEN '新型感染症対策・ワクチン接種推進室' ELSE '第' || n || '課' END FROM generate_series(1, 60) n`,
  `INSERT INTO person (login, name, department_id, roles, password_hash)
   SELECT 'p' || row_number() OVER (), '職員　' || d.name || i, d.id, ARRAY['staff'], 'none' FROM department d, generate_series(1, 3) i WHERE d.name ~ '^第'`,
  `SELECT count(quota_set_cap(q.id, d.id, NULL, 200000, 'period', '試験', NULL)) FROM quota_period q, department d WHERE d.name <> '総務課'`,
];

/** The figures of a large city as administrators see them: chosen, drawn, listed, taken away as files. */
describe('figures in a browser', () => {
  let office: Office;
  let visitor: Visitor;

  beforeAll(async () => {
    office = await Office.open();
    const { owner } = office.installation.database;
    for (const sql of DEPARTMENTS) {
      await owner.query(sql);
    }
    await owner.query(`UPDATE quota_period SET during = tstzrange(now() - interval '70 days', upper(during), '[)')`);
    await addPastUsage(owner, 45, `login ~ '^(p\\d*[05]|a1|a2|b1)$'`);
  });
  beforeEach(async () => {
    visitor = await office.person('admin');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  it.each([
    ['日ごと', 'day'],
    ['月ごと', 'month'],
    ['年度ごと', 'fiscal-year'],
    ['課ごと', 'department'],
    ['職員ごと', 'person'],
    ['様式ごと', 'template'],
    ['モデルごと', 'model'],
    ['使い方ごと', 'origin'],
  ])('adds up %s: drawn, as a table whose sum is the ledger’s, and as a file', async (label, by) => {
    const { page } = visitor;
    await visitor.open('/usage/sums');
    await page.getByLabel('集計の単位').selectOption({ label });
    await page.getByRole('heading', { name: `${label}の使用量` }).waitFor();
    const { used } = await office.installation.contract();
    const table = page.getByRole('table', { name: `${label}の使用量` });
    await table.getByRole('row', { name: `合計 ${used.toLocaleString('ja-JP')} 100.0％` }).waitFor();
    const isTime = ['day', 'month', 'fiscal-year'].includes(by);
    await becomes(() => page.getByRole('img', { name: /ごとの使用量。最も多いのは/ }).count(), isTime ? 1 : 0);
    expect(page.url()).toContain(`by=${by}`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    expect((await downloading).suggestedFilename()).toBe('usage.csv');
    if (['day', 'month', 'department'].includes(by)) {
      await expectFit(visitor, `sums-${by}`);
    }
  });

  it('counts the days that are chosen: a month, a 年度, typed ones; and refuses days out of order', async () => {
    const { page } = visitor;
    await visitor.open('/usage/sums?by=day');
    await page.getByLabel('期間').selectOption({ index: 1 });
    await page.getByText(/4月1日から令和\d+年3月31日まで/).waitFor();
    await page.getByLabel('期間').selectOption({ label: '日を指定する' });
    await page.getByLabel('初めの日').fill('2026-02-02');
    await page.getByLabel('終わりの日').fill('2026-02-01');
    await page.getByRole('button', { name: 'この日で集計する' }).click();
    visitor.allow(/400.*\/api\/usage\/report/);
    await page.getByRole('alert').waitFor();
    await page.getByLabel('終わりの日').fill('2026-02-03');
    await page.getByRole('button', { name: 'この日で集計する' }).click();
    await page.getByText('この期間は、使われていません。').waitFor();
    await becomes(() => page.getByRole('link', { name: '使用量', exact: true }).first().getAttribute('aria-current'), 'page');
    await page.goBack();
    await page.getByRole('alert').waitFor();
  });

  it('stays usable with sixty departments: the contract', async () => {
    const { page } = visitor;
    await visitor.open('/usage/contract');
    await page.getByText('64件のうち20件').waitFor();
    await page.getByRole('rowheader', { name: '最初の文案' }).waitFor();
    await expectFit(visitor, 'contract-60');
    await page.getByLabel('課の名前で絞り込む').fill('ワクチン');
    await page.getByText(/のうち1件/).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Wordで受け取る' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^生成AI利用状況月次報告（.+月分）.*\.docx$/);
  });

  it('stays usable with sixty departments: the caps, set where they stand', async () => {
    const { page } = visitor;
    await visitor.open('/usage/caps');
    await page.getByRole('heading', { name: '課', exact: true }).waitFor();
    await expectFit(visitor, 'caps-60');
    await page.getByRole('button', { name: 'すべて表示する' }).click();
    await page.getByText('64件', { exact: true }).waitFor();
    const change = page.getByRole('button', { name: '第33課の上限' });
    await change.click();
    await until('the form has the focus', () =>
      page.getByLabel('上限（トークン）').evaluate((element) => element === document.activeElement),
    );
    await expectFit(visitor, 'caps-60-form');
    await page.getByRole('button', { name: 'やめる' }).click();
    await becomes(() => change.evaluate((element) => element === document.activeElement), true);
    await page.getByLabel('課の名前で絞り込む').fill('第33');
    await change.click();
    await page.getByLabel('上限（トークン）').fill('123456');
    await page.getByLabel('理由').first().fill('窓口が混むため');
    await page.getByRole('button', { name: 'この上限にする' }).click();
    await page.getByText('第33課の上限を123,456にしました。').waitFor();
    await page.getByRole('row', { name: /第33課.*123,456/ }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: '台帳のCSV' }).click();
    expect((await downloading).suggestedFilename()).toBe('ledger.csv');
  });

  it('shows a clerk the months of the department, and the own part of them', async () => {
    visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open('/usage');
    await page.getByRole('img', { name: /課の月ごとの使用量。最も多いのは/ }).waitFor();
    await expectFit(visitor, 'usage-months');
  });

  it('says before a run how much of what is left it takes at most', async () => {
    visitor = await office.person('b1');
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('うちAIに送る分').waitFor();
    await page.getByText(/^多くても、課の残りの[\d.]+％を使います。$/).waitFor();
  });
});
