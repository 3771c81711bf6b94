import type { DraftView, SavedInputView } from '@bunan/contracts';
import type { Locator, Page, Request } from 'playwright-core';
import { becomes } from '../support/becomes.js';
import { publishAllKinds } from '../support/all-kinds.js';
import { SIZES, type Visitor } from '../support/browser.js';
import type { TestClient } from '../support/client.js';
import { expectFit } from '../support/fitting.js';
import { hasFocus, tabTo } from '../support/keyboard.js';
import { Office } from '../support/office.js';
import { until } from '../support/program.js';

const PATH = '/templates/all-kinds';
const INPUT = '/api/templates/all-kinds/input';

describe('a form with every kind of field', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open();
    await publishAllKinds(office.installation.database.owner);
    a1 = await office.installation.signedIn('a1');
    // Templates are read again after a while: here the form is to be there at once.
    await until('the template is known', async () => (await a1.get(INPUT)).status === 200);
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  /** The form with nothing in it. */
  async function atForm(): Promise<Visitor> {
    await a1.send('DELETE', INPUT);
    const visitor = await office.person('a1');
    await visitor.open(PATH);
    await visitor.page.getByLabel('件名', { exact: true }).waitFor();
    return visitor;
  }

  const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
  const fieldOf = (page: Page, label: string) => page.locator('.field').filter({ has: page.getByText(label, { exact: true }) });
  /** Waits for the mark of a field. */
  const isMarked = (page: Page, label: string, mark: '必須' | '任意') => fieldOf(page, label).getByText(mark, { exact: true }).waitFor();
  const radio = (page: Page, field: string, option: string) =>
    page.getByRole('radiogroup', { name: field, exact: true }).getByRole('radio', { name: option, exact: true });

  /** Types into what Tab leads to. */
  async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
    await tabTo(page, target);
    await page.keyboard.type(text);
  }

  /** Takes the first suggestion for what is typed. */
  async function takeSuggestion(page: Page, label: string, text: string): Promise<void> {
    await typeInto(page, page.getByRole('combobox', { name: label, exact: true }), text);
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  async function setDay(page: Page, name: string, [era, year, month, day]: readonly [string, string, string, string]): Promise<void> {
    const boxes = group(page, name);
    await boxes.getByLabel('元号').selectOption(era);
    await boxes.getByLabel('年', { exact: true }).fill(year);
    await boxes.getByLabel('月', { exact: true }).fill(month);
    await boxes.getByLabel('日', { exact: true }).fill(day);
    await boxes.getByLabel('日', { exact: true }).blur();
  }

  it('is filled in with the keyboard alone, and becomes a document', async () => {
    const { page } = await atForm();
    const press = (key: string) => page.keyboard.press(key);
    await typeInto(page, page.getByLabel('件名', { exact: true }), '公園の催しについて');
    await typeInto(page, group(page, '発信年月日').getByLabel('年', { exact: true }), 'R6.10.15');
    await press('Tab');
    await group(page, '発信年月日').getByText('西暦では2024年10月15日（火曜日）').waitFor();
    await becomes(() => group(page, '発信年月日').getByLabel('日', { exact: true }).inputValue(), '15');
    await tabTo(page, radio(page, '催しの種類', '会議'));
    await press('Space');
    await tabTo(page, page.getByLabel('会場', { exact: true }));
    await press('ArrowDown');
    await typeInto(page, page.getByLabel('内容', { exact: true }), '公園の使い方を話し合います。');
    await isMarked(page, '開催日時', '任意');
    await typeInto(page, page.getByLabel('議題', { exact: true }), '夜間の利用');
    await isMarked(page, '開催日時', '必須');
    await typeInto(page, group(page, '開催日時').getByLabel('年', { exact: true }), '2024/10/20');
    await tabTo(page, page.getByLabel('時刻'));
    await page.keyboard.type('0130PM');
    await tabTo(page, group(page, '知らせる方法').getByRole('checkbox', { name: '広報紙' }));
    await press('Space');
    await tabTo(page, group(page, '知らせる方法').getByRole('checkbox', { name: '回覧' }));
    await press('Space');
    await isMarked(page, '費用', '任意');
    await tabTo(page, radio(page, '参加費', 'はい'));
    await press('Space');
    await isMarked(page, '費用', '必須');
    await typeInto(page, page.getByLabel('費用', { exact: true }), '1200');
    await press('Tab');
    await until('費用 is shown as it was read', async () => (await page.getByLabel('費用', { exact: true }).inputValue()) === '1,200');
    await typeInto(page, page.getByLabel('1行目 月日'), '令和6年10月20日');
    await press('Tab');
    await until(
      '1行目 月日 is shown as it was read',
      async () => (await page.getByLabel('1行目 月日').inputValue()) === '令和6年10月20日（日）',
    );
    await typeInto(page, page.getByLabel('1行目 内容'), '受付');
    await tabTo(page, page.getByLabel('1行目 区分'));
    await press('ArrowDown');
    await typeInto(page, page.getByLabel('1行目 金額'), '12,000円');
    await takeSuggestion(page, '担当者', 'a1');
    await takeSuggestion(page, '担当課', '総務');
    await tabTo(page, page.getByRole('button', { name: /定型文でつくる/ }));
    await press('Enter');
    await page.waitForURL('**/drafts/*');
    const draft = await a1.get<DraftView>(`/api/drafts/${page.url().split('/').at(-1) ?? ''}`);
    expect(draft.body.answers).toEqual({
      subject: '公園の催しについて',
      issueDate: '2024-10-15',
      kind: '会議',
      place: '本庁舎',
      outline: '公園の使い方を話し合います。',
      agenda: ['夜間の利用'],
      startAt: '2024-10-20T13:30',
      ways: ['広報紙', '回覧'],
      hasFee: true,
      fee: 1_200,
      items: [{ day: '2024-10-20', at: '', what: '受付', how: '室内', count: '', price: '12000', note: '' }],
      person: '職員　a1',
      department: '総務課',
      edition: '第1版',
    });
  });

  it('shows what is asked for, numbers it, and brings back what was hidden', async () => {
    const { page } = await atForm();
    const headings = async () => (await page.locator('.group > h2').allTextContents()).map((text) => text.replace(/\s/g, ''));
    await until('the whole form is drawn', async () => (await headings()).length === 5);
    await becomes(() => headings(), ['1催し5項目', '2知らせ方と費用4項目', '3日程2項目', '4問合せ先4項目', '5添付1項目']);
    await becomes(() => page.getByLabel('版', { exact: true }).count(), 0);
    await radio(page, '催しの種類', '工事').check();
    await until('the group is shown', async () => (await headings())[1] === '2工事2項目');
    await page.getByLabel('通行止めの区間').fill('市道1号');
    await group(page, '工期').getByLabel('始まりの年', { exact: true }).fill('R6.10.1');
    await radio(page, '催しの種類', '会議').check();
    await until('the other group is shown', async () => (await headings())[1] === '2会議2項目');
    await becomes(() => page.getByLabel('通行止めの区間').count(), 0);
    await radio(page, '催しの種類', '工事').check();
    await becomes(() => page.getByLabel('通行止めの区間').inputValue(), '市道1号');
    await becomes(() => group(page, '工期').getByLabel('始まりの年', { exact: true }).inputValue(), '6');
  });

  it('leaves a yes/no unanswered until somebody answers it, and lets the answer be taken back', async () => {
    const { page } = await atForm();
    const saved = async () => (await a1.get<SavedInputView>(INPUT)).body.answers?.hasFee;
    await page.getByLabel('件名', { exact: true }).fill('催し');
    await until('the form is saved', async () => (await saved()) === '');
    await radio(page, '参加費', 'いいえ').check();
    await until('no is saved', async () => (await saved()) === false);
    await page.getByRole('button', { name: '選択を消す' }).click();
    await until('nothing is saved', async () => (await saved()) === '');
    await becomes(() => hasFocus(radio(page, '参加費', 'はい')), true);
  });

  it('reads a day of one calendar back in the other, on either side of the borders of the eras', async () => {
    const { page } = await atForm();
    const days = [
      [['平成', '31', '4', '30'], '西暦では2019年4月30日（火曜日）'],
      [['令和', '元', '5', '1'], '西暦では2019年5月1日（水曜日）'],
      [['昭和', '64', '1', '7'], '西暦では1989年1月7日（土曜日）'],
      [['平成', '1', '1', '8'], '西暦では1989年1月8日（日曜日）'],
      [['西暦', '2019', '5', '1'], '和暦では令和元年5月1日（水曜日）'],
      [['西暦', '１９８９', '１', '７'], '和暦では昭和64年1月7日（土曜日）'],
    ] as const;
    for (const [day, words] of days) {
      await setDay(page, '発信年月日', day);
      await group(page, '発信年月日').getByText(words, { exact: true }).waitFor();
      await becomes(() => fieldOf(page, '発信年月日').locator('.bad').count(), 0);
    }
  });

  it('says why a day is none, and keeps what is typed over a reload', async () => {
    const { page } = await atForm();
    const days = [
      [['令和', '6', '2', '30'], '発信年月日：令和6年2月は29日までです。'],
      [['平成', '32', '1', '1'], '発信年月日：平成は31年4月30日までです。令和2年1月1日ではありませんか。'],
      [['令和', '6', '10', ''], '発信年月日：年・月・日をすべて入力してください。'],
      [['昭和', '64', '1', '8'], '発信年月日：昭和は64年1月7日までです。平成元年1月8日ではありませんか。'],
    ] as const;
    for (const [day, words] of days) {
      await setDay(page, '発信年月日', day);
      await fieldOf(page, '発信年月日').locator('.bad').filter({ hasText: words }).waitFor();
      await becomes(() => group(page, '発信年月日').locator('p.help').count(), 0);
    }
    await page.getByText('に自動で保存しました').waitFor();
    await page.reload();
    const boxes = group(page, '発信年月日').locator('select, input:not([type="date"])');
    await boxes.first().waitFor();
    const shown = () => boxes.evaluateAll((all) => all.map((each) => ('value' in each ? each.value : '')));
    await until('the form is filled again', async () => (await shown()).join(' ') === '昭和 64 1 8');
  });

  /** What a screen reader says after the name of a control. */
  const descriptionOf = (target: Locator) =>
    target.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent.trim())
        .join('／'),
    );

  it('says with each control whether it must be filled in, what the model sees, and what is said of it', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    await becomes(() => descriptionOf(page.getByLabel('件名', { exact: true })), '必須／AIが読みます');
    await becomes(() => descriptionOf(group(page, '発信年月日')), '必須／AIに渡しません／西暦（2024/10/1）でも入力できます');
    await becomes(() => descriptionOf(page.getByRole('table', { name: '日程と費用' })), '必須／AIに渡しません');
    await visitor.open('/templates/tsuchi-taigai');
    await page.getByLabel('文書番号', { exact: true }).fill('123');
    await page.getByText('文書番号の形').waitFor();
    await becomes(
      () => descriptionOf(page.getByLabel('文書番号', { exact: true })),
      '任意／AIに渡しません／まだ採番していないときは空欄／文書番号の形（例 6総総第123号）と違います。このまま使うこともできます。',
    );
  });

  it.each([
    ['jimu-renraku', '連絡の内容'],
    ['shogai-hokoku', '発生の概要'],
  ])('has each id once, also where a group and a field have one name: %s', async (id, title) => {
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/templates/${id}`);
    await page.getByRole('button', { name: '文案をつくる' }).first().click();
    await until('the summary has the focus', () => hasFocus(page.getByRole('alert')));
    await page.getByRole('navigation', { name: '入力の順番' }).getByRole('link', { name: title }).click();
    await until('the group has the focus', () => hasFocus(page.getByRole('region', { name: title })));
    const ids = await page.locator('[id]').evaluateAll((all) => all.map((each) => each.id));
    expect(ids.filter((each, index) => ids.indexOf(each) !== index)).toEqual([]);
  });

  it('forgets what was said of an earlier input, however late it is said', async () => {
    const visitor = await atForm();
    visitor.allow(/422/);
    const { page } = visitor;
    const held = Promise.withResolvers<undefined>();
    const said = Promise.withResolvers<number>();
    const isOf = (words: string) => (request: Request) =>
      request.url().endsWith('/api/estimates') && request.postData()?.includes(words) === true;
    const isEarlier = isOf('番号は123456789018です。');
    const isLater = isOf('公園の催しについて');
    await page.route('**/api/estimates', async (route) => {
      if (!isEarlier(route.request())) {
        await route.continue();
        return;
      }
      const response = await route.fetch();
      await held.promise;
      await route.fulfill({ response });
      said.resolve(response.status());
    });
    const asked = page.waitForRequest(isEarlier);
    const priced = page.waitForResponse((response) => isLater(response.request()) && response.ok());
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await page.getByLabel('件名', { exact: true }).fill('番号は123456789018です。');
    await asked;
    await page.getByLabel('件名', { exact: true }).fill('公園の催しについて');
    await priced;
    await page.getByText('最も多い場合').waitFor();
    held.resolve(undefined);
    expect(await said.promise).toBe(422);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.getByRole('button', { name: '文案をつくる' }).first().click();
    await page.waitForURL('**/drafts/*');
  });

  it('leads from each error to its control, and fits the screen', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    await radio(page, '催しの種類', '工事').check();
    await group(page, '工期').getByLabel('始まりの年', { exact: true }).fill('R6.10.2');
    await group(page, '工期').getByLabel('終わりの年', { exact: true }).fill('R6.10.1');
    await page.getByLabel('1行目 月日').fill('R6.2.30');
    await page.getByLabel('1行目 金額').fill('未定');
    await page.getByLabel('見込み人数', { exact: true }).fill('9,999');
    await page.getByLabel('電子メール', { exact: true }).fill('koen');
    await page.getByRole('button', { name: '文案をつくる' }).first().click();
    const summary = page.getByRole('alert');
    await until('the summary has the focus', () => hasFocus(summary));
    const links = await summary.getByRole('link').all();
    const seen: string[] = [];
    for (const link of links) {
      await link.click();
      const name = await page.evaluate(() => {
        const active = document.activeElement;
        const own = active?.getAttribute('aria-label') ?? '';
        return `${active?.closest('.field')?.querySelector('.label')?.textContent ?? ''} ${own}`.trim();
      });
      seen.push(`${(await link.textContent()) ?? ''} → ${name}`);
    }
    expect(seen).toEqual([
      '件名を入力してください。 → 件名',
      '発信年月日を入力してください。 → 発信年月日 年',
      '内容を入力してください。 → 内容',
      '工期の終わりは、始まり以後の日にしてください。 → 工期 始まりの年',
      '通行止めの区間を入力してください。 → 通行止めの区間',
      '知らせる方法を選んでください。 → 知らせる方法',
      '見込み人数は0から5,000までの整数で入力してください。 → 見込み人数',
      '1行目：月日：令和6年2月は29日までです。 → 日程と費用 1行目 月日',
      '1行目：金額は整数で入力してください。 → 日程と費用 1行目 金額',
      '1行目：内容を入力してください。 → 日程と費用 1行目 内容',
      '担当者を入力してください。 → 担当者',
      '担当課を入力してください。 → 担当課',
      '電子メールを「名前@example.lg.jp」の形で入力してください。 → 電子メール',
    ]);
    await expectFit(visitor, 'form-mistakes');
  });

  it('shows what was typed into a field that the new version no longer has, keeps it, and lets it go when told to', async () => {
    const input = { answers: { subject: '公園', gone: '前の版に\n入力した理由' }, labels: { gone: '理由' } };
    await a1.send('PUT', INPUT, input);
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(PATH);
    const note = page.getByRole('region', { name: /欄のなくなったもの/ });
    await note.getByText('前の版に\n入力した理由').waitFor();
    await becomes(() => note.getByRole('term').allTextContents(), ['理由']);
    await page.setViewportSize(SIZES.phone);
    expect([await visitor.overflow(), await visitor.barriers()]).toEqual([0, []]);

    const saved = async () => (await a1.get<SavedInputView>(INPUT)).body;
    await page.getByLabel('件名', { exact: true }).fill('公園の利用');
    await until('the form is saved', async () => (await saved()).answers?.subject === '公園の利用');
    expect((await saved()).leftovers).toEqual([{ label: '理由', text: '前の版に\n入力した理由' }]);
    await visitor.open(PATH);
    await note.waitFor();
    await note.getByRole('button', { name: 'この入力を消す' }).click();
    await note.waitFor({ state: 'detached' });
    await until('it is gone', async () => (await saved()).leftovers.length === 0);
    expect((await saved()).answers?.subject).toBe('公園の利用');
  });

  it('takes cells of a spreadsheet as the columns want them, and says what found no room', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = '2024/10/1\t\t受付\t室内\t1,200\t35,000円\t"一つ目\n二つ目"';
    const rows = [row, ...Array.from({ length: 5 }, (_, index) => `R6.10.${String(index + 2)}\t\t撤収\t屋外`)].join('\n');
    await page.evaluate((text) => navigator.clipboard.writeText(text), rows);
    await page.getByLabel('1行目 月日').focus();
    await page.keyboard.press('Control+V');
    await page.getByLabel('5行目 月日').waitFor();
    await until(
      '1行目 月日 is shown as it was read',
      async () => (await page.getByLabel('1行目 月日').inputValue()) === '令和6年10月1日（火）',
    );
    await becomes(() => page.getByLabel('1行目 人数').inputValue(), '1,200');
    await becomes(() => page.getByLabel('1行目 金額').inputValue(), '35,000');
    await becomes(() => page.getByLabel('1行目 備考').inputValue(), '一つ目\n二つ目');
    await becomes(() => page.getByLabel('5行目 区分').inputValue(), '屋外');
    await page.getByText('5行までのため、貼り付けた行のうち、終わりの1行は入っていません。').waitFor();
    await page.getByRole('button', { name: '入力例を入れる' }).click();
    await expectFit(visitor, 'form-pasted');
  });

  it('suggests names by the keyboard, and takes any other text as well', async () => {
    const visitor = await atForm();
    const { page } = visitor;
    const box = page.getByRole('combobox', { name: '担当者', exact: true });
    await box.focus();
    await page.keyboard.type('ｼｮｸ');
    await until('nobody is suggested', async () => (await box.getAttribute('aria-expanded')) === 'false');
    await box.fill('職員');
    const options = page.getByRole('listbox', { name: '担当者の候補' }).getByRole('option');
    await options.first().waitFor();
    await becomes(() => options.allTextContents(), expect.arrayContaining(['職員　b1税務課']));
    expect((await options.allTextContents()).join('')).not.toContain('disabled');
    await page.keyboard.press('ArrowUp');
    const last = options.last();
    await becomes(() => last.getAttribute('aria-selected'), 'true');
    await becomes(() => box.getAttribute('aria-activedescendant'), await last.getAttribute('id'));
    await expectFit(visitor, 'form-suggestions');
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'detached' });
    await becomes(() => box.inputValue(), '職員');
    await box.fill('阿波　太郎');
    await page.keyboard.press('Tab');
    await page.getByText('に自動で保存しました').waitFor();
    await page.reload();
    await until('the form is filled again', async () => (await box.inputValue()) === '阿波　太郎');
  });
});
