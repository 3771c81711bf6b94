import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, Visitor } from '../support/browser.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

const LEAD = '{{effectiveDate}}から利用時間を変更します。近隣から約30件の御意見がありました。';

/** The main job as people do it at a browser. */
describe('the main job in a browser', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    installation = await Installation.start({
      env: { LLM_IDLE_TIMEOUT_MS: '110000', LLM_FIRST_BYTE_TIMEOUT_MS: '110000', LLM_TOTAL_TIMEOUT_MS: '120000' },
    });
    browser = await launchBrowser();
    visitor = await Visitor.at(browser, installation.url);
    visitor.allow(/401.*\/api\/session/);
    ({ page } = visitor);
  });
  afterAll(async () => {
    await browser.close();
    await installation.stop();
  });
  afterEach(() => {
    expect(visitor.unexpected()).toEqual([]);
  });

  const openForm = async (templateId = 'tsuchi-taigai') => {
    await visitor.open(`/templates/${templateId}`);
    await page.getByRole('button', { name: '入力例を入れる' }).waitFor();
  };
  const send = () => page.getByRole('button', { name: '文案をつくる', exact: true }).first().click();
  const draftId = () => /\/drafts\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  it('refuses a wrong password in words, then lets the right one in', async () => {
    await visitor.open('/');
    await page.getByLabel('職員番号').fill('a1');
    await page.getByLabel('パスワード').fill('ちがう');
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.getByText('職員番号又はパスワードが違います。').waitFor();
    await visitor.signIn('a1');
    await page.getByRole('heading', { name: 'どの文書をつくりますか' }).waitFor();
  });

  it('names every mistake of a form, leads to it, and keeps what was typed through a reload', async () => {
    await openForm();
    await page.getByLabel('件名', { exact: true }).fill('夜間の利用時間の変更について');
    await send();
    await page.getByRole('heading', { name: /入力の誤りが\d+件あります/ }).waitFor();
    await page.getByRole('link', { name: '電話を入力してください。' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('contactTel');
    await page.getByText('に自動で保存しました').waitFor();
    await page.reload();
    await page.getByText('に保存した入力を開きました').waitFor();
    expect(await page.getByLabel('件名', { exact: true }).inputValue()).toBe('夜間の利用時間の変更について');
    expect((await installation.model.meter()).requests).toBe(0);
  });

  it('shows the price and what would be sent before anything is spent', async () => {
    await openForm();
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('最も多い場合').waitFor();
    await page.getByText('送る内容を先に見る').click();
    const preview = page.getByRole('dialog').or(page.locator('details[open]')).first();
    await preview.waitFor();
    const sent = await preview.innerText();
    expect(sent).toContain('{{');
    expect(sent).not.toContain('0123-45-6789');
    expect((await installation.model.meter()).requests).toBe(0);
  });

  it('writes before one’s eyes; closing the page loses nothing', async () => {
    await installation.model.next({ do: 'hold', after: 6 });
    await openForm();
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await send();
    await page.getByRole('heading', { name: '書いています' }).waitFor();
    const id = draftId();
    await page.locator('.caret').first().waitFor();
    const soFar = (await page.getByRole('article', { name: '文書' }).innerText()).length;
    visitor = await visitor.inNewPage(`/drafts/${id}`);
    visitor.allow(/401.*\/api\/session/);
    ({ page } = visitor);
    await page.getByRole('heading', { name: '書いています' }).waitFor();
    expect((await page.getByRole('article', { name: '文書' }).innerText()).length).toBeGreaterThanOrEqual(soFar);
    await installation.model.release();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    await visitor.open('/drafts');
    await page
      .getByRole('link', { name: /都市公園/ })
      .first()
      .waitFor();
  });

  it('stops when asked to, and keeps what has arrived', async () => {
    await installation.model.next({ do: 'hold', after: 6 });
    await openForm();
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await send();
    await page.locator('.caret').first().waitFor();
    await page.getByRole('button', { name: '書くのを止める' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /止める/ })
      .click();
    await page.getByRole('heading', { name: 'ここまでの文章' }).waitFor();
    await page.getByRole('button', { name: 'もう一度書く' }).waitFor();
    await installation.model.release();
  });

  it('corrects, confirms by name, exports; an edit withdraws the confirmation', async () => {
    await installation.model.next({ do: 'answer', text: JSON.stringify({ lead: LEAD }) });
    await openForm();
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await send();
    const finding = page.locator('.find', { hasText: '約30件' }).first();
    await finding.waitFor();
    await finding.getByRole('button', { name: '手で直す' }).click();
    const box = page.getByLabel('本文の文章');
    expect(await box.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toContain('30件');
    await box.fill((await box.inputValue()).replace('約30件の', ''));
    await page.getByRole('button', { name: '手直しを終える' }).click();
    await until('the finding is gone', async () => (await page.locator('.find', { hasText: '約30件' }).count()) === 0);

    await page.getByRole('tab', { name: /確認/ }).click();
    for (const check of await page.getByRole('checkbox').all()) {
      await check.check();
    }
    await page.getByRole('button', { name: '職員 a1として確認する' }).click();
    await page.getByRole('button', { name: 'Wordで出力する' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Wordで出力する' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^[^【]*都市公園の夜間利用時間の変更について.*\.docx$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');

    await page.getByRole('button', { name: '手で直す' }).first().click();
    await page.getByLabel('本文の文章').press('End');
    await page.getByLabel('本文の文章').pressSequentially('なお、園路は通れます。');
    await page.getByRole('button', { name: '手直しを終える' }).click();
    await page.getByRole('tab', { name: /確認/ }).getByText('まだ').waitFor();
    await page.getByRole('tab', { name: /Word/ }).click();
    const [draft] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '「案」として出力する' }).click()]);
    expect(draft.suggestedFilename()).toMatch(/^【案】.*\.docx$/);
  });

  it('shows both texts when two people edit the same section', async () => {
    visitor.allow(/409.*\/sections\//);
    const a2 = await installation.signedIn('a2');
    const id = await a2.submit('tsuchi-taigai', {}, 'boilerplate');
    await visitor.open(`/drafts/${id}`);
    await page.getByRole('button', { name: '手で直す' }).first().click();
    const { revision } = await a2.draft(id);
    await a2.patch(`/api/drafts/${id}/sections/lead`, { parts: [{ text: '先に直した文です。' }], baseRevision: revision });
    await page.getByLabel('本文の文章').fill('後から直した文です。');
    await page.getByRole('heading', { name: /先に直しました/ }).waitFor();
    expect(await page.getByLabel('本文の文章').inputValue()).toBe('後から直した文です。');
    await page.getByText('先に直した文です。').first().waitFor();
    await page.getByRole('button', { name: '自分の文章を新しい版にする' }).click();
    await until('the later text is the newest version', async () => JSON.stringify(await a2.draft(id)).includes('後から直した文です。'));
  });

  it('can be done without a mouse', async () => {
    await openForm();
    await page.getByRole('button', { name: '入力例を入れる' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('最も多い場合').waitFor();
    await tabTo(page, '定型文でつくる');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    await page.getByRole('tab', { name: /指摘/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'この文案を確かめて、名前を残す' }).waitFor();
    for (let check = 0; check < 3; check += 1) {
      await page.keyboard.press('Tab');
      await tabTo(page, null);
      await page.keyboard.press('Space');
    }
    await tabTo(page, '職員 a1として確認する');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Wordで出力する' }).waitFor();
    await tabTo(page, 'Wordで出力する');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.docx$/);
  });
});

/** Goes on with the Tab key until the button has the focus; `null` for the next tick box. */
async function tabTo(page: Page, name: string | null): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      const element = document.activeElement;
      return wanted === null
        ? element instanceof HTMLInputElement && element.type === 'checkbox'
        : element?.textContent.includes(wanted) === true && element.tagName === 'BUTTON';
    }, name);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isThere()) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not lead to ${name ?? 'a tick box'}`);
}
