import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, SIZES, Visitor } from '../support/browser.js';
import { Installation } from '../support/installation.js';
import type { TestClient } from '../support/client.js';

/** Where the pictures of the screens go; without it none are taken. */
const PICTURES = process.env.BUNAN_PICTURES;

/** Widths at which no page may scroll sideways. */
const WIDTHS = [360, 768, 1280, 1920];

async function takePicture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: process.env.BUNAN_PICTURES_WHOLE === 'true' });
  }
}

describe('every screen', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({
      env: { LLM_IDLE_TIMEOUT_MS: '110000', LLM_FIRST_BYTE_TIMEOUT_MS: '110000', LLM_TOTAL_TIMEOUT_MS: '120000', CITY_NAME: 'あおば市' },
    });
    browser = await launchBrowser();
    visitor = await Visitor.at(browser, installation.url);
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await browser.close();
    await installation.stop();
  });

  /** No barrier, no sideways scrolling, nothing in the console; and the picture, when one is wanted. */
  async function expectFit(name: string): Promise<void> {
    const { page } = visitor;
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const overflowing: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 960 });
      const overflow = await visitor.overflow();
      overflowing.push(...(overflow > 0 ? [`${String(overflow)} px too wide at ${String(width)}`] : []));
    }
    const barriers: string[] = [];
    for (const size of [SIZES.phone, SIZES.desk]) {
      await page.setViewportSize(size);
      barriers.push(...(await visitor.barriers()));
      await takePicture(page, `${name}-${String(size.width)}`);
    }
    expect({ name, overflowing, barriers, unexpected: visitor.unexpected() }).toEqual({
      name,
      overflowing: [],
      barriers: [],
      unexpected: [],
    });
  }

  it('sign-in', async () => {
    visitor.allow(/401.*\/api\/session/);
    await visitor.open('/');
    await visitor.page.getByRole('heading', { name: 'サインイン' }).waitFor();
    await expectFit('sign-in');
    await visitor.signIn('a1');
  });

  it('list, empty', async () => {
    await visitor.open('/drafts');
    await visitor.page.getByRole('heading', { name: 'まだ文案がありません' }).waitFor();
    await expectFit('list-empty');
  });

  it('form, filled and with errors', async () => {
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('最も多い場合').waitFor();
    await expectFit('form');
    await page.getByLabel('電話', { exact: true }).fill('');
    await page.getByLabel('1行目 内容').fill('令和6年11月1日（木曜日）');
    await page.getByRole('button', { name: '文案をつくる' }).first().click();
    await page.getByRole('heading', { name: /入力の誤り/ }).waitFor();
    await expectFit('form-errors');
  });

  it('writing', async () => {
    await installation.model.next({ do: 'hold', after: 8 });
    const id = await a1.submit();
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: '書いています' }).waitFor();
    await visitor.page.locator('.caret').first().waitFor();
    await expectFit('writing');
    await installation.model.release();
    await a1.ended(id);
  });

  it('desk, confirmation, Word', async () => {
    const { page } = visitor;
    await installation.model.next({
      do: 'answer',
      text: JSON.stringify({
        lead: '{{effectiveDate}}から、都市公園の夜間の利用時間を下記のとおり変更しますので、通知します。本年6月以降、近隣の住宅地から夜間の騒音について約30件の御意見が寄せられていることから、あおば市都市公園条例第5条第1項の規定に基づき、利用時間を短縮するものです。利用者の皆様にはご不便をお掛けしますが、御理解と御協力をお願いします。',
      }),
    });
    const id = await a1.submit();
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await page.locator('.find').first().waitFor();
    await expectFit('desk');
    await page.getByRole('button', { name: '手で直す' }).first().click();
    await expectFit('desk-edit');
    await page.getByRole('tab', { name: /確認/ }).click();
    await expectFit('confirm');
    await page.getByRole('tab', { name: /Word/ }).click();
    await expectFit('export');
  });

  it('list and gallery', async () => {
    await visitor.open('/drafts');
    await visitor.page.getByRole('table').waitFor();
    await expectFit('list');
    await visitor.open('/templates');
    await visitor.page.getByRole('heading', { name: '会議録' }).first().waitFor();
    await expectFit('gallery');
  });

  it('usage', async () => {
    await visitor.open('/usage');
    await visitor.page.getByRole('table').waitFor();
    await expectFit('usage');
  });

  it('not found', async () => {
    visitor.allow(/404.*\/api\/drafts/);
    await visitor.open('/drafts/00000000-0000-4000-8000-000000000000');
    await visitor.page.getByRole('heading', { name: 'この文案は見つかりません' }).waitFor();
    await expectFit('not-found');
  });

  it('failed', async () => {
    await installation.model.next({ do: 'answer', finishReason: 'content_filter' });
    const id = await a1.submit();
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: '文案を書けませんでした' }).waitFor();
    await expectFit('failed');
  });

  it('stopped', async () => {
    await installation.database.owner.query(
      `SELECT quota_grant(period_id, NULL, NULL, -cap_tokens + used_tokens + 100, '試験', NULL) FROM quota_allocation WHERE scope = 'contract'`,
    );
    const id = await a1.submit();
    await a1.ended(id);
    await visitor.open(`/drafts/${id}`);
    await visitor.page.getByRole('heading', { name: /足りないため/ }).waitFor();
    await expectFit('stopped');
  });
});
