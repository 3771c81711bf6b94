import { errorTable, failureTexts, type DraftView, type FailureCode, type SavedInputView, type TemplateView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import { sectionText, type TestClient } from '../support/client.js';
import { hasFocus } from '../support/keyboard.js';
import { Office } from '../support/office.js';
import { PASSWORD } from '../support/people.js';
import { until } from '../support/program.js';

/** P23 of the fault catalogue. */
const PAYLOAD = '<img src=x onerror=window.__x=1><svg/onload=__x=1>';

const FAILURES: readonly (readonly [FailureCode, object])[] = [
  ['answer', { do: 'answer', text: 'これはJSONではありません' }],
  ['filter', { do: 'answer', finishReason: 'content_filter' }],
  ['timeout', { do: 'hang' }],
  ['unavailable', { do: 'status', status: 503 }],
  ['busy', { do: 'status', status: 429 }],
  ['refused', { do: 'status', status: 400 }],
];

/** Answers of the sample with the payload in every text that the template takes. */
function poisoned(fields: TemplateView['fields'], sample: Record<string, unknown>): Record<string, unknown> {
  const texts = fields.filter(({ type, maxLength = 200 }) => (type === 'text' || type === 'longtext') && maxLength >= PAYLOAD.length);
  return {
    ...sample,
    ...Object.fromEntries(texts.map((field) => [field.id, PAYLOAD])),
    items: [{ label: '内容', value: PAYLOAD }],
    attachments: [PAYLOAD],
  };
}

describe('states of the screens', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open({
      env: { LLM_MAX_ATTEMPTS: '1', LLM_FIRST_BYTE_TIMEOUT_MS: '2000', LLM_IDLE_TIMEOUT_MS: '2000', LLM_TOTAL_TIMEOUT_MS: '8000' },
    });
    a1 = await office.installation.signedIn('a1');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  async function endedAs(behaviour: object): Promise<DraftView> {
    await office.installation.model.next(behaviour);
    return a1.ended(await a1.submit());
  }

  /** A draft on the desk with its first section open for typing. */
  async function editing(page: Page): Promise<void> {
    await page.getByRole('toolbar').getByRole('button', { name: '手で直す' }).click();
    await page.getByLabel('本文の文章').waitFor();
  }

  it('says that it is loading, and that there is nothing yet', async () => {
    const visitor = await office.person('b1');
    const { page } = visitor;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    await page.locator('.tpl').first().waitFor();
    office.door.gate = promise;
    await page.getByRole('link', { name: '文案', exact: true }).click();
    await page.getByText('読み込んでいます。').waitFor();
    resolve(undefined);
    await page.getByRole('heading', { name: 'まだ文案がありません' }).waitFor();
    await page.getByRole('link', { name: '様式をさがす' }).click();
    await page.getByRole('heading', { name: 'どの文書をつくりますか' }).waitFor();
  });

  it('offers a form when what was typed before is there too, so that nothing typed now is overwritten', async () => {
    const { page } = await office.person('a2');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const asked = page.waitForRequest(/\/templates\/kaigiroku\/input$/);
    await page.route(/\/templates\/kaigiroku\/input$/, async (route) => {
      await promise;
      await route.continue();
    });
    const template = page.waitForResponse(/\/api\/templates\/kaigiroku$/);
    await page.locator('a[href="/templates/kaigiroku"]').first().click();
    await asked;
    await template;
    await page.getByText('様式を読み込んでいます。').waitFor();
    await becomes(() => page.getByRole('button', { name: '入力例を入れる' }).count(), 0);
    resolve(undefined);
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('最も多い場合').waitFor();
    await page.unroute(/\/templates\/kaigiroku\/input$/);
  });

  it('does not open an empty form over input that cannot be read, and opens it when asked again', async () => {
    const path = '/api/templates/tsuchi-tainai/input';
    await a1.send('PUT', path, { answers: { subject: '昨日の件名' } });
    const visitor = await office.person('a1');
    visitor.allow(/503/);
    const { page } = visitor;
    await page.route(/\/input$/, (route) => route.fulfill({ status: 503 }), { times: 1 });
    await visitor.open('/templates/tsuchi-tainai');
    await page.getByRole('heading', { name: 'この様式は開けません' }).waitFor();
    await page.getByRole('button', { name: 'もう一度読み込む' }).click();
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    await becomes(() => subject.inputValue(), '昨日の件名');
    await until('the heading has the focus', () => hasFocus(page.getByRole('heading', { level: 1 })));
  });

  it('saves what is typed under the form it was typed into, also on the way to another one', async () => {
    const { page } = await office.person('a1');
    const subject = page.getByLabel('件名', { exact: true });
    const go = async (id: string) => {
      await page.locator(`a[href="/templates/${id}"]`).first().click();
      await subject.waitFor();
    };
    await go('kaito');
    await page.getByRole('link', { name: '様式', exact: true }).first().click();
    await go('irai');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    await page.route(/\/kaito\/input$/, async (route) => {
      await promise;
      await route.continue();
    });
    const saved = page.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith('/input'));
    await subject.fill('依頼の件名');
    await page.evaluate(() => {
      history.go(-2);
    });
    await page.getByText('様式を読み込んでいます。').waitFor();
    expect((await saved).url()).toMatch(/\/irai\/input$/);
    resolve(undefined);
    await subject.waitFor();
    await becomes(() => subject.inputValue(), '');
    await page.unroute(/\/kaito\/input$/);
  });

  it('saves the last words before somebody is signed out', async () => {
    const draft = await a1.ended(await a1.submit());
    const visitor = await office.person('a1');
    const { page } = visitor;
    const signOut = async () => {
      await page.getByRole('button', { name: 'サインアウト' }).click();
      await page.getByRole('heading', { name: 'サインイン' }).waitFor();
    };
    await visitor.open('/templates/shokai');
    await page.getByLabel('件名', { exact: true }).fill('サインアウトの直前の件名');
    await signOut();
    const { body } = await a1.get<SavedInputView>('/api/templates/shokai/input');
    expect(body.answers?.subject).toBe('サインアウトの直前の件名');

    await visitor.signIn('a1');
    await visitor.open(`/drafts/${draft.id}`);
    await editing(page);
    await page.getByLabel('本文の文章').fill('サインアウトの直前の文章です。');
    await signOut();
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe('サインアウトの直前の文章です。');
    await visitor.open('/drafts');
    await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  });

  it('says in plain words why a draft failed, and what can be done', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    for (const [code, behaviour] of FAILURES) {
      const draft = await endedAs(behaviour);
      expect(draft.failure?.code).toBe(code);
      await visitor.open(`/drafts/${draft.id}`);
      await page.getByText(failureTexts[code]).waitFor();
    }
    const { pathname } = new URL(page.url());
    await page.getByRole('link', { name: '入力を開く' }).click();
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    await until('the input of the draft is back', async () => (await subject.inputValue()) === '都市公園の夜間利用時間の変更について');
    await visitor.open(pathname);
    await page.getByRole('button', { name: '定型文でつくる' }).click();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
  });

  it('offers the rest of a cut answer for completion by hand, and no confirmation before', async () => {
    const draft = await endedAs({ do: 'answer', finishReason: 'length' });
    expect(draft.truncated).toBe(true);
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await page.getByRole('heading', { name: '文章が途中で終わっています' }).waitFor();
    await page.getByRole('tab', { name: /確認/ }).click();
    await page.getByRole('heading', { name: 'まだ確認できません' }).waitFor();
    await editing(page);
    await page.getByLabel('本文の文章').fill('続きを書き足しました。');
    await page.getByRole('heading', { name: 'まだ確認できません' }).waitFor({ state: 'detached' });
  });

  it('does not tell what is not there from what is of another department', async () => {
    const own = await a1.ended(await a1.submit('tsuchi-taigai', {}, 'boilerplate'));
    const visitor = await office.person('b1');
    visitor.allow(/404/);
    for (const id of [own.id, '00000000-0000-4000-8000-000000000000']) {
      await visitor.open(`/drafts/${id}`);
      await visitor.page.getByRole('heading', { name: 'この文案は見つかりません' }).waitFor();
      await becomes(() => visitor.page.getByRole('main').textContent(), expect.stringContaining('消されたか、ほかの課のものです'));
    }
    await visitor.open('/nowhere');
    await visitor.page.getByRole('heading', { name: 'このページは見つかりません' }).waitFor();
  });

  it('loses nothing when the session ends while somebody types', async () => {
    const draft = await a1.ended(await a1.submit());
    const visitor = await office.person('a2');
    visitor.allow(/401/);
    const { page } = visitor;
    const again = page.getByRole('dialog', { name: 'しばらく操作がなかったため、サインアウトしました' });
    const signInAgain = async () => {
      await again.getByLabel('職員番号').fill('a2');
      await again.getByLabel('パスワード').fill(PASSWORD);
      await again.getByRole('button', { name: 'サインイン', exact: true }).click();
      await again.waitFor({ state: 'detached' });
    };
    await visitor.open('/templates/tsuchi-taigai');
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    await office.installation.database.owner.query('DELETE FROM session');
    await subject.fill('終わった後の入力について');
    await again.waitFor();
    await page.keyboard.press('Escape');
    await becomes(() => again.isVisible(), true);
    await signInAgain();
    await becomes(() => subject.inputValue(), '終わった後の入力について');
    await page.getByText('に自動で保存しました').waitFor();
    await page.reload();
    await until('the form is filled again', async () => (await subject.inputValue()) === '終わった後の入力について');

    await visitor.open(`/drafts/${draft.id}`);
    await editing(page);
    await office.installation.database.owner.query('DELETE FROM session');
    await page.getByLabel('本文の文章').fill('終わった後の文章です。');
    await again.waitFor();
    await signInAgain();
    await page.getByText('に保存しました').waitFor();
    a1 = await office.installation.signedIn('a1');
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe('終わった後の文章です。');
  });

  it('goes on after a sign-in in another window, also when the dialog cannot be loaded', async () => {
    const visitor = await office.person('a2');
    visitor.allow(/401/, /ERR_FAILED/, /dynamically imported module/);
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    await page.route(/\.js$/, (route) => route.abort());
    await office.installation.database.owner.query('DELETE FROM session');
    await subject.fill('別の窓でサインインした後の件名');
    const notice = page.getByRole('dialog', { name: 'しばらく操作がなかったため、サインアウトしました' });
    await notice.getByRole('link', { name: '新しいタブでサインイン' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${visitor.url}/sign-in`);
    await other.getByLabel('職員番号').fill('a2');
    await other.getByLabel('パスワード').fill(PASSWORD);
    await other.getByRole('button', { name: 'サインイン', exact: true }).click();
    await other.getByRole('heading', { name: 'どの文書をつくりますか' }).waitFor();
    await other.close();
    await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
    await notice.waitFor({ state: 'detached' });
    await page.getByText('に自動で保存しました').waitFor({ timeout: 60_000 });
    await becomes(() => subject.inputValue(), '別の窓でサインインした後の件名');
    a1 = await office.installation.signedIn('a1');
  });

  it('asks for no password where somebody has signed in by the time the refusal arrives', async () => {
    const visitor = await office.person('a2');
    visitor.allow(/401/);
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    const { status } = errorTable['session.required'];
    const body = JSON.stringify({ code: 'session.required', title: '', errors: [] });
    await page.route(/\/input$/, (route) => route.fulfill({ status, contentType: 'application/problem+json', body }), { times: 1 });
    await subject.fill('遅れて届いた断りの後の件名');
    await page.getByText('に自動で保存しました').waitFor();
    await becomes(() => page.getByRole('dialog').count(), 0);
    await page.reload();
    await until('the form is filled again', async () => (await subject.inputValue()) === '遅れて届いた断りの後の件名');
  });

  it('shows nothing of the page to another person who signs in above it', async () => {
    const draft = await a1.ended(await a1.submit());
    const visitor = await office.person('a2');
    visitor.allow(/401|404/);
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await editing(page);
    await office.installation.database.owner.query('DELETE FROM session');
    await page.getByLabel('本文の文章').fill('ほかの人には見せない文章です。');
    const again = page.getByRole('dialog');
    await again.getByLabel('職員番号').fill('b1');
    await again.getByLabel('パスワード').fill(PASSWORD);
    await again.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.getByRole('heading', { name: 'どの文書をつくりますか' }).waitFor();
    expect(await page.locator('body').textContent()).not.toContain('ほかの人には見せない文章です。');
    a1 = await office.installation.signedIn('a1');
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe(sectionText(draft, 'lead'));
  });

  it('keeps what is typed while the server is away, and saves it when it is back', async () => {
    const draft = await a1.ended(await a1.submit());
    const visitor = await office.person('a1');
    visitor.allow(/503/, /ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
    const { page } = visitor;
    await visitor.open('/templates/shimin-kaito');
    const subject = page.getByLabel('件名', { exact: true });
    await subject.waitFor();
    office.door.refusal = { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>503</h1>' };
    await subject.fill('つながらない間の入力について');
    await page.getByText('まだ保存できていません').waitFor();
    await becomes(() => subject.inputValue(), 'つながらない間の入力について');
    office.door.refusal = null;
    await page.getByText('に自動で保存しました').waitFor();

    await visitor.open(`/drafts/${draft.id}`);
    await editing(page);
    office.door.refusal = { status: 503 };
    office.door.cutStreams();
    await page.getByLabel('本文の文章').fill('つながらない間の文章です。');
    await page.getByRole('heading', { name: 'まだ保存できていません' }).waitFor();
    await page.getByText('つながりません', { exact: true }).waitFor();
    office.door.refusal = null;
    await page.getByText('に保存しました').waitFor();
    await page.getByText('つながりません', { exact: true }).waitFor({ state: 'detached' });
    expect(sectionText(await a1.draft(draft.id), 'lead')).toBe('つながらない間の文章です。');
  });

  it('says when something is asked too often, and how long to wait for a sign-in', async () => {
    const visitor = await office.person('a1');
    visitor.allow(/401|429/);
    const { page } = visitor;
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByText('最も多い場合').waitFor();
    office.door.refusal = { status: 429, headers: { 'retry-after': '1' } };
    await page.getByRole('button', { name: '文案をつくる' }).click();
    await page.getByRole('alert').filter({ hasText: '短い間に操作が多すぎます' }).waitFor();
    office.door.refusal = null;
    await page.getByRole('button', { name: '文案をつくる' }).click();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();

    await page.getByRole('button', { name: 'サインアウト' }).click();
    const failure = page.getByRole('alert');
    await page.getByLabel('職員番号').fill('curator');
    for (let tries = 0; tries < 6; tries += 1) {
      await page.getByLabel('パスワード').fill(`wrong ${String(tries)}`);
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/session'));
      await page.getByRole('button', { name: 'サインイン', exact: true }).click();
      await answered;
    }
    await failure.filter({ hasText: /しばらく受け付けません.*あと\d+秒お待ちください。/ }).waitFor();
  });

  it('shows what people write as text, whatever it is', async () => {
    const { body } = await a1.get<TemplateView>('/api/templates/tsuchi-taigai');
    const answers = poisoned(body.fields, { ...body.sample.answers });
    const owner = office.installation.database.owner;
    await owner.query(`UPDATE person SET name = $1 WHERE login = 'a2'`, [PAYLOAD]);
    const id = await a1.submit('tsuchi-taigai', answers);
    const draft = await a1.ended(id);
    const edit = { parts: [{ text: PAYLOAD }], baseRevision: draft.revision };
    expect((await a1.patch(`/api/drafts/${id}/sections/lead`, edit)).status).toBe(200);
    const visitor = await office.person('a2');
    const { page } = visitor;
    for (const path of ['/templates', '/templates/tsuchi-taigai', '/drafts', `/drafts/${id}`, '/usage']) {
      await visitor.open(path);
      await page.getByText(PAYLOAD).first().waitFor();
      await page.locator('h1').waitFor();
      expect(await page.evaluate(() => Reflect.get(window, '__x') === undefined)).toBe(true);
    }
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByLabel('件名', { exact: true }).fill(PAYLOAD);
    await page.getByText('に自動で保存しました').waitFor();
    expect(await page.evaluate(() => Reflect.get(window, '__x') === undefined)).toBe(true);
  });

  it('stops at the cap in plain words, with the fixed text offered', async () => {
    const { cap, used } = await office.installation.contract();
    await office.installation.grant(-cap + used + 100);
    const draft = await a1.ended(await a1.submit());
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await page.getByRole('heading', { name: '契約のトークンが足りないため、AIは書けません' }).waitFor();
    await page.getByText('入力した内容は残っています。').first().waitFor();
    await page.getByRole('button', { name: '定型文でつくる' }).click();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    expect((await office.installation.contract()).used).toBe(used);
  });
});
