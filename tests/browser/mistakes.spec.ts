import type { VersionView } from '@bunan/contracts';
import type { Page } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import type { Visitor } from '../support/browser.js';
import type { TestClient } from '../support/client.js';
import { expectFit } from '../support/fitting.js';
import { libraryTemplate } from '../support/library.js';
import { Office } from '../support/office.js';
import { addCurators } from '../support/people.js';
import { until } from '../support/program.js';

const LETTER = libraryTemplate('tsuchi-taigai');

/** Each mistake stands at the control with which it is mended, also where that control is not usual for the part. */
describe('the mistakes in a template', () => {
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

  /** A copy of the letter in 作成中, changed, as the curator has it before them. */
  async function opened(id: string, change: object = {}): Promise<Visitor> {
    const copy = { id, name: '試しの通知', group: '通知・案内', copyOf: LETTER.id };
    const { content, revision } = (await curator.post<VersionView>('/api/curation/templates', copy)).body;
    const url = `/api/curation/templates/${id}/versions/1`;
    expect((await curator.put(url, { content: { ...content, ...change }, revision })).status).toBe(200);
    const visitor = await office.person('curator');
    await visitor.open(`/curation/${id}/1`);
    await visitor.page.getByLabel('何のための文書か').waitFor();
    return visitor;
  }

  const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  const part = (page: Page, name: string | RegExp) => page.locator('.ed-nav').getByRole('button', { name }).first().click();
  const sentence = (page: Page, words: string | RegExp) => page.locator('.ed-main .bad').filter({ hasText: words });
  const chosen = (page: Page, label: string) => page.getByLabel(label, { exact: true }).locator('option:checked').textContent();
  const isWrong = (page: Page, label: string, isNow: boolean) =>
    until(`${label} is ${isNow ? 'wrong' : 'right'}`, async () => {
      const invalid = await page.getByLabel(label, { exact: true }).getAttribute('aria-invalid');
      return (invalid === 'true') === isNow;
    });

  it('of a field that the model no longer reads stand at its use in the section', async () => {
    const visitor = await opened('not-read');
    const { page } = visitor;
    const { label } = LETTER.fields.find(({ id }) => LETTER.sections[0]?.material.includes(id) === true) ?? { label: '' };
    await tab(page, '項目');
    await part(page, new RegExp(`^${label}`));
    await page.getByLabel('AIに見せるもの').selectOption({ label: 'AIに渡しません' });
    await tab(page, '文章');
    const use = `${label}の使い方`;
    await isWrong(page, use, true);
    await becomes(() => chosen(page, use), 'AIが読んで書く');
    await sentence(page, 'AIが読む項目ではありません。').waitFor();
    await expectFit(visitor, 'wrong-use');
    await page.getByLabel(use, { exact: true }).selectOption({ label: '使わない' });
    await page.getByLabel(use, { exact: true }).waitFor({ state: 'detached' });
    await sentence(page, 'AIが読む項目ではありません。').waitFor({ state: 'detached' });
  });

  it('of a table that has become a text can be mended where they stand', async () => {
    const visitor = await opened('no-table');
    const { page } = visitor;
    const { label } = LETTER.fields.find(({ type }) => type === 'rows') ?? { label: '' };
    await tab(page, '項目');
    await part(page, new RegExp(`^${label}`));
    await page.getByLabel('種類', { exact: true }).first().selectOption({ label: '1行の文' });
    await sentence(page, 'は表ではないので、列（columns）を持てません。').waitFor();
    await expectFit(visitor, 'columns-of-a-text');
    await page.getByRole('button', { name: '列を全部消す' }).click();
    await page.getByText('「表の列」を消しました。').waitFor();
    await page.getByRole('group', { name: '表の列' }).waitFor({ state: 'detached' });
  });

  it('of a test that looks at a section which is gone stand in its lines', async () => {
    const section = LETTER.sections[0]?.id ?? '';
    const test = {
      id: 'gone',
      name: '消えた節',
      answers: LETTER.sample.answers,
      answer: { [section]: '記録した文です。' },
      expect: [{ that: 'contains', text: '記録', section }],
    };
    const visitor = await opened('gone-section', { tests: [test] });
    const { page } = visitor;
    await tab(page, '文章');
    await page.getByRole('button', { name: 'この節を消す' }).click();
    await tab(page, '試験');
    const gone = `${section}（ない節）`;
    await isWrong(page, gone, true);
    await isWrong(page, '1番目の場所', true);
    await becomes(() => chosen(page, '1番目の場所'), gone);
    await expectFit(visitor, 'gone-section');
    await page.getByLabel('1番目の場所').selectOption({ label: '文書の全体' });
    await isWrong(page, '1番目の場所', false);
    await page.getByLabel(gone).fill('');
    await page.getByLabel(gone).waitFor({ state: 'detached' });
    await sentence(page, '節「').waitFor({ state: 'detached' });
  });

  it('of what a field depends on stand in its condition and at its order of days', async () => {
    const [first, ...others] = LETTER.fields;
    const days = others.map((field) =>
      field.id === 'effectiveDate' ? { ...field, notBefore: 'lastDay', visibleWhen: { field: 'nobody', isFilled: true } } : field,
    );
    const visitor = await opened('gone-field', { fields: [first, ...days] });
    const { page } = visitor;
    const { label } = LETTER.fields.find(({ id }) => id === 'effectiveDate') ?? { label: '' };
    await tab(page, '項目');
    await part(page, new RegExp(`^${label}`));
    const condition = '示す条件の1番目の項目';
    await isWrong(page, condition, true);
    await becomes(() => chosen(page, condition), 'nobody（ない項目）');
    const order = page.getByLabel('次の日以後に限る');
    await isWrong(page, '次の日以後に限る', true);
    await becomes(() => chosen(page, '次の日以後に限る'), 'lastDay（選べません）');
    await expectFit(visitor, 'gone-field');
    await order.selectOption({ label: '（なし）' });
    await isWrong(page, '次の日以後に限る', false);
    await page.getByRole('button', { name: '示す条件の1番目の条件を消す' }).click();
    await page.getByText(/^審査に出せます/).waitFor();
  });
});
