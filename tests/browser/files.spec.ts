import { readFileSync } from 'node:fs';
import { fileRefusals } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import { publishAllKinds } from '../support/all-kinds.js';
import type { Visitor } from '../support/browser.js';
import type { TestClient } from '../support/client.js';
import { aPdf } from '../support/files.js';
import { expectFit } from '../support/fitting.js';
import { hasFocus, tabTo } from '../support/keyboard.js';
import { Office } from '../support/office.js';
import { until } from '../support/program.js';

const PATH = '/templates/all-kinds';
const INPUT = '/api/templates/all-kinds/input';

/** As long as people make them, without a place at which a line would break by itself. */
const LONG = `${'令和6年度第1回公園運営協議会会場図及び配席図最終版'.repeat(5)}.pdf`;

const aFile = (name: string, words = '会場の図') => ({ name, mimeType: 'application/octet-stream', buffer: aPdf(words) });

describe('files of a form', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open();
    await publishAllKinds(office.installation.database.owner);
    a1 = await office.installation.signedIn('a1');
    await until('the template is known', async () => (await a1.get(INPUT)).status === 200);
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  /** The form with the example in it, and no files. */
  async function atForm(): Promise<Visitor> {
    await a1.send('DELETE', INPUT);
    const visitor = await office.person('a1');
    await visitor.open(PATH);
    await visitor.page.getByRole('button', { name: '入力例を入れる' }).click();
    return visitor;
  }

  const picker = (page: Page) => page.locator('input[type=file]');
  const button = (page: Page) => page.getByRole('button', { name: '添付資料のファイルを選ぶ' });
  const named = (page: Page, name: string) => page.locator('.file-name').filter({ hasText: name });
  const count = (page: Page) => page.locator('.files .push.num');

  it('are chosen, kept, taken out, sent with the form, and saved at the desk', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    await count(page).getByText('0／3個').waitFor();
    await picker(page).setInputFiles([aFile('会場図.pdf'), aFile(LONG), aFile('要らない図.pdf')]);
    await count(page).getByText('3／3個').waitFor();
    await becomes(() => button(page).getAttribute('aria-disabled'), 'true');
    await expectFit(visitor, 'files-three');
    await page.getByText(/自動で保存しました/).waitFor();
    await page.reload();
    await named(page, LONG).waitFor();
    await tabTo(page, page.getByRole('button', { name: '要らない図.pdfを外す' }));
    await page.keyboard.press('Enter');
    await count(page).getByText('2／3個').waitFor();
    await becomes(() => hasFocus(button(page)), true);
    await page.getByRole('button', { name: /定型文でつくる/ }).click();
    await page.waitForURL('**/drafts/*');
    await page.getByRole('heading', { name: /添付ファイル/ }).waitFor();
    await page.locator('.paper').getByText(`会場図.pdf、${LONG}`).first().waitFor();
    await expectFit(visitor, 'files-at-the-desk');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '会場図.pdf', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('会場図.pdf');
    expect(readFileSync(await download.path())).toEqual(aPdf('会場の図'));
  });

  it('go with the form when it is corrected', async () => {
    const { page } = await atForm();
    await picker(page).setInputFiles([aFile('会場図.pdf')]);
    await count(page).getByText('1／3個').waitFor();
    await page.getByRole('button', { name: /定型文でつくる/ }).click();
    await page.waitForURL('**/drafts/*');
    const first = page.url().split('/').at(-1) ?? '';
    await page.goto(`${office.door.url}${PATH}?from=${first}`);
    await named(page, '会場図.pdf').waitFor();
    await page.getByRole('button', { name: /定型文でつくる/ }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/drafts/') && !url.pathname.endsWith(first));
    await page.getByRole('link', { name: '会場図.pdf', exact: true }).waitFor();
  });

  it('are refused with what is to be done', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    visitor.allow(/422.*\/api\/files/);
    await picker(page).setInputFiles([
      { ...aFile('会場図.pdf'), buffer: Buffer.from('ただの文字') },
      aFile('道具.exe'),
      { ...aFile('空.pdf'), buffer: Buffer.alloc(0) },
    ]);
    for (const reason of ['content', 'kind', 'empty'] as const) {
      await page.getByText(fileRefusals[reason]).waitFor();
    }
    await count(page).getByText('0／3個').waitFor();
    await expectFit(visitor, 'files-refused');
    await page.getByRole('button', { name: '道具.exeを外す' }).click();
    await named(page, '道具.exe').waitFor({ state: 'detached' });
    await picker(page).setInputFiles(['1', '2', '3', '4'].map((name) => aFile(`${name}.pdf`)));
    await count(page).getByText('3／3個').waitFor();
    await page.getByText(fileRefusals['too-many']).waitFor();
    await page.getByText(fileRefusals.content).waitFor({ state: 'detached' });
  });

  it('wait for the connection, and the form with them', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    visitor.allow(/\/api\/files/);
    await page.route('**/api/files', (route) => route.abort());
    await picker(page).setInputFiles([aFile('会場図.pdf')]);
    await page.getByText('つながらないため、まだ送れていません。').waitFor();
    await page.getByRole('button', { name: /定型文でつくる/ }).click();
    await page.getByRole('alert').getByText('送り終わっていないファイルがあります。').waitFor();
    await expectFit(visitor, 'files-waiting');
    await page.unroute('**/api/files');
    await page.getByRole('button', { name: '会場図.pdfをもう一度送る' }).click();
    await count(page).getByText('1／3個').waitFor();
  });

  it('say how far they are while they are sent, and can be given up', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    const gate = Promise.withResolvers<undefined>();
    office.door.gate = gate.promise;
    await picker(page).setInputFiles([aFile('会場図.pdf'), aFile('様式.pdf')]);
    await page.getByRole('progressbar', { name: '会場図.pdfを送っています' }).waitFor();
    await page.getByText('順番を待っています。').waitFor();
    await expectFit(visitor, 'files-under-way');
    await page.getByRole('button', { name: '会場図.pdfを外す' }).click();
    await page.getByRole('progressbar', { name: '様式.pdfを送っています' }).waitFor();
    gate.resolve(undefined);
    office.door.gate = Promise.resolve();
    await count(page).getByText('1／3個').waitFor();
    await named(page, '会場図.pdf').waitFor({ state: 'detached' });
  });

  it('can be dropped', async () => {
    const { page } = await atForm();
    await button(page).waitFor();
    const dataTransfer = await page.evaluateHandle((words) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([words], '落とした図.pdf'));
      return transfer;
    }, aPdf('図').toString());
    await page.dispatchEvent('.files', 'dragover', { dataTransfer });
    await page.dispatchEvent('.files', 'drop', { dataTransfer });
    await named(page, '落とした図.pdf').waitFor();
    await count(page).getByText('1／3個').waitFor();
  });

  it('are not sent from a form that is only looked at', async () => {
    const visitor = await office.person('curator');
    await visitor.open('/curation/all-kinds/1');
    await visitor.page.getByText('見本なので、ここでは選べません').waitFor();
    await becomes(() => button(visitor.page).getAttribute('aria-disabled'), 'true');
  });
});
