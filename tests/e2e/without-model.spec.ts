import { randomUUID } from 'node:crypto';
import type { DraftReceipt, DraftView, EstimateView, TemplateSummary, TemplateView } from '@bunan/contracts';
import { layoutProfile } from '@bunan/word';
import { brokenRules } from '../golden/word-rules.js';
import type { TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';

/** Templates that code fills in alone. */
const FORMS = ['juji-meibo', 'shokyo-shomei'];

describe('templates without a model', () => {
  const downloads = new Downloads();
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
    expect((await installation.model.meter()).requests).toBe(0);
    await installation.expectSound('exact');
  });

  it.each(FORMS)('says that %s costs nothing and sends nothing', async (templateId) => {
    const { body: view } = await a1.get<TemplateView>(`/api/templates/${templateId}`);
    expect(view).toMatchObject({ sections: [], expectedTokens: 0 });
    const { body: list } = await a1.get<TemplateSummary[]>('/api/templates');
    expect(list.find(({ id }) => id === templateId)?.expectedTokens).toBe(0);
    const estimate = await a1.post<EstimateView>('/api/estimates', { templateId, answers: view.sample.answers });
    expect(estimate).toMatchObject({
      status: 200,
      body: { inputTokens: 0, expectedTokens: 0, worstTokens: 0, fits: true, isTooLong: false, messages: [], masked: [] },
    });
  });

  it.each(FORMS.flatMap((id) => [[id, 'model'] as const, [id, 'boilerplate'] as const]))(
    'makes %s at once with 0 tokens, whoever is to write: %s',
    async (templateId, writer) => {
      const id = await a1.submit(templateId, {}, writer);
      const draft = await a1.draft(id);
      expect(draft).toMatchObject({
        state: 'ready',
        revision: 1,
        sections: [],
        findings: [],
        tokens: { used: 0, reserved: 0 },
        practice: false,
      });
      const confirmed = await a1.post<DraftView>(`/api/drafts/${id}/confirmations`, { revision: draft.revision });
      expect(confirmed.body.confirmed).toBe(true);
      const final = await a1.get(`/api/drafts/${id}/docx?status=final`);
      expect(final.status).toBe(200);
      expect(brokenRules(final.bytes, layoutProfile('11pt'))).toEqual([]);
      downloads.add(final.bytes);
    },
  );

  it('takes the wish for a model and the wish for none as the same wish', async () => {
    const answers = await a1.sample('juji-meibo');
    const headers = { 'idempotency-key': randomUUID() };
    const send = (writer: string) => a1.post<DraftReceipt>('/api/drafts', { templateId: 'juji-meibo', answers, writer }, headers);
    const [first, second] = [await send('model'), await send('boilerplate')];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toEqual(first.body);
  });

  it('works when there is not a token left', async () => {
    await installation.database.owner.query(
      `SELECT quota_grant(period_id, NULL, NULL, -cap_tokens + used_tokens, '試験', NULL) FROM quota_allocation WHERE scope = 'contract'`,
    );
    const { body } = await a1.post<EstimateView>('/api/estimates', { templateId: 'juji-meibo', answers: await a1.sample('juji-meibo') });
    expect(body.fits).toBe(true);
    expect(await a1.draft(await a1.submit('juji-meibo'))).toMatchObject({ state: 'ready', stopped: null });
  });

  it('prints what is corrected afterwards', async () => {
    const id = await a1.submit('juji-meibo');
    const edit = { answers: await a1.sample('juji-meibo', { managerName: '早川　智恵' }), baseRevision: 1 };
    const { status, body } = await a1.patch<DraftView>(`/api/drafts/${id}/answers`, edit);
    expect([status, body.state, JSON.stringify(body.document).includes('早川　智恵')]).toEqual([200, 'ready', true]);
    expect(body.tokens).toEqual({ used: 0, reserved: 0 });
  });

  downloads.areSound();
});
