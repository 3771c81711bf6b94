import type { VersionView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import type { Visitor } from '../support/browser.js';
import type { TestClient } from '../support/client.js';
import { expectFit } from '../support/fitting.js';
import { hasFocus } from '../support/keyboard.js';
import { libraryTemplate } from '../support/library.js';
import { Office, PATIENT } from '../support/office.js';
import { addCurators, type Login } from '../support/people.js';
import { until } from '../support/program.js';

const LETTER = libraryTemplate('tsuchi-taigai');

/** A test of the letter that any answer of a model meets, and one that none does. */
const GREEN = { id: 'green', name: '通常', answers: LETTER.sample.answers, expect: [{ that: 'present', section: 'lead' }] };
const RED = { ...GREEN, id: 'red', name: '書かない語', expect: [{ that: 'contains', text: 'けっして書かない語', of: 'answer' }] };

describe('a test that is tried on the model', () => {
  let office: Office;
  let curator: TestClient;

  beforeAll(async () => {
    office = await Office.open({ env: PATIENT });
    await addCurators(office.installation.database.owner);
    curator = await office.installation.signedIn('curator');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  /** A copy of the letter with these tests, in review. */
  async function inReview(id: string, tests: readonly object[]): Promise<VersionView> {
    const url = `/api/curation/templates/${id}/versions/1`;
    const copy = { id, name: '試しの通知', group: '通知・案内', copyOf: LETTER.id };
    const { content, revision } = (await curator.post<VersionView>('/api/curation/templates', copy)).body;
    const saved = (await curator.put<VersionView>(url, { content: { ...content, tests }, revision })).body;
    const { status, body } = await curator.post<VersionView>(`${url}/acts`, { act: 'submit', revision: saved.revision });
    expect(status).toBe(200);
    return body;
  }

  async function at(login: Login, id: string): Promise<Visitor> {
    const visitor = await office.person(login);
    await visitor.open(`/curation/${id}/1`);
    await visitor.page.locator('.tests').first().waitFor();
    return visitor;
  }

  const row = (page: Page, name: string) => page.locator('.tests tr').filter({ has: page.getByRole('button', { name, exact: true }) });
  const held = () => until('the model is asked', async () => (await office.installation.model.meter()).held === 1);

  it('tells its price first, is followed to its end, and stands in the table', async () => {
    await inReview('followed', [GREEN]);
    const visitor = await at('approver', 'followed');
    const { page } = visitor;
    await row(page, '通常').getByRole('button', { name: '試す' }).click();
    const dialog = page.getByRole('dialog', { name: 'AIで試す　通常' });
    await dialog.getByText(/約[\d,]+トークン（多くても[\d,]+）を、あなたと課の配分から使います。/).waitFor();
    await expectFit(visitor, 'trial-price');

    await office.installation.model.next({ do: 'hold', after: 1 });
    await dialog.getByRole('button', { name: /^試す（約[\d,]+トークン）$/ }).click();
    await held();
    await dialog.getByText('AIが書いています。終わると、ここに結果が出ます。閉じても続きます。').waitFor();
    const again = dialog.getByRole('button', { name: /^もう一度試す/ });
    const back = page.locator('.docbar').getByText('差し戻す', { exact: true });
    await becomes(() => again.getAttribute('aria-disabled'), 'true');
    await expectFit(visitor, 'trial-under-way');
    await page.keyboard.press('Escape');
    await row(page, '通常').getByText('書いています').waitFor();
    await row(page, '通常').getByRole('button', { name: 'ようすを見る' }).click();
    await until('it cannot be returned', async () => (await back.getAttribute('aria-disabled')) === 'true');

    await office.installation.model.release();
    await dialog
      .getByRole('status')
      .getByText(/情報政策課で試した結果（[\d,]+トークン）/)
      .waitFor();
    await dialog.getByText('合格', { exact: true }).waitFor();
    await until('it can be returned', async () => (await back.getAttribute('aria-disabled')) === null);
    await until('it may be tried again', async () => (await again.getAttribute('aria-disabled')) === null);
    await expectFit(visitor, 'trial-done');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until('the button has the focus', () => hasFocus(row(page, '通常').getByRole('button', { name: '結果を見る' })));
    await row(page, '通常').locator('td:last-child').getByText('合格', { exact: true }).waitFor();

    const move = 'UPDATE person SET department_id = (SELECT id FROM department WHERE name = $1) WHERE login = $2';
    await office.installation.database.owner.query(move, ['税務課', 'curator2']);
    const other = await at('curator2', 'followed');
    await row(other.page, '通常').locator('td:last-child').getByText('合格', { exact: true }).waitFor();
    await row(other.page, '通常').getByRole('button', { name: '結果を見る' }).click();
    await other.page.getByText('文案を開けるのは、試した課（情報政策課）だけです。').waitFor();
    await expectFit(other, 'trial-of-another');
  });

  it('is red with its reason, and leads to what the model wrote', async () => {
    await inReview('red-one', [GREEN, RED]);
    const visitor = await at('curator', 'red-one');
    const { page } = visitor;
    await row(page, '書かない語').getByRole('button', { name: '試す' }).click();
    const dialog = page.getByRole('dialog', { name: 'AIで試す　書かない語' });
    await dialog.getByRole('button', { name: /^試す（約/ }).click();
    await dialog.getByText('不合格', { exact: true }).waitFor();
    await dialog.getByText(/けっして書かない語/).waitFor();
    await page.keyboard.press('Escape');
    await row(page, '書かない語').locator('td:last-child').getByText('不合格', { exact: true }).waitFor();
    await row(page, '通常').getByRole('button', { name: '試す' }).waitFor();
    await expectFit(visitor, 'trials-in-the-table');
    await row(page, '書かない語').getByRole('button', { name: '結果を見る' }).click();
    await dialog.getByRole('link', { name: '試した文案を見る' }).click();
    await page.waitForURL(/\/drafts\//);
    await page.getByText('様式を確かめるために、AIに書かせたものです。直すことも、確認することもできません。').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '「案」として出力する' }).click();
    expect((await download).suggestedFilename()).toMatch(/案.*\.docx$/);
    for (const name of ['手で直す', '確認']) {
      expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
    }
    await expectFit(visitor, 'trial-draft');
    await page.getByRole('link', { name: '様式に戻る' }).click();
    await page.waitForURL(/\/curation\/red-one\/1$/);
  });

  it('can be watched, given up and tried again', async () => {
    await inReview('given-up', [GREEN]);
    const visitor = await at('curator', 'given-up');
    const { page } = visitor;
    await row(page, '通常').getByRole('button', { name: '試す' }).click();
    const dialog = page.getByRole('dialog', { name: 'AIで試す　通常' });
    await office.installation.model.next({ do: 'hold', after: 1 });
    await dialog.getByRole('button', { name: /^試す（約/ }).click();
    await held();
    await dialog.getByRole('link', { name: '試した文案を見る' }).click();
    await page.getByText('できあがると、様式の試験の表に結果が出ます。').waitFor();
    await page.getByRole('button', { name: '書くのを止める' }).first().click();
    await page.getByRole('button', { name: '止める', exact: true }).click();
    await page.getByRole('heading', { name: '止めました' }).waitFor();
    await office.installation.model.release();
    await expectFit(visitor, 'trial-given-up');
    await page.getByRole('link', { name: '様式に戻る' }).click();
    await row(page, '通常').getByText('止めました').waitFor();
    await row(page, '通常').getByRole('button', { name: '結果を見る' }).click();
    await dialog.getByRole('button', { name: /^もう一度試す（約/ }).click();
    await dialog.getByText('合格', { exact: true }).waitFor();
  });

  it('says why it cannot begin', async () => {
    const { revision } = await inReview('refused', [GREEN]);
    const visitor = await at('curator', 'refused');
    visitor.allow(/503/);
    visitor.allow(/409/);
    const { page } = visitor;
    await row(page, '通常').getByRole('button', { name: '試す' }).click();
    const dialog = page.getByRole('dialog', { name: 'AIで試す　通常' });
    const start = dialog.getByRole('button', { name: /^試す（約/ });
    await start.waitFor();
    office.door.refusal = { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>503</h1>' };
    await start.click();
    await dialog
      .getByRole('alert')
      .getByText(/^いま一時的に使えません。/)
      .waitFor();
    office.door.refusal = null;
    const withdrawn = await curator.post('/api/curation/templates/refused/versions/1/acts', { act: 'withdraw', revision });
    expect(withdrawn.status).toBe(200);
    await start.click();
    await dialog
      .getByRole('alert')
      .getByText(/^この版は、まだ試せません。/)
      .waitFor();
  });

  it('is offered to curators and approvers only', async () => {
    await inReview('not-theirs', [GREEN]);
    const { page } = await at('auditor', 'not-theirs');
    await row(page, '通常').getByText('合格', { exact: true }).first().waitFor();
    await becomes(() => page.getByRole('button', { name: '試す' }).count(), 0);
  });
});
