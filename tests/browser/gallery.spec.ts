import { errorTable } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import type { TestClient } from '../support/client.js';
import { expectFit } from '../support/fitting.js';
import { Office } from '../support/office.js';
import { until } from '../support/program.js';

const names = (page: Page) => page.locator('.tpl h3').allTextContents();

describe('the gallery', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open({ workers: 0 });
    a1 = await office.installation.signedIn('a1');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  it('shows somebody new all templates by group, each with what it asks for and costs', async () => {
    const visitor = await office.person('b1');
    const { page } = visitor;
    await page.getByRole('heading', { name: 'どの文書をつくりますか' }).waitFor();
    const row = page.locator('.tpl', { hasText: '通知文（対外）' }).first();
    await row.waitFor();
    await becomes(() => row.textContent(), expect.stringMatching(/\d+項目（必須\d+）.*約\d+分.*約[\d,]+トークン/s));
    await becomes(() => page.getByRole('heading', { name: /最近使った|よく使う|お気に入り/ }).count(), 0);
    await expectFit(visitor, 'gallery-new');
  });

  it('finds by kana while typing, says how many, and keeps the search when going back', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    const box = page.getByRole('searchbox', { name: '様式をさがす' });
    await box.pressSequentially('ツウチ', { delay: 30 });
    await page.getByRole('heading', { name: /「ツウチ」に合う様式/ }).waitFor();
    const found = await names(page);
    expect(found).toContain('通知文（対外）');
    expect(found).not.toContain('会議録（審議会等）');
    await becomes(() => page.getByRole('status').textContent(), `${String(found.length)}件見つかりました。`);
    expect(new URL(page.url()).searchParams.get('q')).toBe('ツウチ');
    await expectFit(visitor, 'gallery-found');
    await page.getByRole('link', { name: '通知文（対外）', exact: true }).click();
    await page.getByLabel('件名', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: /「ツウチ」に合う様式/ }).waitFor();
    await becomes(() => box.inputValue(), 'ツウチ');
    await becomes(() => names(page), found);
    await box.press('Escape');
    await page.getByRole('heading', { name: '会議録・議事録' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('goes on from the box to the results by keyboard alone', async () => {
    const { page } = await office.person('a1');
    const box = page.getByRole('searchbox', { name: '様式をさがす' });
    await box.focus();
    await page.keyboard.type('かいぎろく');
    await page.keyboard.press('Enter');
    await until('the results have the focus', () => page.evaluate(() => document.activeElement?.id === 'results'));
    await page.keyboard.press('Tab');
    await becomes(() => page.evaluate(() => document.activeElement?.textContent), expect.stringContaining('会議録'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/templates\/[a-z-]+$/);
  });

  it('says what to try when nothing is found', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open('/templates?q=' + encodeURIComponent('会議録音　電球'));
    await page.getByRole('heading', { name: '「会議録音　電球」に合う様式はありません' }).waitFor();
    await becomes(() => page.getByRole('status').textContent(), '見つかりません。');
    await page.locator('.near').getByRole('link', { name: '会議録（審議会等）' }).waitFor();
    await expectFit(visitor, 'gallery-not-found');
    await page.getByRole('button', { name: '「会議録音」だけでさがす' }).click();
    await page.getByRole('heading', { name: '「会議録音」に合う様式はありません' }).waitFor();
    await page.getByRole('button', { name: 'さがした語を消す' }).click();
    await page.locator('.tpl').first().waitFor();
    await becomes(() => page.getByRole('searchbox').inputValue(), '');
  });

  it('opens one group, from the address as well', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    const groups = page.getByRole('navigation', { name: '様式の分類' });
    await groups.getByRole('link', { name: /会議録・議事録/ }).click();
    await page.getByRole('heading', { name: '通知・案内' }).waitFor({ state: 'detached' });
    await becomes(() => groups.getByRole('link', { name: /会議録・議事録/ }).getAttribute('aria-current'), 'true');
    await page.goBack();
    await page.getByRole('heading', { name: '通知・案内' }).waitFor();
    await visitor.open(`/templates?group=${encodeURIComponent('回答・返信')}&q=${encodeURIComponent('かいぎ')}`);
    await page.getByRole('link', { name: 'すべての分類で見る' }).click();
    await page.getByRole('heading', { name: /「かいぎ」に合う様式/ }).waitFor();
    await visitor.open('/templates?group=favourites');
    await page.getByRole('heading', { name: 'ここには、いま様式がありません' }).waitFor();
  });

  it('keeps a star that was set by keyboard, for this person', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    const star = page.getByRole('button', { name: 'お気に入り　住民への回答' }).first();
    await star.focus();
    await page.keyboard.press('Space');
    await page.getByText('「住民への回答」をお気に入りに入れました。').waitFor({ state: 'attached' });
    await becomes(() => star.getAttribute('aria-pressed'), 'true');
    await becomes(() => star.evaluate((element) => element === document.activeElement), true);
    await page.reload();
    await page.getByRole('heading', { name: /お気に入り/ }).waitFor();
    const other = await office.person('a2');
    await other.page.locator('.tpl').first().waitFor();
    await becomes(() => other.page.getByRole('button', { name: 'お気に入り　住民への回答' }).getAttribute('aria-pressed'), 'false');
    await star.focus();
    await page.keyboard.press('Enter');
    await page.getByText('「住民への回答」をお気に入りから外しました。').waitFor({ state: 'attached' });
    // It stays where it is until the list is opened anew: nothing goes from under the hand.
    await becomes(() => star.getAttribute('aria-pressed'), 'false');
  });

  it('takes a star back that could not be kept', async () => {
    const visitor = await office.person('a1');
    visitor.allow(/favourite/);
    const { page } = visitor;
    await page.route(/\/favourite$/, (route) => route.abort());
    const star = page.getByRole('button', { name: 'お気に入り　会議録（審議会等）' }).first();
    await star.click();
    await page.getByRole('alert').getByText('お気に入りを変えられませんでした。').waitFor();
    await becomes(() => star.getAttribute('aria-pressed'), 'false');
  });

  it('puts what one uses, and what the department uses, in front', async () => {
    const { owner } = office.installation.database;
    const a2 = await office.installation.signedIn('a2');
    for (const [client, id] of [
      [a1, 'kaigiroku'],
      [a2, 'tsuchi-taigai'],
      [a2, 'tsuchi-taigai'],
    ] as const) {
      await client.submit(id, {}, 'boilerplate');
    }
    await owner.query(`INSERT INTO template_favourite (person_id, template_id) SELECT id, 'shimin-kaito' FROM person WHERE login = 'a1'
                       ON CONFLICT DO NOTHING`);
    const visitor = await office.person('a1');
    const { page } = visitor;
    await page.getByRole('heading', { name: /課でよく使う様式/ }).waitFor();
    await becomes(async () => (await names(page)).slice(0, 3), ['住民への回答', '会議録（審議会等）', '通知文（対外）']);
    await page.getByText('課で2回').waitFor();
    await page.getByText(/きょう .*に使いました/).waitFor();
    await expectFit(visitor, 'gallery-used');
  });

  it('lets an auditor look, without stars', async () => {
    const { page } = await office.person('auditor');
    await page.locator('.tpl').first().waitFor();
    await becomes(() => page.locator('.fav').count(), 0);
  });

  it('says what is wrong where templates, or results, cannot be had', async () => {
    const visitor = await office.person('a1');
    visitor.allow(/\/api\/templates/);
    const { page } = visitor;
    await page.locator('.tpl').first().waitFor();
    const answer = (status: number, code: keyof typeof errorTable) =>
      page.route(/\/api\/templates(\?|$)/, (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code, title: errorTable[code].title, status, errors: [], details: {} }),
        }),
      );
    await answer(503, 'service.unavailable');
    await page.getByRole('searchbox').fill('通知');
    await page.getByRole('heading', { name: 'さがせませんでした' }).waitFor();
    await page.unroute(/\/api\/templates(\?|$)/);
    await page.getByRole('button', { name: 'もう一度さがす' }).click();
    await page.getByRole('heading', { name: /「通知」に合う様式/ }).waitFor();
    await answer(503, 'service.unavailable');
    await visitor.open('/templates');
    await page.getByRole('heading', { name: '様式を読み込めませんでした' }).waitFor();
    await expectFit(visitor, 'gallery-failed');
    await page.unroute(/\/api\/templates(\?|$)/);
    await page.getByRole('button', { name: 'もう一度読み込む' }).click();
    await page.locator('.tpl').first().waitFor();
    await answer(403, 'forbidden');
    await visitor.open('/templates');
    await page.getByRole('heading', { name: 'この画面は使えません' }).waitFor();
    await page.unroute(/\/api\/templates(\?|$)/);
    await page.route(/\/api\/templates$/, (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '[]' }));
    await visitor.open('/templates');
    await page.getByRole('heading', { name: '使える様式がまだありません' }).waitFor();
    await expectFit(visitor, 'gallery-empty');
  });
});
