import { becomes } from '../support/becomes.js';
import { SIZES } from '../support/browser.js';
import { Office } from '../support/office.js';

/** A template that code fills in alone: nothing on the page speaks of a model as if it wrote. */
describe('a form without a model', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
    expect((await office.installation.model.meter()).requests).toBe(0);
  });

  it.each(['juji-meibo', 'shokyo-shomei'])('has one button, which costs nothing: %s', async (id) => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/templates/${id}`);
    const panel = page.getByRole('complementary');
    await panel.getByRole('heading', { name: '文書をつくる前に' }).waitFor();
    await becomes(() => panel.getByRole('button').allTextContents(), [expect.stringContaining('文書をつくる（0トークン）')]);
    for (const words of ['AIとのやりとり', '定型文でつくる', '文案をつくる', 'AIに渡しません', 'AIが読みます']) {
      expect([words, await page.getByText(words).filter({ visible: true }).count()]).toEqual([words, 0]);
    }
    await panel.getByRole('button').click();
    await page.getByRole('alert').getByText('業務の名称を入力してください。').waitFor();
  });

  it('says so in the gallery, and at the foot of a narrow screen', async () => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    await page.setViewportSize(SIZES.phone);
    await visitor.open('/templates');
    const card = page.locator('.tpl').filter({ hasText: '作業責任者及び従事者名簿' });
    await card.getByText('0トークン（AIを使いません）').waitFor();
    await card.getByRole('link').click();
    await page.getByRole('button', { name: '文書をつくる（0トークン）' }).first().waitFor();
    expect(await visitor.overflow()).toBe(0);
  });
});
