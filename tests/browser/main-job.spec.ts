import { readFileSync } from 'node:fs';
import type { DraftView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import { sectionText, type TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
import { tabTo } from '../support/keyboard.js';
import { Office, PATIENT } from '../support/office.js';
import { until } from '../support/program.js';

/** A text with one number that nobody entered and one word that the rules of official writing change. */
const FOUND =
  '{{effectiveDate}}から夜間の利用時間を変更しましたので、下記のとおり通知します。市民約4,321人から意見がありました。ご不便をお掛けしますが、御協力をお願いします。';

const downloads = new Downloads();

async function savedFile(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const bytes = readFileSync(await download.path());
  downloads.add(bytes);
  return { name: download.suggestedFilename(), bytes };
}

describe('the main job in a browser', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open({ env: PATIENT });
    a1 = await office.installation.signedIn('a1');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
    await office.installation.model.release();
  });

  /** A finished draft of the sample, written by the model or as the test says. */
  async function aDraft(text?: string): Promise<DraftView> {
    if (text !== undefined) {
      await office.installation.model.next({ do: 'answer', text: JSON.stringify({ lead: text }) });
    }
    return a1.ended(await a1.submit());
  }

  it('refuses a wrong password, and leads the right one to the page that was wanted', async () => {
    const visitor = await office.visitor();
    const { page } = visitor;
    await visitor.open('/drafts');
    await page.getByRole('heading', { name: 'サインイン' }).waitFor();
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.getByLabel('職員番号').and(page.locator('[aria-invalid="true"]')).waitFor();
    await page.getByLabel('職員番号').fill('a1');
    await page.getByLabel('パスワード').fill('wrong');
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '職員番号又はパスワードが違います。' }).waitFor();
    await visitor.signIn('a1');
    await page.waitForURL('**/drafts');
  });

  it('finds a template by its words, and says so where there is none', async () => {
    const { page } = await office.person('a1');
    const templates = page.locator('.tpl');
    await templates.nth(2).waitFor();
    await page.getByLabel('様式をさがす').fill('議事録');
    await until('few templates are left', async () => (await templates.count()) > 0 && (await templates.count()) < 10);
    await becomes(async () => (await templates.allTextContents()).join(''), expect.stringContaining('会議録'));
    await page.getByLabel('様式をさがす').fill('ぬぬぬぬ');
    await page.getByRole('heading', { name: '「ぬぬぬぬ」に合う様式はありません' }).waitFor();
    await page.getByRole('button', { name: 'さがした語を消す' }).click();
    await templates.nth(2).waitFor();
  });

  it('names each error, leads to it, has the sample one click away, and the price before the run', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByRole('button', { name: '文案をつくる' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    const links = summary.getByRole('link');
    await becomes(
      () => summary.getByRole('heading').textContent(),
      expect.stringContaining(`入力の誤りが${String(await links.count())}件あります`),
    );
    await until('the summary has the focus', () => summary.evaluate((element) => element === document.activeElement));
    await links.filter({ hasText: '件名を入力してください' }).click();
    const subject = page.getByLabel('件名', { exact: true });
    await becomes(() => subject.evaluate((element) => element === document.activeElement), true);
    const messageId = (await subject.getAttribute('aria-describedby'))?.split(' ').at(-1) ?? '';
    await becomes(() => page.locator(`#${messageId}`).textContent(), expect.stringContaining('件名を入力してください'));

    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await summary.waitFor({ state: 'detached' });
    const worst = page.locator('.cost div').filter({ hasText: '最も多い場合' }).locator('dd');
    const { body } = await a1.post<{ worstTokens: number }>('/api/estimates', {
      templateId: 'tsuchi-taigai',
      answers: await a1.sample('tsuchi-taigai'),
    });
    expect(Number((await worst.textContent())?.replace(',', ''))).toBe(body.worstTokens);
    await page.getByRole('button', { name: '送る内容を先に見る' }).click();
    const preview = page.getByRole('dialog');
    await preview.getByText('都市公園の夜間利用時間の変更について').first().waitFor();
    await becomes(() => preview.textContent(), expect.not.stringContaining('0123-45-6789'));
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: '入力を消す' })
      .or(page.getByRole('button', { name: '元の入力に戻す' }))
      .click();
    await becomes(() => subject.inputValue(), '');
  });

  it('saves while somebody types; a reload keeps even what was typed just before it', async () => {
    const visitor = await office.person('a2');
    const { page } = visitor;
    await visitor.open('/templates/shimin-kaito');
    const subject = page.getByLabel('件名', { exact: true });
    await subject.fill('保存の試験について');
    await page.getByText('に自動で保存しました').waitFor();
    await subject.fill('直前の入力について');
    await page.reload();
    await subject.waitFor();
    await until('the form is filled again', async () => (await subject.inputValue()) === '直前の入力について');
  });

  it('edits a section by hand, saves by itself, and takes it back', async () => {
    const draft = await aDraft();
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await page.getByLabel('本文の文章').fill('手で書いた本文です。');
    await page.getByText('に保存しました').waitFor();
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe('手で書いた本文です。');
    await page.getByRole('button', { name: '手直しを終える' }).click();
    await page.locator('.sec .body').filter({ hasText: '手で書いた本文です。' }).waitFor();
    await page.getByRole('button', { name: '元に戻す' }).click();
    await page.locator('.sec .body').filter({ hasText: '手で書いた' }).waitFor({ state: 'detached' });
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe(sectionText(draft, 'lead'));
  });

  it('shows both texts when two people edit the same section, and keeps the one that is chosen', async () => {
    const { id } = await aDraft();
    const [first, second] = [await office.person('a1'), await office.person('a2')];
    const editor = first.page.getByLabel('本文の文章');
    await first.open(`/drafts/${id}`);
    await first.page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await editor.waitFor();
    await second.open(`/drafts/${id}`);
    await second.page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await second.page.getByLabel('本文の文章').fill('先の人の文章です。');
    await second.page.getByRole('button', { name: '手直しを終える' }).click();
    await second.page.getByText('に保存しました').waitFor();

    await editor.fill('後の人の文章です。');
    const both = first.page.getByRole('alert').filter({ hasText: 'ほかの人が先に直しました' });
    await both.getByText('先の人の文章です。').waitFor();
    await becomes(() => editor.inputValue(), '後の人の文章です。');
    expect(sectionText(await a1.draft(id), 'lead')).toBe('先の人の文章です。');
    await first.page.getByRole('button', { name: '自分の文章を新しい版にする' }).click();
    await both.waitFor({ state: 'detached' });
    await second.page.locator('.sec .body').filter({ hasText: '後の人の文章です。' }).waitFor();
    expect(sectionText(await a1.draft(id), 'lead')).toBe('後の人の文章です。');
  });

  it('shows findings beside the text, with the fix that is certain', async () => {
    const { id, findings } = await aDraft(FOUND);
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${id}`);
    const finds = page.locator('.find');
    await finds.first().waitFor();
    await becomes(() => finds.count(), findings.length);
    await becomes(() => page.locator('mark.f-err').first().textContent(), expect.stringContaining('4,321'));
    await page.getByRole('button', { name: 'この語を削る' }).first().click();
    await until('one finding is gone', async () => (await finds.count()) < findings.length);
    expect(sectionText(await a1.draft(id), 'lead')).not.toContain('4,321');
    await until('the next finding has the focus', () => finds.first().evaluate((element) => element.contains(document.activeElement)));
    await page.locator('mark').first().click();
    await page.getByRole('button', { name: '直す', exact: true }).click();
    await page.locator('.sec .body').filter({ hasText: '御不便' }).waitFor();
  });

  it('is confirmed by name, gives the final file, and loses the confirmation with the next edit', async () => {
    const draft = await aDraft();
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await page.getByRole('tab', { name: /Word/ }).click();
    const asDraft = await savedFile(page, () => page.getByRole('button', { name: '「案」として出力する' }).click());
    expect(asDraft.name).toBe(draft.fileNames.draft);
    expect(asDraft.name).toMatch(/^【案】都市公園の夜間利用時間の変更について.*\.docx$/);

    await page.getByRole('tab', { name: /確認/ }).click();
    const confirm = page.getByRole('button', { name: '職員 a1として確認する' });
    await becomes(() => confirm.getAttribute('aria-disabled'), 'true');
    await confirm.focus();
    await page.keyboard.press('Enter');
    expect((await a1.draft(draft.id)).confirmed).toBe(false);
    for (const check of await page.getByRole('checkbox').all()) {
      await check.check();
    }
    await confirm.click();
    await page.getByRole('tab', { name: /出力できます/ }).waitFor();
    const final = await savedFile(page, () => page.getByRole('button', { name: 'Wordで出力する' }).click());
    expect(final.name).toBe(draft.fileNames.final);
    expect(final.bytes.subarray(0, 2).toString()).toBe('PK');
    expect(final.bytes.equals(asDraft.bytes)).toBe(false);

    await page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await page.getByLabel('本文の文章').fill('確認の後に直しました。');
    await page.getByRole('tab', { name: /案のみ/ }).waitFor();
    expect((await a1.draft(draft.id)).confirmations).toEqual([]);
  });

  it('can be done from sign-in to Word with the keyboard alone', async () => {
    await office.installation.model.next({ do: 'answer', text: JSON.stringify({ lead: FOUND }) });
    const visitor = await office.visitor();
    const { page } = visitor;
    const press = (key: string) => page.keyboard.press(key);
    await visitor.open('/');
    await tabTo(page, page.getByLabel('職員番号'));
    await page.keyboard.type('a1');
    await press('Tab');
    await press('Tab');
    await page.keyboard.type('correct horse battery');
    await press('Enter');
    const template = page.getByRole('link', { name: '通知文（対外）' }).first();
    await template.waitFor();
    await tabTo(page, template);
    await press('Enter');
    const sample = page.getByRole('button', { name: '入力例を入れる' });
    await sample.waitFor();
    await until('the heading has the focus', () => page.locator('h1').evaluate((element) => element === document.activeElement));
    await tabTo(page, sample);
    await press('Enter');
    await page.getByText('最も多い場合').waitFor();
    await tabTo(page, page.getByRole('button', { name: '文案をつくる' }));
    await press('Enter');
    await page.locator('.find').first().waitFor();
    const before = await page.locator('.find').count();
    await press('F8');
    const isOnFinding = () => page.locator('.find').evaluateAll((all) => all.some((each) => each === document.activeElement));
    await until('a finding has the focus', isOnFinding);
    await press('Shift+F8');
    await press('Alt+Enter');
    await until('the fix was taken', async () => (await page.locator('.find').count()) < before);
    await until('the next finding has the focus', isOnFinding);
    await tabTo(page, page.getByRole('tab', { name: /指摘/ }));
    await press('ArrowRight');
    await page.getByRole('checkbox').nth(2).waitFor();
    for (const check of await page.getByRole('checkbox').all()) {
      await tabTo(page, check);
      await press('Space');
    }
    await tabTo(page, page.getByRole('button', { name: /として確認する/ }));
    await press('Enter');
    const word = page.getByRole('button', { name: 'Wordで出力する' });
    await word.waitFor();
    await tabTo(page, word);
    expect((await savedFile(page, () => press('Enter'))).name).toMatch(/\.docx$/);
  });

  downloads.areSound();
});
