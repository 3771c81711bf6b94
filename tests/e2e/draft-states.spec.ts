import type { DraftView, Problem } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

describe('what can be done to a draft in which state', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.expectSound('at least');
  });

  /** Every act on a draft but reading it. */
  const acts = (
    id: string,
    revision: number,
    answers: object,
  ): Readonly<Record<string, () => Promise<{ status: number; body: Problem }>>> => ({
    text: () => a1.patch<Problem>(`/api/drafts/${id}/sections/lead`, { parts: [{ text: '後の文章' }], baseRevision: revision }),
    answers: () => a1.patch<Problem>(`/api/drafts/${id}/answers`, { answers, baseRevision: revision }),
    confirmation: () => a1.post<Problem>(`/api/drafts/${id}/confirmations`, { revision }),
    file: () => a1.get<Problem>(`/api/drafts/${id}/docx`),
    cancel: () => a1.post<Problem>(`/api/drafts/${id}/cancel`, {}),
  });

  it('refuses edits, corrections and confirmations of an older version, and keeps what was first', async () => {
    const id = await a1.submit();
    const ready = await a1.ended(id);
    const first = await a1.patch<DraftView>(`/api/drafts/${id}/sections/lead`, {
      parts: [{ text: '先の人の文章' }],
      baseRevision: ready.revision,
    });
    expect(first.status).toBe(200);
    const { text, answers, confirmation } = acts(id, ready.revision, { ...ready.answers, subject: '後の人の件名' });
    for (const act of [text, answers, confirmation]) {
      const refused = await act?.();
      expect(refused).toMatchObject({ status: 409, body: { code: 'draft.conflict', details: { revision: first.body.revision } } });
    }
    const now = await a1.draft(id);
    expect([now.revision, now.confirmed, now.answers.subject]).toEqual([first.body.revision, false, ready.answers.subject]);
    expect(sectionText(now, 'lead')).toBe('先の人の文章');
  });

  it('refuses everything but the stop while a draft is being written', async () => {
    await installation.model.next({ do: 'hold' });
    const id = await a1.submit();
    await until('the call is open', async () => (await a1.draft(id)).state === 'writing');
    const { answers, revision } = await a1.draft(id);
    const { cancel, ...others } = acts(id, revision, answers);
    for (const act of Object.values(others)) {
      expect(await act()).toMatchObject({ status: 409, body: { code: 'draft.not-ready' } });
    }
    expect((await cancel?.())?.status).toBe(200);
    expect((await a1.ended(id)).state).toBe('cancelled');
    for (const act of Object.values(acts(id, revision, answers))) {
      expect(await act()).toMatchObject({ status: 409, body: { code: 'draft.not-ready' } });
    }
  });

  it('does not stop what is finished', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const ready = await a1.ended(id);
    expect(await a1.post<Problem>(`/api/drafts/${id}/cancel`, {})).toMatchObject({ status: 409, body: { code: 'draft.not-ready' } });
    expect(await a1.draft(id)).toEqual(ready);
  });

  it('counts a second confirmation by the same person once', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const { revision } = await a1.ended(id);
    await a1.post(`/api/drafts/${id}/confirmations`, { revision });
    const again = await a1.post<DraftView>(`/api/drafts/${id}/confirmations`, { revision });
    expect(again.body.confirmations).toHaveLength(1);
  });
});
