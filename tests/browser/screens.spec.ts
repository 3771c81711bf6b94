import type { Browser, Locator } from 'playwright-core';
import { launchBrowser, SIZES, Visitor } from '../support/browser.js';
import { expectFit, takePicture } from '../support/fitting.js';
import { Installation } from '../support/installation.js';
import type { TestClient } from '../support/client.js';
import { PATIENT } from '../support/office.js';
import { addPastUsage } from '../support/past-usage.js';
import { PASSWORD } from '../support/people.js';

/**
 * Every screen from top to bottom, for a look at all of them, instead of what README and manuals show; those are made by
 * `BUNAN_PICTURES=docs/images npm run browser -- screens`.
 */
const IS_WHOLE = process.env.BUNAN_PICTURES_WHOLE === 'true';

const IN_DOCUMENTS: ReadonlySet<string> = new Set([
  'sign-in',
  'gallery',
  'form',
  'form-errors',
  'writing',
  'desk',
  'confirm',
  'export',
  'stopped',
  'list',
  'usage',
  'contract',
  'caps',
]);

const LEAD =
  '{{effectiveDate}}から、都市公園の夜間の利用時間を下記のとおり変更しますので、通知します。本年6月以降、近隣の住宅地から夜間の騒音について約30件の御意見が寄せられていることから、あおば市都市公園条例第5条第1項の規定に基づき、利用時間を短縮するものです。利用者の皆様にはご不便をお掛けしますが、御理解と御協力をお願いします。';

describe('every screen', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ env: PATIENT });
    const { owner } = installation.database;
    await owner.query(`UPDATE person SET name = '佐藤　恵子' WHERE login = 'a1'`);
    await owner.query(`UPDATE department SET name = '公園緑地課' WHERE name = '総務課'`);
    browser = await launchBrowser();
    visitor = await Visitor.at(browser, installation.url);
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await browser.close();
    await installation.stop();
  });

  /**
   * The page fits, nothing is in the console; and the picture, when one is wanted.
   *
   * @param top what the narrow picture begins with; the page itself unless a test says so
   */
  async function expectGood(name: string, top?: Locator): Promise<void> {
    await expectFit(visitor, name, async (page, picture, size) => {
      await (size === SIZES.phone && top !== undefined ? top : page.locator('body')).evaluate((element) => {
        element.scrollIntoView();
      });
      if (IS_WHOLE || IN_DOCUMENTS.has(name)) {
        await takePicture(page, picture, IS_WHOLE);
      }
    });
    expect({ name, unexpected: visitor.unexpected() }).toEqual({ name, unexpected: [] });
  }

  it('sign-in', async () => {
    visitor.allow(/401.*\/api\/session/);
    await visitor.open('/');
    await visitor.page.getByRole('heading', { name: 'サインイン' }).waitFor();
    await expectGood('sign-in');
    await visitor.signIn('a1');
  });

  it('list, empty', async () => {
    await visitor.open('/drafts');
    await visitor.page.getByRole('heading', { name: 'まだ文案がありません' }).waitFor();
    await expectGood('list-empty');
  });

  it('form, filled and with errors', async () => {
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('最も多い場合').waitFor();
    await expectGood('form');
    await page.getByLabel('電話', { exact: true }).fill('');
    await page.getByLabel('1行目 内容').fill('令和6年11月1日（木曜日）');
    await page.getByRole('button', { name: '文案をつくる' }).first().click();
    await page.getByRole('heading', { name: /入力の誤り/ }).waitFor();
    await expectGood('form-errors', page.locator('#form-errors'));
  });

  it('writing', async () => {
    await installation.model.next({ do: 'hold', after: 8 });
    const id = await a1.submit();
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: '書いています' }).waitFor();
    await visitor.page.locator('.caret').first().waitFor();
    await expectGood('writing');
    await installation.model.release();
    await a1.ended(id);
  });

  it('desk, confirmation, Word', async () => {
    const { page } = visitor;
    await installation.model.next({ do: 'answer', text: JSON.stringify({ lead: LEAD }) });
    const { id } = await a1.ended(await a1.submit());
    await visitor.open(`/drafts/${id}`);
    await page.locator('.find').first().waitFor();
    await expectGood('desk');
    await page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await expectGood('desk-edit');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'この語を削る' }).click();
    await page.locator('mark.f-err').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /確認/ }).click();
    const checks = page.getByRole('checkbox');
    await checks.nth(0).check();
    await checks.nth(1).check();
    await expectGood('confirm', page.getByRole('tablist'));
    await checks.nth(2).check();
    await page.getByRole('button', { name: '佐藤 恵子として確認する' }).click();
    await page.getByRole('button', { name: 'Wordで出力する' }).waitFor();
    await expectGood('export', page.getByRole('tablist'));
  });

  it('conflict of two people', async () => {
    const { page } = visitor;
    const { id, revision } = await a1.ended(await a1.submit('kaigiroku', {}, 'boilerplate'));
    await visitor.open(`/drafts/${id}`);
    await page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    const sectionId = (await a1.draft(id)).sections[0]?.id ?? '';
    const edit = { parts: [{ text: '先の人の文章です。' }], baseRevision: revision };
    expect((await a1.patch(`/api/drafts/${id}/sections/${sectionId}`, edit)).status).toBe(200);
    await page.locator('.section-text').fill('後の人の文章です。');
    await page.getByRole('heading', { name: 'ほかの人が先に直しました' }).waitFor();
    await expectGood('conflict');
  });

  it('gallery', async () => {
    await visitor.open('/templates');
    await visitor.page.getByRole('heading', { name: '会議録' }).first().waitFor();
    await expectGood('gallery');
  });

  it('usage', async () => {
    await visitor.open('/usage');
    await visitor.page.getByRole('table', { name: /月ごと/ }).waitFor();
    await expectGood('usage');
  });

  it('contract and caps, for an administrator', async () => {
    await addPastUsage(installation.database.owner, 25);
    await a1.ended(await a1.submit());
    const own = visitor;
    visitor = await Visitor.at(browser, installation.url);
    try {
      visitor.allow(/401.*\/api\/session/);
      await visitor.signIn('admin');
      await visitor.open('/usage/contract');
      await visitor.page.getByRole('img', { name: /契約期間の使用量/ }).waitFor();
      await visitor.page.getByRole('rowheader', { name: '最初の文案' }).waitFor();
      await expectGood('contract');
      await visitor.open('/usage/caps');
      await visitor.page
        .getByRole('button', { name: /公園緑地課の職員を見る|公園緑地課/ })
        .first()
        .click();
      await visitor.page.getByRole('heading', { name: '公園緑地課の職員' }).waitFor();
      await expectGood('caps');
    } finally {
      await visitor.close();
      visitor = own;
    }
  });

  it('not found', async () => {
    visitor.allow(/404.*\/api\/drafts/);
    await visitor.open('/drafts/00000000-0000-4000-8000-000000000000');
    await visitor.page.getByRole('heading', { name: 'この文案は見つかりません' }).waitFor();
    await expectGood('not-found');
  });

  it('failed', async () => {
    await installation.model.next({ do: 'answer', finishReason: 'content_filter' });
    const id = await a1.submit();
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: '文案を書けませんでした' }).waitFor();
    await expectGood('failed');
  });

  it('session ended', async () => {
    const { page } = visitor;
    visitor.allow(/401/);
    await visitor.open('/templates/shimin-kaito');
    await page.getByLabel('件名', { exact: true }).waitFor();
    await installation.database.owner.query('DELETE FROM session');
    await page.getByLabel('件名', { exact: true }).fill('狂犬病予防注射について');
    await page.getByRole('dialog').waitFor();
    await expectGood('session-ended');
    await page.getByRole('dialog').getByLabel('職員番号').fill('a1');
    await page.getByRole('dialog').getByLabel('パスワード').fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    a1 = await installation.signedIn('a1');
  });

  it('list', async () => {
    await a1.ended(await a1.submit('shimin-kaito', {}, 'boilerplate'));
    await visitor.open('/drafts');
    await visitor.page.getByRole('table').waitFor();
    await expectGood('list');
  });

  it('cut', async () => {
    const text = JSON.stringify({ summary: '議題1　路線の見直しについて\n事務局が案を説明した。委員から' }).slice(0, -2);
    await installation.model.next({ do: 'answer', text, finishReason: 'length' });
    const id = await a1.submit('kaigiroku', { actions: [] });
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('button', { name: '続きを生成する' }).waitFor();
    await expectGood('cut');
  });

  it('stopped, with room for half the length', async () => {
    const whole = await a1.ended(await a1.submit('kaigiroku'));
    const [usual] = await installation.reservations(whole.id);
    const { cap, used } = await installation.contract();
    await installation.grant(used - cap + (usual?.reserved ?? 0) - 1_000);
    const id = await a1.submit('kaigiroku');
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('button', { name: '短く書く' }).waitFor();
    await expectGood('stopped-short');
  });

  it('stopped', async () => {
    const { cap, used } = await installation.contract();
    await installation.grant(-cap + used + 1_100);
    const id = await a1.submit();
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: /足りないため/ }).waitFor();
    await expectGood('stopped');
  });
});
