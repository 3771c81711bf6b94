import type { VersionView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import type { Visitor } from '../support/browser.js';
import type { TestClient } from '../support/client.js';
import { Office } from '../support/office.js';
import { addCurators, type Login } from '../support/people.js';
import { until } from '../support/program.js';

/** What is typed into a template stays, whatever happens beside it. */
describe('the edits of a template', () => {
  let office: Office;
  let curator: TestClient;

  beforeAll(async () => {
    office = await Office.open({ workers: 0 });
    await addCurators(office.installation.database.owner);
    curator = await office.installation.signedIn('curator');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  const purpose = (page: Page) => page.getByLabel('何のための文書か');
  const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
  const url = (id: string, version = 1) => `/api/curation/templates/${id}/versions/${String(version)}`;
  const saved = async (id: string, version = 1) => (await curator.get<VersionView>(url(id, version))).body.content.purpose;

  /** A copy of the letter with its first version in 作成中. */
  async function begun(id: string): Promise<VersionView> {
    const copy = { id, name: '試しの通知', group: '通知・案内', copyOf: 'tsuchi-taigai' };
    const { status, body } = await curator.post<VersionView>('/api/curation/templates', copy);
    expect(status).toBe(201);
    return body;
  }

  async function at(login: Login, id: string, version = 1): Promise<Visitor> {
    const visitor = await office.person(login);
    await visitor.open(`/curation/${id}/${String(version)}`);
    await purpose(visitor.page).waitFor();
    return visitor;
  }

  it('are saved when another version is opened at once', async () => {
    const id = 'tsuchi-taigai';
    const { body } = await curator.post<VersionView>(`/api/curation/templates/${id}/versions`, { from: 1 });
    const { page } = await at('curator', id, body.version);
    const other = page.locator('.versions').getByRole('link', { name: '版1', exact: true });
    await other.waitFor();
    await purpose(page).fill('版を移る直前に直した用途です。');
    await other.click();
    await page.locator('.docbar .tag', { hasText: '版1' }).waitFor();
    expect(await saved(id, body.version)).toBe('版を移る直前に直した用途です。');
    await becomes(() => purpose(page).inputValue(), expect.not.stringContaining('直前'));
  });

  it('are given up only by the person while they cannot be saved', async () => {
    const { templateId } = await begun('cannot-be-saved');
    const visitor = await at('curator', templateId);
    visitor.allow(/503/);
    const { page } = visitor;
    office.door.refusal = { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>503</h1>' };
    await purpose(page).fill('つながらない間に直した用途です。');
    await page.getByText('まだ保存できていません').waitFor();
    await page.getByRole('link', { name: '様式の管理' }).first().click();
    await heading(page, '直したところが、まだ保存されていません');
    await page.keyboard.press('Escape');
    await becomes(() => purpose(page).inputValue(), 'つながらない間に直した用途です。');
    office.door.refusal = null;
    await page.getByRole('link', { name: '様式の管理' }).first().click();
    await page.locator('.cur').first().waitFor();
    expect(await saved(templateId)).toBe('つながらない間に直した用途です。');
  });

  it('are saved by themselves when the server is back', async () => {
    const { templateId } = await begun('away');
    const visitor = await at('curator', templateId);
    visitor.allow(/503/);
    office.door.refusal = { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>503</h1>' };
    await purpose(visitor.page).fill('つながるまで画面に残る用途です。');
    await visitor.page.getByText('まだ保存できていません。つながると自動で保存します').waitFor();
    office.door.refusal = null;
    await visitor.page.getByText(/に保存しました/).waitFor();
    expect(await saved(templateId)).toBe('つながるまで画面に残る用途です。');
  });

  it('are laid beside what somebody else has saved also when that cannot be read at first', async () => {
    const view = await begun('unread');
    const visitor = await at('curator', view.templateId);
    visitor.allow(/409.*\/versions\/1/);
    visitor.allow(/ERR_FAILED/);
    const { page } = visitor;
    const content = { ...view.content, purpose: '先に保存した用途です。' };
    await curator.put(url(view.templateId), { content, revision: view.revision });
    let isAway = true;
    await page.route(`**${url(view.templateId)}`, (route) =>
      isAway && route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    const unread = page.waitForEvent('requestfailed');
    await purpose(page).fill('後から保存する用途です。');
    await unread;
    await page.getByText('ほかの画面で先に保存されたため、まだ保存していません').waitFor();
    isAway = false;
    await page.getByRole('button', { name: 'わたしの内容で保存する' }).click();
    await until('it is saved', async () => (await saved(view.templateId)) === '後から保存する用途です。');
  });

  it('wait on the page while somebody else has sent the version on, and are saved when it is back', async () => {
    const view = await begun('sent-on');
    const visitor = await at('curator', view.templateId);
    visitor.allow(/409.*\/versions\/1/);
    const { page } = visitor;
    const acts = `${url(view.templateId)}/acts`;
    const { body: sent } = await curator.post<VersionView>(acts, { act: 'submit', revision: view.revision });
    await purpose(page).fill('審査に出された後に直した用途です。');
    await page.getByText(/いまは「審査中」のため/).waitFor();
    await becomes(() => page.getByRole('button', { name: 'わたしの内容で保存する' }).count(), 0);
    await curator.post(acts, { act: 'withdraw', revision: sent.revision });
    await page.getByRole('button', { name: '作成中に戻ったか確かめる' }).click();
    await page.getByRole('button', { name: 'わたしの内容で保存する' }).click();
    await until('it is saved', async () => (await saved(view.templateId)) === '審査に出された後に直した用途です。');
  });

  it('stay in the form of an example while the template is checked, and are not closed away by Esc', async () => {
    const { templateId } = await begun('filled-in');
    const { page } = await at('curator', templateId);
    await page.locator('.ed-nav').getByRole('button', { name: '入力例' }).click();
    await purpose(page).waitFor({ state: 'detached' });
    const check = page.waitForResponse(/\/curation\/checks$/);
    await page.getByLabel('入力例の出典').fill('架空の市の例です。');
    await page.getByRole('button', { name: '入力例を直す' }).click();
    const dialog = page.getByRole('dialog', { name: '入力例' });
    await dialog.getByLabel('件名', { exact: true }).fill('書きかけの件名');
    await check;
    await page.getByText(/に保存しました/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'この画面に残る' }).click();
    await becomes(() => dialog.getByLabel('件名', { exact: true }).inputValue(), '書きかけの件名');
    await dialog.getByRole('button', { name: 'この入力にする' }).click();
    await until('it is saved', async () => {
      const { body } = await curator.get<VersionView>(url(templateId));
      return JSON.stringify(body.content).includes('書きかけの件名');
    });
  });

  it('that are wrong keep their control when the type of the field no longer has it', async () => {
    const { templateId } = await begun('other-type');
    const { page } = await at('curator', templateId);
    await page.getByRole('tab', { name: /^項目/ }).click();
    await page.locator('.ed-nav').getByRole('button', { name: /^件名/ }).first().click();
    const most = page.getByLabel('最も長い字数');
    await most.fill('百');
    await page.getByLabel('種類', { exact: true }).selectOption({ label: '日付' });
    await page.getByLabel('最も短い字数').waitFor();
    await until('the fault stands at its control', async () => (await most.getAttribute('aria-invalid')) === 'true');
    await most.fill('');
    await most.waitFor({ state: 'detached' });
  });

  it('of two fields do not become one when an id is taken', async () => {
    const { templateId } = await begun('taken-id');
    const { page } = await at('curator', templateId);
    await page.getByRole('tab', { name: /^項目/ }).click();
    await page.locator('.ed-nav').getByRole('button', { name: /^件名/ }).first().click();
    await page.getByText('条件・形・番号').click();
    await page.getByLabel('項目の番号').fill('addressee');
    await page.keyboard.press('Tab');
    await page.getByText(/「addressee」は「.+」の番号です。ほかの番号にしてください。/).waitFor();
    await page.getByLabel('項目の番号').fill('topic');
    await page.keyboard.press('Tab');
    await until('it is saved', async () => {
      const { body } = await curator.get<VersionView>(url(templateId));
      const ids = JSON.stringify(body.content.fields);
      return ids.includes('"topic"') && ids.includes('"addressee"') && !ids.includes('"subject"');
    });
    await becomes(() => page.getByText(/の番号です。ほかの番号に/).count(), 0);
  });
});
