import { readFile } from 'node:fs/promises';
import type { VersionView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import type { Visitor } from '../support/browser.js';
import { expectFit } from '../support/fitting.js';
import { hasFocus, tabTo } from '../support/keyboard.js';
import { Office } from '../support/office.js';
import { addCurators, type Login } from '../support/people.js';
import { until } from '../support/program.js';

const ID = 'tsuchi-taigai';
const MISTAKE = '結論を先に1文で書く。\n根拠法令は{{legalBasic}}の表記をそのまま使う。';
const MENDED = MISTAKE.replace('legalBasic', 'legalBasis');

/** The work on a template, from the list to the clerk who gets it. */
describe('the curation of templates in a browser', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open({ workers: 0 });
    await addCurators(office.installation.database.owner);
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  const dialogOf = (page: Page) => page.getByRole('dialog');
  const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
  const stateIs = (page: Page, words: string) => page.locator('.docbar .tag', { hasText: words }).waitFor();
  const focusIs = (page: Page, selector: string) => until(`${selector} has the focus`, () => hasFocus(page.locator(selector).first()));
  const act = (page: Page, name: string) => page.locator('.docbar').getByRole('button', { name, exact: true });

  /** Somebody at a version of a template. */
  async function opened(login: Login, id: string, version: number): Promise<Visitor> {
    const visitor = await office.person(login);
    await visitor.open(`/curation/${id}/${String(version)}`);
    await stateIs(visitor.page, `版${String(version)}`);
    return visitor;
  }

  /** A template of its own, a copy of the letter, with its first version in 作成中. */
  async function begun(id: string): Promise<VersionView> {
    const curator = await office.installation.signedIn('curator');
    const made = await curator.post<VersionView>('/api/curation/templates', { id, name: '試しの通知', group: '通知・案内', copyOf: ID });
    expect(made.status).toBe(201);
    return made.body;
  }

  it('leads from the list to the next version, and shows a mistake at its place with the correction', async () => {
    const curator = await office.person('curator');
    const { page } = curator;
    await page.getByRole('link', { name: '様式の管理' }).click();
    await page.locator('.cur').first().waitFor();
    await focusIs(page, 'h1');
    await expectFit(curator, 'list');
    await page.getByLabel('名前で絞る').fill('対外');
    await page.getByRole('link', { name: '通知文（対外）', exact: true }).click();
    await stateIs(page, '公開');
    await expectFit(curator, 'published');
    await act(page, '直す（次の版をつくる）').click();
    await stateIs(page, '版2');
    await focusIs(page, 'h1');
    await tab(page, '項目').click();
    await page.locator('.ed-nav').getByRole('button', { name: '知らせる内容（結論）' }).click();
    await focusIs(page, '#part-h');
    await page.getByLabel('項目名').fill('知らせる結論');
    await page.locator('.see-form').getByText('知らせる結論', { exact: true }).waitFor();
    await expectFit(curator, 'field');
    await tab(page, '文章').click();
    await page.getByLabel('AIへの指示').fill(MISTAKE);
    await page.getByText('2行目8字目：「legalBasic」という項目はありません。').waitFor();
    await becomes(() => page.getByLabel('AIへの指示').getAttribute('aria-invalid'), 'true');
    await becomes(() => act(page, '審査に出す').getAttribute('aria-disabled'), 'true');
    await page.locator('.see-paper').getByText('下記のとおり通知します').waitFor();
    await expectFit(curator, 'mistake');
    await page.getByRole('button', { name: '「legalBasis（根拠法令等）」に直す' }).click();
    await focusIs(page, '#p-sections-0-instruction');
    await becomes(() => page.getByLabel('AIへの指示').inputValue(), MENDED);
    // A field that the model reads is no placeholder of the section: that is said next, at the same place.
    await page.getByText('2行目8字目：「legalBasis」は、この節で使う目印にありません。').waitFor();
    await page.getByRole('button', { name: '項目名の「根拠法令等」に直す' }).click();
    await becomes(() => page.getByLabel('AIへの指示').inputValue(), MISTAKE.replace('{{legalBasic}}', '「根拠法令等」'));
    await page.getByText(/^審査に出せます/).waitFor();
    await page.getByLabel('定型文').fill('{{subject}}をお知らせします。');
    await page
      .locator('.see-paper')
      .getByText(/をお知らせします/)
      .waitFor();
    await page.locator('.res.ng').first().waitFor();
    await page
      .getByText(/「本文」に「.+」がありません。/)
      .first()
      .waitFor();
    await expectFit(curator, 'red-tests');
  });

  it('fits at every part, in the dialogs and beside the differences', async () => {
    const view = await begun('every-part');
    const curator = await opened('curator', view.templateId, 1);
    const { page } = curator;
    for (const name of ['入力のまとまり', '入力例']) {
      await page.locator('.ed-nav').getByRole('button', { name }).click();
      await expectFit(curator, `basics-${name}`);
    }
    for (const name of ['紙面', '試験']) {
      await tab(page, name).click();
      await expectFit(curator, `part-${name}`);
    }
    for (const name of ['入力画面', '紙面']) {
      const wide = page.getByRole('button', { name: new RegExp(`大きく見る.*${name}`) });
      await wide.click();
      await dialogOf(page).getByRole('heading', { name, exact: true }).waitFor();
      await expectFit(curator, `wide-${name}`);
      await page.keyboard.press('Escape');
      await until('the focus is back', () => hasFocus(wide));
    }
    await act(page, 'この版をやめる').click();
    await expectFit(curator, 'give-up');
    await dialogOf(page).getByRole('button', { name: 'この版をやめる' }).click();
    await page.getByText('公開せずにやめた版です。').waitFor();
    await focusIs(page, 'h1');
  });

  it('takes a part out, says what is wrong now, leads there, and puts it back', async () => {
    const view = await begun('taken-out');
    const { page } = await opened('curator', view.templateId, 1);
    await tab(page, '文章').click();
    await page.getByRole('button', { name: 'この節を消す' }).click();
    await page.getByRole('heading', { name: '文章はありません' }).waitFor();
    await focusIs(page, '#part-h');
    await page.getByRole('button', { name: '誤りのある所を開く' }).click();
    await page.locator('.ed-main .bad').first().waitFor();
    await tab(page, '文章').click();
    await page.getByRole('button', { name: '元に戻す' }).click();
    await page.getByText(/^審査に出せます/).waitFor();
    await tab(page, '項目').click();
    await page.locator('.ed-nav').getByRole('button', { name: '実施日' }).click();
    await page.getByRole('button', { name: 'この項目を消す' }).click();
    await page.getByText('「実施日」を消しました。').waitFor();
    await page.getByText(/誤り\d+件を直すと/).waitFor();
    await page.getByRole('button', { name: '元に戻す' }).click();
    await page.getByText(/^審査に出せます/).waitFor();
  });

  it('hands the focus on in a list, and puts back what was taken out of it', async () => {
    const view = await begun('in-lists');
    const { page } = await opened('curator', view.templateId, 1);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const press = async (name: string) => {
      await button(name).focus();
      await page.keyboard.press('Enter');
    };
    const isAt = (name: string) => until(`${name} has the focus`, () => hasFocus(button(name)));
    let lists = 0;
    page.on('request', (request) => {
      lists += request.url().endsWith('/api/curation/templates') ? 1 : 0;
    });
    await tab(page, '試験').click();
    const expected = page.getByRole('list', { name: '確かめること' }).getByRole('listitem');
    await expected.first().waitFor();
    const count = await expected.count();
    await press('1番目の確かめることを消す');
    await page.getByText('「1番目の確かめること」を消しました。').waitFor();
    await isAt('1番目の確かめることを消す');
    await becomes(() => expected.count(), count - 1);
    await button('元に戻す').click();
    await until('it is back', async () => (await expected.count()) === count);
    await tab(page, '紙面').click();
    const parts = page.locator('.ed-nav').getByRole('listitem');
    await page.getByLabel('部分の種類').waitFor();
    const before = await parts.count();
    await page.getByLabel('部分の種類').selectOption('番号付きの項目');
    await becomes(() => parts.count(), before);
    await button('部分を足す').click();
    await focusIs(page, '#part-h');
    await becomes(() => parts.count(), before + 1);
    const label = (index: number) => page.locator(`#p-layout-${String(before)}-items-${String(index)}-label`);
    await button('項目を足す').click();
    await label(1).fill('予備日');
    await press('予備日を上へ');
    await isAt('予備日を上へ');
    await becomes(() => label(0).inputValue(), '予備日');
    await becomes(() => Promise.all([label(0).isVisible(), label(1).isVisible()]), [true, false]);
    await press('予備日を下へ');
    await isAt('予備日を下へ');
    await press('予備日を消す');
    await isAt('項目を足す');
    await button('元に戻す').click();
    await button('予備日を消す').waitFor();
    await page.getByText(/に保存しました/).waitFor();
    expect(lists).toBe(0);
  });

  it('keeps a number as it is typed, and leads to what is wrong in a folded part', async () => {
    const view = await begun('folded');
    const { page } = await opened('curator', view.templateId, 1);
    const curator = await office.installation.signedIn('curator');
    await tab(page, '項目').click();
    await page.locator('.ed-nav').getByRole('button', { name: '根拠法令等' }).click();
    await page.getByText('条件・形・番号').click();
    const rule = page.getByRole('group', { name: '示す条件', exact: true });
    await rule.getByRole('button', { name: '条件を足す' }).click();
    await rule.getByLabel('示す条件の1番目の条件', { exact: true }).selectOption('atLeast');
    const number = rule.getByLabel('示す条件の1番目の数');
    await number.pressSequentially('１，０');
    await until('the number is saved while it is typed', async () => {
      const { body } = await curator.get<VersionView>(`/api/curation/templates/${view.templateId}/versions/1`);
      return JSON.stringify(body.content).includes('"atLeast":10');
    });
    await becomes(() => Promise.all([number.inputValue(), hasFocus(number)]), ['１，０', true]);
    await rule.getByRole('button', { name: '示す条件の1番目の条件を消す' }).click();
    await until('a condition can be added', () => hasFocus(rule.getByRole('button', { name: '条件を足す' })));
    await tab(page, '文章').click();
    await page.getByText('節を頼む条件・番号').click();
    await page.getByLabel('どれかが入力されたときだけ頼む').fill('番号でない語');
    await page.locator('#p-sections-0-onlyWith[aria-invalid="true"]').waitFor();
    await tab(page, '基本').click();
    await page.getByRole('button', { name: '誤りのある所を開く' }).click();
    await focusIs(page, '#p-sections-0-onlyWith');
  });

  it('goes by keyboard alone from the editor to the clerk, through somebody else’s approval', async () => {
    const view = await begun('by-keyboard');
    const curator = await opened('curator', view.templateId, 1);
    await tabTo(curator.page, tab(curator.page, '基本'));
    await curator.page.keyboard.press('Tab');
    await curator.page.keyboard.press('Enter');
    await focusIs(curator.page, '#part-h');
    await tabTo(curator.page, curator.page.getByLabel('様式の名前'));
    await curator.page.keyboard.press('Control+A');
    await curator.page.keyboard.insertText('休館のお知らせ');
    await curator.page.getByText(/に保存しました/).waitFor();
    await act(curator.page, '審査に出す').focus();
    await curator.page.keyboard.press('Enter');
    await stateIs(curator.page, '審査中');
    await focusIs(curator.page, 'h1');

    const approver = await opened('approver', view.templateId, 1);
    const { page } = approver;
    await expectFit(approver, 'in-review');
    await tabTo(page, act(page, '差し戻す'));
    await page.keyboard.press('Enter');
    await until('the reason is asked for', () => hasFocus(page.getByLabel('理由', { exact: true })));
    await expectFit(approver, 'return');
    await page.keyboard.press('Escape');
    await until('the focus is back', () => hasFocus(act(page, '差し戻す')));
    await tabTo(page, act(page, '承認する'));
    await page.keyboard.press('Enter');
    await stateIs(page, '承認済み');
    await tabTo(page, act(page, '公開する'));
    await page.keyboard.press('Enter');
    await dialogOf(page).getByText('使い始める日').waitFor();
    await expectFit(approver, 'publish');
    await tabTo(page, dialogOf(page).getByRole('button', { name: '公開する' }));
    await page.keyboard.press('Enter');
    await page.getByText(/から使われています/).waitFor();
    await focusIs(page, 'h1');

    const clerk = await office.person('a1');
    await clerk.open(`/templates/${view.templateId}`);
    await clerk.page.getByRole('heading', { name: '休館のお知らせ' }).waitFor();
  });

  it('compares versions and goes back to an older one', async () => {
    const curator = await opened('curator', ID, 2);
    const { page } = curator;
    await page.locator('.versions').getByRole('link', { name: '版1から版2への違い' }).click();
    await page.getByText(/違いが\d+か所あります/).waitFor();
    await page.locator('del').first().waitFor();
    await expectFit(curator, 'changes');
    curator.allow(/\/versions\/2/);
    await page.route(/\/api\/.*\/versions\/2$/, (route) => route.abort(), { times: 1 });
    await page.reload();
    await page.getByText(/違いが\d+か所あります/).waitFor();
    await page.getByRole('link', { name: new RegExp(`${ID}\\s*版2`) }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /通知文（対外）\s*版2/ }).click();
    await stateIs(page, '版2');
    await act(page, 'この版をやめる').click();
    await dialogOf(page).getByRole('button', { name: 'この版をやめる' }).click();
    await stateIs(page, '廃止');
    await page.locator('.versions').getByRole('link', { name: '版1', exact: true }).click();
    await page.locator('.versions').getByText('いま見ている版').waitFor();
    await stateIs(page, '版1');
    await act(page, '直す（次の版をつくる）').click();
    await stateIs(page, '版3');
  });

  it('says whose version is being worked on', async () => {
    const visitor = await opened('curator2', ID, 1);
    visitor.allow(/409.*\/versions/);
    await act(visitor.page, '直す（次の版をつくる）').click();
    await visitor.page
      .getByRole('alert')
      .getByText(/職員\s*curatorさんの版3が作業中です/)
      .waitFor();
  });

  it('shows the second of two curators the difference, and loses nothing of either', async () => {
    const view = await begun('two-at-once');
    const first = await opened('curator', view.templateId, 1);
    const second = await opened('curator2', view.templateId, 1);
    second.allow(/409.*\/versions\/1/);
    await first.page.getByLabel('何のための文書か').fill('先に保存した用途です。');
    await first.page.getByText(/に保存しました/).waitFor();
    await second.page.getByLabel('何のための文書か').fill('後から保存する用途です。');
    await second.page.getByRole('heading', { name: 'この版は、ほかの画面で先に保存されました' }).waitFor();
    await focusIs(second.page, '#theirs-h');
    await becomes(() => second.page.getByLabel('何のための文書か').inputValue(), '後から保存する用途です。');
    await becomes(
      () => second.page.locator('.conflict-note del').allTextContents(),
      expect.arrayContaining([expect.stringContaining('先')]),
    );
    await expectFit(second, 'conflict');
    await second.page.getByRole('button', { name: 'わたしの内容で保存する' }).click();
    await second.page.getByText(/\d+時\d+分に保存しました/).waitFor();
    const curator = await office.installation.signedIn('curator');
    const { body } = await curator.get<VersionView>(`/api/curation/templates/${view.templateId}/versions/1`);
    expect(body.content.purpose).toBe('後から保存する用途です。');
  });

  it('carries a template over by a file, and says why a hostile one is not taken', async () => {
    const view = await begun('carried');
    const curator = await opened('curator', view.templateId, 1);
    const { page } = curator;
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'ファイルに書き出す' }).click()]);
    const text = await readFile(await download.path(), 'utf8');
    await curator.open('/curation');
    await page.getByRole('button', { name: 'ファイルから取り込む' }).click();
    await focusIs(page, '#import-h');
    const give = (content: string) =>
      page
        .getByLabel('様式のファイル')
        .setInputFiles({ name: 'template.json', mimeType: 'application/json', buffer: Buffer.from(content, 'utf8') });
    await give(`{"format":"bunan-template","formatVersion":1,"template":{"id":"x","__proto__":{"admin":true}}}`);
    await page.getByText('使えない名前「__proto__」が入っています。').waitFor();
    await expectFit(curator, 'hostile');
    // What is said late of the first file does not stand there as if it were of the second.
    const held = Promise.withResolvers<undefined>();
    await page.route(/\/api\/curation\/imports$/, async (route) => {
      await (route.request().postData()?.includes('__proto__') === true ? held.promise : null);
      await route.continue();
    });
    await give(`{"format":"bunan-template","formatVersion":1,"template":{"id":"y","__proto__":{"admin":true}}}`);
    await give(text.replaceAll('"carried"', '"carried-on"'));
    await page.getByText(/を、新しい様式として取り込みます/).waitFor();
    const late = page.waitForResponse(/\/api\/curation\/imports$/);
    held.resolve(undefined);
    await late;
    await becomes(() => page.getByText('使えない名前「__proto__」が入っています。').count(), 0);
    await page.getByRole('button', { name: /^取り込む/ }).click();
    await focusIs(page, '#taken-in');
    await page.getByRole('link', { name: '版1を開く' }).click();
    await stateIs(page, '作成中');
  });

  it('shows a template to named departments only, and keeps the focus at the button', async () => {
    const curator = await office.person('curator');
    const { page } = curator;
    await curator.open('/curation');
    const change = page.getByRole('button', { name: /変える.*会議録（審議会等）/ });
    curator.allow(/\/api\/curation\/departments/);
    await page.route(/\/api\/curation\/departments$/, (route) => route.abort(), { times: 1 });
    await change.click();
    await page.getByLabel('決めた課だけ').check();
    await page.getByText('課の一覧を読み込めませんでした。').waitFor();
    await page.getByRole('button', { name: 'やめる', exact: true }).click();
    await until('the focus is back', () => hasFocus(change));
    await change.click();
    await page.getByLabel('決めた課だけ').check();
    await page.getByLabel('税務課').check();
    await expectFit(curator, 'visibility');
    await page.getByRole('button', { name: 'この課で使えるようにする' }).click();
    await page.locator('.cur tr', { hasText: '会議録（審議会等）' }).getByText('税務課').waitFor();
    const clerk = await office.installation.signedIn('a1');
    expect((await clerk.get('/api/templates/kaigiroku')).status).toBe(404);
  });

  it('says to a clerk whose work this is, and to a curator that the list cannot be had', async () => {
    const clerk = await office.person('a1');
    clerk.allow(/403.*\/api\/curation/);
    for (const path of ['/curation', `/curation/${ID}/1`]) {
      await clerk.open(path);
      await clerk.page.getByRole('heading', { name: 'この画面は使えません' }).waitFor();
    }
    await expectFit(clerk, 'no-right');
    const curator = await office.person('curator');
    curator.allow(/\/api\/curation/);
    await curator.page.route(/\/api\/curation\/templates$/, (route) => route.abort());
    await curator.open('/curation');
    await curator.page.getByRole('heading', { name: '様式の管理を開けません' }).waitFor();
    await expectFit(curator, 'failed');
    await curator.page.unroute(/\/api\/curation\/templates$/);
    await curator.page.getByRole('button', { name: 'もう一度読み込む' }).click();
    await curator.page.locator('.cur').first().waitFor();
    await curator.page.getByLabel('名前で絞る').fill('どこにもない名前');
    await curator.page.getByText('名前に「どこにもない名前」のある様式はありません。').waitFor();
  });
});
