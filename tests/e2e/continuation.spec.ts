import type { ContinuationView, DraftView, Problem, TemplateView } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';
import { visibleLines } from '../support/word.js';

const SUMMARY = '議題1　路線の見直しについて\n委員　本数は増えるのか。\n';
const REST = '事務局　朝の便を2本増やす。';

/** What a model sends that comes to its limit in the first section, behind a line. */
const CUT = JSON.stringify({ summary: SUMMARY }).slice(0, -2);
const FINISHED = JSON.stringify({ summary: REST, decisions: '増便を了承した。', actionsText: 'なし' });

/** A text that ended at its limit, and what becomes of it. */
describe('a cut text', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
  });
  afterEach(async () => {
    await installation.model.always({ do: 'answer' });
    await installation.expectSound('at least');
  });
  afterAll(async () => {
    await installation.stop();
  });

  const cutDraft = async (): Promise<DraftView> => {
    await installation.model.next({ do: 'answer', text: CUT, finishReason: 'length' });
    return a1.ended(await a1.submit('kaigiroku', { actions: [] }));
  };
  const path = (id: string) => `/api/drafts/${id}/continuation`;
  const cutIds = ({ sections }: DraftView) => sections.flatMap(({ id, isCut }) => (isCut ? [id] : []));
  const lastPrompt = async () => (await installation.model.calls()).at(-1)?.body.messages.at(-1)?.content ?? '';
  const origins = (id: string) =>
    installation.database.owner.query<{ origin: string; state: string }[]>(
      'SELECT origin, state FROM token_reservation WHERE draft_id = $1 ORDER BY reserved_at',
      [id],
    );

  it('says which sections are unfinished, and what the rest would cost', async () => {
    const draft = await cutDraft();
    expect(draft).toMatchObject({ state: 'ready', truncated: true, continuationFailure: null });
    expect(cutIds(draft)).toEqual(['summary', 'decisions', 'actionsText']);
    const before = (await installation.model.meter()).requests;
    const { status, body } = await a1.get<ContinuationView>(path(draft.id));
    expect(status).toBe(200);
    expect(body.fits).toBe(true);
    expect(body.expectedTokens).toBeGreaterThan(body.inputTokens);
    expect(body.worstTokens).toBeGreaterThan(body.expectedTokens);
    expect((await installation.model.meter()).requests).toBe(before);
  });

  it('is continued behind its last words, by a call with a reservation of its own', async () => {
    const draft = await cutDraft();
    const { body: price } = await a1.get<ContinuationView>(path(draft.id));
    await installation.model.next({ do: 'answer', text: FINISHED });
    expect((await a1.post(path(draft.id), null)).status).toBe(202);
    const whole = await a1.ended(draft.id);
    expect(whole).toMatchObject({ state: 'ready', truncated: false, revision: draft.revision + 1 });
    expect(sectionText(whole, 'summary')).toBe(SUMMARY + REST);
    expect(sectionText(whole, 'decisions')).toBe('増便を了承した。');
    expect(cutIds(whole)).toEqual([]);
    expect(await origins(draft.id)).toEqual([
      { origin: 'draft', state: 'settled' },
      { origin: 'continuation', state: 'settled' },
    ]);
    expect((await installation.reservations(draft.id))[1]?.reserved).toBe(price.worstTokens);
    expect((await a1.post<Problem>(path(draft.id), null)).body.code).toBe('draft.not-ready');
    expect((await a1.get<Problem>(path(draft.id))).status).toBe(409);
    expect((await a1.post(`/api/drafts/${draft.id}/confirmations`, { revision: whole.revision })).status).toBe(201);
  });

  it('says on paper that it is unfinished, in every section that is', async () => {
    const draft = await cutDraft();
    const { status, bytes } = await a1.get(`/api/drafts/${draft.id}/docx?status=draft`);
    expect(status).toBe(200);
    expect(visibleLines(bytes).filter((line) => line === '【要確認：この節の文章は途中で終わっています】')).toHaveLength(3);
    expect((await a1.get(`/api/drafts/${draft.id}/docx?status=final`)).status).toBe(409);
  });

  it('may be cut again, and is continued again', async () => {
    const draft = await cutDraft();
    const again = JSON.stringify({ summary: REST, decisions: '増便を' }).slice(0, -2);
    await installation.model.next({ do: 'answer', text: again, finishReason: 'length' });
    await a1.post(path(draft.id), null);
    const second = await a1.ended(draft.id);
    expect([second.truncated, cutIds(second)]).toEqual([true, ['decisions', 'actionsText']]);
    await installation.model.next({ do: 'answer', text: JSON.stringify({ decisions: '了承した。', actionsText: 'なし' }) });
    await a1.post(path(draft.id), null);
    const third = await a1.ended(draft.id);
    expect([third.truncated, sectionText(third, 'decisions')]).toEqual([false, '増便を了承した。']);
    expect(sectionText(third, 'summary')).toBe(SUMMARY + REST);
  });

  it('shows the model neither names nor telephone numbers of what it has written', async () => {
    const { body: template } = await a1.get<TemplateView>('/api/templates/kaigiroku');
    const attendees = [{ role: '委員', position: '公募', name: '海老原　沙也加' }];
    const transcript = `海老原委員　連絡は090-1234-5678に。${'記録が続く。'.repeat(10)}`;
    const written = JSON.stringify({ summary: '{{name1}}委員　連絡は{{tel1}}に' }).slice(0, -2);
    await installation.model.next({ do: 'answer', text: written, finishReason: 'length' });
    const draft = await a1.ended(await a1.submit('kaigiroku', { actions: [], attendees, transcript }));
    expect(sectionText(draft, 'summary')).toContain('海老原委員　連絡は090-1234-5678に');
    // The name goes out of the form; the text that was written from it still holds it.
    const answers = {
      ...template.sample.answers,
      ...draft.answers,
      transcript: '変更後の記録。'.repeat(10),
      attendees: [{ role: '委員', name: '別所　守' }],
    };
    const edited = await a1.patch<DraftView>(`/api/drafts/${draft.id}/answers`, { answers, baseRevision: draft.revision });
    expect([edited.body.truncated, cutIds(edited.body)]).toEqual([true, ['summary', 'decisions', 'actionsText']]);
    await installation.model.next({ do: 'answer', text: FINISHED });
    await a1.post(path(draft.id), null);
    expect((await a1.ended(draft.id)).truncated).toBe(false);
    const prompt = await lastPrompt();
    expect(prompt).toContain('ここまでに書いた文章');
    expect(prompt).toMatch(/\{\{name\d\}\}委員　連絡は\{\{tel\d\}\}に/);
    expect(prompt).not.toMatch(/海老原|090-1234-5678/);
  });

  it('is finished section by section by hand; another section stays unfinished', async () => {
    const draft = await cutDraft();
    let revision = draft.revision;
    for (const [index, id] of ['summary', 'decisions', 'actionsText'].entries()) {
      const { body } = await a1.patch<DraftView>(`/api/drafts/${draft.id}/sections/${id}`, {
        parts: [{ text: '手で' }],
        baseRevision: revision,
      });
      revision = body.revision;
      expect([body.truncated, cutIds(body).length]).toEqual([index < 2, 2 - index]);
    }
  });

  it('stays as it is when the continuation fails, is cancelled, or has no tokens left', async () => {
    const draft = await cutDraft();
    await installation.model.always({ do: 'answer', text: 'これは応答ではない' });
    await a1.post(path(draft.id), null);
    const failed = await a1.ended(draft.id);
    expect(failed).toMatchObject({ state: 'ready', truncated: true, revision: draft.revision, continuationFailure: { code: 'answer' } });
    expect(failed.sections).toEqual(draft.sections);

    await installation.model.always({ do: 'hold', after: 1 });
    await a1.post(path(draft.id), null);
    await until('the model holds the call', async () => (await installation.model.meter()).held === 1);
    expect((await a1.get(`/api/drafts/${draft.id}/docx`)).status).toBe(409);
    await a1.post(`/api/drafts/${draft.id}/cancel`, null);
    const cancelled = await a1.ended(draft.id);
    expect(cancelled).toMatchObject({ state: 'ready', truncated: true, continuationFailure: null });
    expect(cancelled.sections).toEqual(draft.sections);
    await installation.model.release();

    const { used, cap } = await installation.contract();
    await installation.grant(used - cap + 100);
    expect((await a1.get<ContinuationView>(path(draft.id))).body.fits).toBe(false);
    await a1.post(path(draft.id), null);
    const stopped = await a1.ended(draft.id);
    expect(stopped).toMatchObject({ state: 'ready', truncated: true, continuationFailure: { code: 'tokens' } });
    expect(stopped.continuationFailure?.message).toContain('トークンの残りが足りない');
    await installation.grant(cap - used - 100);
    await installation.model.always({ do: 'answer', text: FINISHED });
    await a1.post(path(draft.id), null);
    expect(await a1.ended(draft.id)).toMatchObject({ truncated: false, continuationFailure: null });
  });
});

/** Where too little is left for the usual length. */
describe('a shorter text', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  /** Leaves so much of the contract. */
  const leave = async (tokens: number) => {
    const { used, cap } = await installation.contract();
    await installation.grant(used + tokens - cap);
  };
  const reservedFor = async (id: string) => (await installation.reservations(id)).map(({ reserved }) => reserved);
  const submitted = async () => a1.ended(await a1.submit('kaigiroku'));
  const lastPrompt = async () => (await installation.model.calls()).at(-1)?.body.messages.at(-1)?.content;

  it('is offered with its price where that fits, and written with half of the limits', async () => {
    const [usual = 0] = await reservedFor((await submitted()).id);
    expect(await lastPrompt()).toContain('6000字以内');
    await leave(usual - 1_000);
    const { id, stopped } = await submitted();
    expect(stopped).toMatchObject({ remainingTokens: usual - 1_000, requestedTokens: usual });
    expect(stopped?.shortTokens).toBeLessThan(usual - 1_000);
    expect((await a1.post<Problem>(`/api/drafts/${id}/resume`, { short: 'はい' })).status).toBe(400);
    await a1.post(`/api/drafts/${id}/resume`, { short: true });
    expect((await a1.ended(id)).state).toBe('ready');
    expect(await reservedFor(id)).toEqual([stopped?.shortTokens]);
    expect(await lastPrompt()).toContain('3000字以内');
  });

  it('is not offered where not even that fits', async () => {
    await leave(0);
    expect((await submitted()).stopped?.shortTokens).toBeNull();
    await installation.expectSound('exact');
  });
});
