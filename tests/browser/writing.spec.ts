import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import { sectionText, type TestClient } from '../support/client.js';
import { Office, PATIENT } from '../support/office.js';
import { until } from '../support/program.js';

describe('a draft that is being written, in a browser', () => {
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

  it('writes before the eyes of the clerk, and loses nothing when the page is closed', async () => {
    await office.installation.model.next({ do: 'hold', after: 8 });
    const visitor = await office.person('a1');
    await visitor.open('/templates/tsuchi-taigai');
    await visitor.page.getByRole('button', { name: '入力例を入れる' }).click();
    await visitor.page.getByRole('button', { name: '文案をつくる' }).click();
    await visitor.page.getByRole('heading', { name: '書いています' }).waitFor();
    const body = (page: Page) => page.locator('.sec .body');
    await visitor.page.locator('.caret').waitFor();
    const written = (await body(visitor.page).textContent())?.trim() ?? '';
    expect(written.length).toBeGreaterThan(20);
    const progress = Number(await visitor.page.getByRole('progressbar').getAttribute('aria-valuemax'));
    expect(progress).toBe(1);

    const again = await visitor.inNewPage(new URL(visitor.page.url()).pathname);
    await again.page.locator('.caret').waitFor();
    await becomes(async () => (await body(again.page).textContent())?.trim(), written);
    await office.installation.model.release();
    await again.page.getByRole('tab', { name: /指摘/ }).waitFor();
    const { pathname } = new URL(again.page.url());
    const draft = await a1.draft(pathname.split('/').at(-1) ?? '');
    expect(sectionText(draft, 'lead').startsWith(written)).toBe(true);
    await becomes(
      async () => (await body(again.page).allTextContents()).join(''),
      expect.stringContaining(sectionText(draft, 'lead').slice(-10)),
    );
    expect(again.unexpected()).toEqual([]);
  });

  it('says that it tries again while the model is busy, and then shows the text', async () => {
    const visitor = await office.person('a1');
    await office.installation.model.next({ do: 'status', status: 503, retryAfter: '8' });
    await visitor.open(`/drafts/${await a1.submit()}`);
    await visitor.page.getByRole('heading', { name: '再試行中です' }).waitFor();
    await visitor.page.getByRole('tab', { name: /指摘/ }).waitFor();
  });

  it('stops when it is told to, keeps the text so far, and can write again', async () => {
    await office.installation.model.next({ do: 'hold', after: 8 });
    const id = await a1.submit();
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${id}`);
    await page.locator('.caret').waitFor();
    await page.getByRole('button', { name: '書くのを止める' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '続ける' }).click();
    expect((await a1.draft(id)).state).toBe('writing');
    await page.getByRole('button', { name: '書くのを止める' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '止める' }).click();
    await page.getByRole('heading', { name: '書くのを止めました' }).waitFor();
    expect((await page.locator('.sheet').textContent())?.length).toBeGreaterThan(100);
    await page.getByRole('button', { name: 'もう一度書く' }).click();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    expect(page.url()).not.toContain(id);
  });

  it('goes on by asking when a proxy holds the live stream back', async () => {
    office.door.holdsStreams = true;
    await office.installation.model.next({ do: 'hold' });
    const id = await a1.submit();
    const visitor = await office.person('a1');
    const { page } = visitor;
    const asked: number[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(`/api/drafts/${id}`)) {
        asked.push(performance.now());
      }
    });
    await visitor.open(`/drafts/${id}`);
    await page.getByRole('heading', { name: '書いています' }).waitFor();
    await until('the page asks again', () => asked.length > 2);
    const [first = 0, second = 0] = asked;
    // Three seconds of silence, and what a busy machine adds.
    expect(second - first).toBeGreaterThan(2_500);
    expect(second - first).toBeLessThan(5_000);
    await office.installation.model.release();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    expect(office.door.streams).toBeGreaterThan(0);
  });
});
