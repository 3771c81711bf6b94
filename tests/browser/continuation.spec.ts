import type { DraftView } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Office } from '../support/office.js';

const CUT = JSON.stringify({ summary: '議題1　路線の見直しについて\n事務局が案を説明した。' }).slice(0, -2);
const FINISHED = JSON.stringify({ summary: '委員から本数の質問があった。', decisions: '了承した。', actionsText: 'なし' });

/** A text that ended at its limit, as a clerk finishes it. */
describe('a cut text in a browser', () => {
  let office: Office;
  let a1: TestClient;

  beforeAll(async () => {
    office = await Office.open({ env: { LLM_MAX_ATTEMPTS: '1' } });
    a1 = await office.installation.signedIn('a1');
  });
  afterAll(async () => {
    await office.close();
  });
  afterEach(async () => {
    expect(await office.leave()).toEqual([]);
  });

  async function cutDraft(): Promise<DraftView> {
    await office.installation.model.next({ do: 'answer', text: CUT, finishReason: 'length' });
    return a1.ended(await a1.submit('kaigiroku', { actions: [] }));
  }

  it('is continued with the keyboard, its price seen before, and can be confirmed then', async () => {
    const draft = await cutDraft();
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    const note = page.getByRole('region', { name: '文章が途中で終わっています' });
    await note.getByText('続きがいるところ：「会議の概要」、「決定事項」、「今後の対応（宿題）」').waitFor();
    await note.getByText(/約[\d,]+トークン（最も多い場合 [\d,]+）/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('tab', { name: /確認/ }).click();
    await page.getByText('文章が途中で終わっています。続きを書き足してください。').waitFor();
    await office.installation.model.next({ do: 'answer', text: FINISHED });
    await note.getByRole('button', { name: '続きを生成する' }).focus();
    await page.keyboard.press('Enter');
    await note.waitFor({ state: 'detached' });
    await page.getByText('委員から本数の質問があった。').first().waitFor();
    const whole = await a1.ended(draft.id);
    expect([whole.truncated, sectionText(whole, 'decisions')]).toEqual([false, '了承した。']);
  });

  it('says why it could not be continued, and is finished by hand without tokens', async () => {
    const draft = await cutDraft();
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${draft.id}`);
    await office.installation.model.next({ do: 'status', status: 503 });
    await page.getByRole('button', { name: '続きを生成する' }).click();
    await page.getByRole('alert').getByText('AIにつながらず、続きを書けませんでした。').waitFor();
    const { used } = await office.installation.contract();
    await page.getByRole('button', { name: 'この節は、このままで完成とする' }).click();
    await page.getByText('続きがいるところ：「決定事項」、「今後の対応（宿題）」').waitFor();
    expect((await office.installation.contract()).used).toBe(used);
  });

  it('says what is missing where the tokens do not suffice, and offers a shorter text for a new one', async () => {
    const draft = await cutDraft();
    const [usual] = await office.installation.reservations(draft.id);
    const { used, cap } = await office.installation.contract();
    await office.installation.grant(used + (usual?.reserved ?? 0) - 1_000 - cap);
    const stopped = await a1.ended(await a1.submit('kaigiroku', { actions: [] }));
    const visitor = await office.person('a1');
    const { page } = visitor;
    await visitor.open(`/drafts/${stopped.id}`);
    await page.getByRole('heading', { name: '短い文案にする' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: '短く書く' }).click();
    await page.getByRole('tab', { name: /指摘/ }).waitFor();
    expect((await a1.ended(stopped.id)).state).toBe('ready');
    const now = await office.installation.contract();
    await office.installation.grant(now.used + 100 - now.cap);
    await visitor.open(`/drafts/${draft.id}`);
    await page.getByText(/続きの生成には最も多い場合で[\d,]+トークンが要りますが、市の残りは100です。/).waitFor();
  });
});
