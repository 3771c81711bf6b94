import { becomes } from '../support/becomes.js';
import type { TestClient } from '../support/client.js';
import { Office } from '../support/office.js';
import { addPastUsage } from '../support/past-usage.js';
import { until } from '../support/program.js';

/** The tokens as administrators, heads and staff see and steer them. */
describe('tokens in a browser', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open();
    await addPastUsage(office.installation.database.owner, 25);
    a1 = await office.installation.signedIn('a1');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  it('shows an administrator the contract to date, where it leads, and the same sums as the ledger', async () => {
    const visitor = await office.person('admin');
    const { page } = visitor;
    await visitor.open('/usage');
    await page.getByRole('link', { name: '契約の使用量' }).click();
    await page.getByRole('img', { name: /契約期間の使用量。上限は/ }).waitFor();
    const { used } = await office.installation.contract();
    await page
      .getByText(`使用 ${used.toLocaleString('ja-JP')}`)
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /総務課/ })
      .first()
      .waitFor();
    await page
      .getByRole('cell', { name: '会議録（審議会等）' })
      .or(page.getByRole('rowheader', { name: /会議録/ }))
      .first()
      .waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV', exact: true }).click();
    expect((await downloading).suggestedFilename()).toBe('usage.csv');
  });

  it('lets an administrator set the cap of a department and move tokens, seeing first what comes of it', async () => {
    const visitor = await office.person('admin');
    const { page } = visitor;
    await visitor.open('/usage/caps');
    await page.getByText('二つ以上の課に上限を定めると、課から課へ移せます。').waitFor();
    for (const [name, amount] of [
      ['総務課', '２００，０００'],
      ['税務課', '100000'],
    ] as const) {
      await page.getByRole('button', { name: `${name}の上限` }).click();
      await until('the form has the focus', () =>
        page.getByLabel('上限（トークン）').evaluate((element) => element === document.activeElement),
      );
      await page.getByRole('button', { name: 'この上限にする' }).click();
      await page.getByText('理由を入力してください。').waitFor();
      await page.getByLabel('上限（トークン）').fill(amount);
      await page.getByLabel('理由').first().fill('年度の配分');
      await page.getByRole('button', { name: 'この上限にする' }).click();
      await page.getByText(`${name}の上限を`).waitFor();
    }
    await page.getByLabel('減らす課').selectOption({ label: '総務課' });
    await page.getByLabel('増やす課').selectOption({ label: '税務課' });
    await page.getByLabel('移すトークン').fill('50000');
    await page.getByRole('button', { name: '見込みを見る' }).click();
    await page.getByRole('table', { name: '移したときの見込み' }).waitFor();
    await page.locator('#move-reason').fill('窓口が混むため');
    await page.getByRole('button', { name: '移す', exact: true }).click();
    await page.getByText('移しました。').waitFor();
    await page
      .getByRole('row', { name: /税務課.*150,000/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: '台帳を点検する' }).click();
    await page.getByText('台帳の合計と一致しました').waitFor();
  });

  it('lets a head give a person more, and the stopped draft goes on by one click on the same page', async () => {
    const { owner } = office.installation.database;
    await owner.query(
      `SELECT quota_set_cap(q.id, NULL, p.id, 10, 'period', '試験', NULL) FROM quota_period q, person p WHERE p.login = 'a1'`,
    );
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('stopped');
    const clerk = await office.person('a1');
    await clerk.open(`/drafts/${draft.id}`);
    await clerk.page.getByRole('heading', { name: 'わたしの枠が足りないため、AIは書けません' }).waitFor();
    await clerk.page.getByText(/増やせるのは、課長（職員.head）と情報政策課です。/).waitFor();

    const head = await office.person('head');
    await head.open('/usage/caps');
    await head.page.getByRole('heading', { name: '総務課の職員' }).waitFor();
    await head.page.getByRole('button', { name: /a2の上限/ }).click();
    await head.page.getByLabel('上限（トークン）').fill('7');
    await head.page.getByRole('button', { name: /a1の上限/ }).click();
    await head.page.getByRole('heading', { name: /a1の上限を変える/ }).waitFor();
    await becomes(() => head.page.getByLabel('上限（トークン）').inputValue(), '');
    await head.page.getByLabel('上限（トークン）').fill('80000');
    await head.page.getByLabel('理由').fill('会議録が続くため');
    await head.page.getByRole('button', { name: 'この上限にする' }).click();
    await head.page.getByText('a1の上限を80,000にしました。').waitFor();

    await clerk.page.getByRole('button', { name: '続きから書く' }).click();
    await clerk.page.getByRole('tab', { name: /指摘/ }).waitFor();
    expect((await a1.draft(draft.id)).state).toBe('ready');
  });

  it('lets an administrator register the next contract period', async () => {
    const visitor = await office.person('admin');
    const { page } = visitor;
    await visitor.open('/usage/caps');
    await page.getByRole('button', { name: '契約期間を登録する' }).click();
    await page.getByRole('button', { name: '登録する', exact: true }).click();
    await page.getByRole('alert').getByText('名称を入力してください。').waitFor();
    await page.getByLabel('名称').fill('令和40年度');
    await page.getByLabel('初めの日').fill('令和40年4月1日');
    await page.getByLabel('終わりの日').fill('2059/3/31');
    await page.getByLabel('契約の上限（トークン）').fill('９，０００，０００');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByLabel('契約の上限（トークン）').press('Enter');
    await page.getByText('「令和40年度」を登録しました。').waitFor();
    await page.getByRole('row', { name: /令和40年度.*令和40年4月1日から令和41年3月31日まで.*これから.*9,000,000/ }).waitFor();
  });
});
