import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { VersionView } from '@bunan/contracts';
import { layoutProfile, renderDocx } from '@bunan/word';
import { becomes } from '../support/becomes.js';
import { SIZES } from '../support/browser.js';
import { hasFocus, tabTo } from '../support/keyboard.js';
import { Office } from '../support/office.js';
import { until } from '../support/program.js';

/** Widths at which no page may scroll sideways. */
const WIDTHS = [360, 768, 1280, 1920];

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const file = (name: string, buffer: Buffer) => ({ name, mimeType: DOCX, buffer });
const LETTER = file('公園の通知.docx', readFileSync('tests/golden/intake/tsuchi-taigai-1.docx'));

/** A document of lines, one below the other. */
async function lines(name: string, ...texts: readonly string[]) {
  const block = { kind: 'plain', sectionId: 'lines', lines: texts.map((text) => [{ text }]), align: 'left' } as const;
  const profile = layoutProfile('11pt');
  const document = { title: name, templateName: name, blocks: [block] };
  return file(name, await renderDocx(document, { profile, cityName: 'あおば市', status: 'final', practice: false }));
}

/** A template begun from a document that an office has in its folders, by a curator at a browser. */
describe('an old document in a browser', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open({ workers: 0 });
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  const choose = (page: Page, ...files: ReturnType<typeof file>[]) => page.getByLabel('Word文書').setInputFiles(files);

  /** A curator before the choice of a file. */
  async function atTheDoor() {
    const visitor = await office.person('curator');
    await visitor.open('/curation');
    await visitor.page.getByRole('link', { name: 'これまでの文書からつくる' }).click();
    await visitor.page.getByRole('heading', { name: 'これまでの文書からつくる' }).waitFor();
    return visitor;
  }

  /** Takes all that was found, group by group. */
  async function takeAll(page: Page) {
    await page.getByRole('heading', { name: '取り入れるもの' }).waitFor();
    const groups = page.getByRole('button', { name: /^すべて取り入れる/ });
    for (let left = await groups.count(); left > 0; left -= 1) {
      await groups.first().click();
      // Until the button says otherwise, another click would take the group back.
      await until('the group is taken', async () => (await groups.count()) < left);
    }
  }

  /** A curator before the proposals of the letter, all of them taken. */
  async function before() {
    const visitor = await atTheDoor();
    await choose(visitor.page, LETTER);
    await takeAll(visitor.page);
    return visitor;
  }

  const proposal = (page: Page, name: string) => page.getByRole('checkbox', { name: new RegExp(`^取り入れる：\\s*${name}$`) });

  async function name(page: Page, id: string) {
    await page.getByLabel('分類').fill('通知・案内');
    await page.getByLabel('様式の番号').fill(id);
  }

  it('is read without AI, and becomes a draft with what was taken of it', async () => {
    const visitor = await before();
    const { page } = visitor;
    await becomes(() => page.getByLabel('様式の名前', { exact: true }).inputValue(), '公園の通知');
    await proposal(page, '変更日').waitFor();
    await page.getByText('項目16／16').waitFor();
    await page.getByRole('button', { name: /^直す\s*（変更日）$/ }).click();
    await page.getByLabel('項目名').fill('実施日');
    await proposal(page, 'メール').uncheck();
    await page.getByText('項目15／16').waitFor();
    await name(page, 'from-a-letter');
    await page.getByRole('button', { name: '下書きをつくる（0トークン）' }).click();
    await page.getByRole('heading', { name: /公園の通知.*版1/ }).waitFor();
    const curator = await office.installation.signedIn('curator');
    const { body } = await curator.get<VersionView>('/api/curation/templates/from-a-letter/versions/1');
    expect(body).toMatchObject({ name: '公園の通知', state: 'draft', content: { group: '通知・案内' } });
    expect(body.content.fields).toContainEqual(expect.objectContaining({ id: 'changeDate', label: '実施日', type: 'date' }));
    expect(JSON.stringify(body.content.fields)).not.toContain('contactEmail');
    expect(body.check.faults.map(({ path }) => path)).toEqual(['sections.0.instruction']);
  });

  it('is shown beside what was found in it, at every width, without a barrier', async () => {
    const visitor = await before();
    const { page } = visitor;
    const sheet = page.getByRole('region', { name: '元の文書' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await visitor.overflow()]).toEqual([width, 0]);
      await proposal(page, '電話').focus();
      const place = sheet.locator('mark.on').first();
      await until('the place is in the sheet', async () => {
        const [mark, box] = [await place.boundingBox(), await sheet.boundingBox()];
        return mark !== null && box !== null && mark.y >= box.y && mark.y + mark.height <= box.y + box.height + 1;
      });
      await becomes(() => place.innerText(), expect.stringContaining('0123'));
    }
    for (const size of [SIZES.phone, SIZES.desk]) {
      await page.setViewportSize(size);
      expect(await visitor.barriers()).toEqual([]);
    }
    await sheet.getByText('令和6年11月1日').first().click();
    await until('the item has the focus', () => hasFocus(proposal(page, '変更日')));
  });

  it('is done with the keyboard alone', async () => {
    const visitor = await atTheDoor();
    const { page } = visitor;
    await until('the heading is there', () => page.getByRole('heading', { name: 'これまでの文書からつくる' }).isVisible());
    await tabTo(page, page.getByLabel('Word文書'));
    await choose(page, LETTER);
    await until('the heading has the focus', () => hasFocus(page.getByRole('heading', { name: 'これまでの文書からつくる' })));
    await page.getByText('項目0／16　文章0／1').waitFor();
    await tabTo(page, proposal(page, '文書番号'));
    await page.keyboard.press('Space');
    await page.getByText('項目1／16').waitFor();
    await tabTo(page, proposal(page, '本文'));
    await page.keyboard.press('Space');
    await page.getByText('文章1／1').waitFor();
    await tabTo(page, page.getByRole('button', { name: /^直す\s*（本文）$/ }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('最も長い字数'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('１，２００');
    await tabTo(page, page.getByLabel('分類'));
    await page.keyboard.type('通知・案内');
    await tabTo(page, page.getByLabel('様式の番号'));
    await page.keyboard.type('by-keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /公園の通知.*版1/ }).waitFor();
    const curator = await office.installation.signedIn('curator');
    const { body } = await curator.get<VersionView>('/api/curation/templates/by-keyboard/versions/1');
    expect(body.content.sections).toMatchObject([{ label: '本文', maxChars: 1200 }]);
  });

  it('is not left without asking once something was decided', async () => {
    const visitor = await before();
    const { page } = visitor;
    await proposal(page, '敬称').uncheck();
    await page.getByRole('link', { name: '様式の管理' }).first().click();
    const question = page.getByRole('dialog', { name: '決めたことは、まだ保存されていません' });
    await question.waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await becomes(() => proposal(page, '敬称').isChecked(), false);
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await question.waitFor();
    await page.keyboard.press('Escape');
    await becomes(() => proposal(page, '敬称').isChecked(), false);
    await page.getByRole('button', { name: 'ほかの文書を選ぶ' }).click();
    await question.getByRole('button', { name: '消して離れる' }).click();
    await page.getByLabel('Word文書').waitFor();
    await page.getByRole('link', { name: '様式の管理' }).first().click();
    await page.getByRole('heading', { name: '様式の管理' }).waitFor();
  });

  it.each([
    ['another kind of file', file('名簿.pdf', Buffer.from('%PDF')), /「名簿\.pdf」は、Word文書（\.docx）ではありません/],
    ['more than 10 MB', file('写真.docx', Buffer.alloc(10 * 1024 * 1024 + 1)), /「写真\.docx」は大きすぎます（10\.0MB。10MBまで）/],
    [
      'a sealed file',
      file('秘密.docx', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(1_000)])),
      /パスワードで保護されている/,
    ],
    ['what is no Word file', file('偽物.docx', Buffer.from('ただの文字')), /Word文書（\.docx）ではありません/],
  ])('says what is wrong with %s', async (_, wrong, sentence) => {
    const visitor = await atTheDoor();
    visitor.allow(/422/);
    await choose(visitor.page, wrong);
    await visitor.page.getByRole('alert').getByText(sentence).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    expect(await visitor.overflow()).toBe(0);
  });

  it('says that it could not be sent, and takes it again', async () => {
    const visitor = await atTheDoor();
    const { page } = visitor;
    visitor.allow(/503/);
    office.door.refusal = { status: 503 };
    await choose(page, LETTER);
    await page.getByRole('alert').waitFor();
    office.door.refusal = null;
    await choose(page, LETTER);
    await page.getByRole('heading', { name: '取り入れるもの' }).waitFor();
  });

  it('refuses the number of a template that there is, and loses nothing', async () => {
    const visitor = await before();
    const { page } = visitor;
    visitor.allow(/409/);
    await proposal(page, '敬称').uncheck();
    await name(page, 'tsuchi-taigai');
    await page.getByRole('button', { name: '下書きをつくる（0トークン）' }).click();
    await page.getByRole('alert').waitFor();
    await becomes(() => proposal(page, '敬称').isChecked(), false);
  });

  it('may hold nothing that could be found; then an empty template can be begun', async () => {
    const visitor = await atTheDoor();
    const { page } = visitor;
    await choose(page, await lines('一言.docx', 'よろしく'));
    await page.getByRole('heading', { name: '「一言」から、項目も文章も見つかりませんでした' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('link', { name: '空の様式から始める' }).click();
    await page.getByRole('heading', { name: '新しい様式をつくる' }).waitFor();
  });

  it('may hold hundreds of fields, and is still quick to work on', async () => {
    const visitor = await atTheDoor();
    const { page } = visitor;
    const many = Array.from({ length: 300 }, (_, index) => `点検箇所：<b>異常なし${String(index)}</b>`);
    await choose(page, await lines('点検.docx', ...many));
    await page.getByText('項目0／200').waitFor();
    await takeAll(page);
    await page.getByText('項目200／200').waitFor();
    const items = page.getByRole('checkbox', { name: /^取り入れる/ });
    await becomes(() => items.count(), 30);
    await page.getByRole('button', { name: 'あと170件を示す' }).click();
    await until('all of them are shown', async () => (await items.count()) === 200);
    await page.getByText('<b>異常なし199</b>').first().waitFor();
    expect(await visitor.overflow()).toBe(0);
    await name(page, 'very-many');
    await page.getByRole('button', { name: '下書きをつくる（0トークン）' }).click();
    await page.getByRole('heading', { name: /点検.*版1/ }).waitFor();
    const curator = await office.installation.signedIn('curator');
    const { body } = await curator.get<VersionView>('/api/curation/templates/very-many/versions/1');
    expect(body.check.faults).toEqual([]);
    expect(body.check.view?.fields).toHaveLength(200);
  });

  it('cannot become a draft of nothing', async () => {
    const visitor = await atTheDoor();
    const { page } = visitor;
    await choose(page, LETTER);
    await page.getByText('項目0／16').waitFor();
    await page.getByText('項目か文章を一つ取り入れると、つくれます。').waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  it('is for curators only', async () => {
    const visitor = await office.person('a1');
    await visitor.open('/curation/old-document');
    await visitor.page.getByRole('heading', { name: 'この画面は使えません' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });
});
