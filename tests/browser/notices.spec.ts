import { becomes } from '../support/becomes.js';
import { SIZES } from '../support/browser.js';
import { expectFit } from '../support/fitting.js';
import { Office } from '../support/office.js';
import { until } from '../support/program.js';

/** What people are told, as they find it on the screen. */
describe('notices in a browser', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
    const a1 = await office.installation.signedIn('a1');
    await a1.ended(await a1.submit());
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  const query = (sql: string, ...values: unknown[]) => office.installation.database.owner.query<unknown[]>(sql, values);

  /** The department of a1 has used this share of its cap. */
  const useUp = async (percent: number) => {
    await query(
      `SELECT quota_set_cap(a.period_id, a.department_id, NULL, floor(a.used_tokens * 100.0 / $1)::bigint, 'period', '試験', NULL)
         FROM quota_allocation a WHERE a.department_id = (SELECT department_id FROM person WHERE login = 'a1')`,
      percent,
    );
    await until('it is said', async () => (await query('SELECT FROM notice WHERE percent = (SELECT max(percent) FROM notice)')).length > 0);
  };

  it('shows a clerk that there is nothing, at every width, by keyboard', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    const link = page.getByRole('navigation', { name: '主なメニュー' }).getByRole('link', { name: 'お知らせ', exact: true });
    await link.focus();
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: 'お知らせはありません' });
    await heading.waitFor();
    await until('the heading has the focus', () => heading.evaluate((element) => element === document.activeElement));
    expect(await visitor.barriers()).toEqual([]);
  });

  it('counts in the header what is new to a head, until it was shown', async () => {
    await useUp(83);
    await until('both shares are said', async () => (await query('SELECT FROM notice')).length === 2);
    const visitor = await office.person('head');
    const { page } = visitor;
    await page.getByRole('link', { name: /お知らせ.*新しいもの\s*1\s*件/ }).click();
    await page.getByRole('heading', { name: 'お知らせ', exact: true }).waitFor();
    const entries = page.getByRole('list', { name: 'お知らせ' }).getByRole('listitem');
    await entries.first().waitFor();
    await becomes(
      () => entries.allInnerTexts(),
      [expect.stringMatching(/^80％\s*総務課の配分の83％を使いました（残り [\d,]+トークン）。\s*きょう .*新しいお知らせ$/)],
    );
    await page.getByRole('link', { name: 'お知らせ', exact: true }).waitFor();
    await expectFit(visitor, 'notices');
    await page.getByRole('link', { name: 'トークンの配分' }).click();
    await page.getByRole('heading', { name: '総務課の職員' }).waitFor();
  });

  it('says at the menu of a narrow window that something is new, and shows nothing of it to another department', async () => {
    const visitor = await office.person('admin');
    const { page } = visitor;
    await page.setViewportSize(SIZES.phone);
    const menu = page.getByRole('button', { name: /メニュー.*新しいお知らせ\s*\d+\s*件/ });
    await menu.waitFor();
    expect(await visitor.overflow()).toBe(0);
    expect(await visitor.barriers()).toEqual([]);
    await menu.click();
    await page.getByRole('link', { name: /お知らせ\s+新しいもの/ }).click();
    await page
      .getByText(/総務課の配分の83％を使いました/)
      .first()
      .waitFor();

    const other = await office.person('b1');
    await other.open('/notices');
    await other.page.getByRole('heading', { name: 'お知らせはありません' }).waitFor();
  });

  it('shows names as text, and an alarm as one', async () => {
    await query(`UPDATE department SET name = '<img src=x onerror=window.__x=1>課' WHERE name = '総務課'`);
    await query(`INSERT INTO spending_halt (reason) VALUES ('I4 (1)')`);
    await until('the alarm is given', async () => (await query(`SELECT FROM notice WHERE kind = 'ledger'`)).length === 1);
    const visitor = await office.person('admin');
    await visitor.open('/notices');
    await visitor.page.getByText('警報').waitFor();
    await visitor.page.getByText('<img src=x onerror=window.__x=1>課の配分の83％を使いました').first().waitFor();
    expect(await visitor.page.evaluate('window.__x')).toBeUndefined();
    await query('UPDATE spending_halt SET lifted_at = clock_timestamp()');
    await query(`UPDATE department SET name = '総務課' WHERE name LIKE '<img%'`);
  });

  it('says that it could not be loaded, and tries again', async () => {
    const visitor = await office.person('head');
    visitor.allow(/503/);
    await visitor.open('/usage');
    await visitor.page.getByRole('heading', { name: '使用量', exact: true }).waitFor();
    office.door.refusal = { status: 503 };
    await visitor.page.getByRole('link', { name: 'お知らせ' }).click();
    await visitor.page.getByRole('heading', { name: 'お知らせを読み込めませんでした' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    office.door.refusal = null;
    await visitor.page.getByRole('button', { name: 'もう一度読み込む' }).click();
    await visitor.page.getByRole('list', { name: 'お知らせ' }).waitFor();
  });
});
