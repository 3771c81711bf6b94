import { randomUUID } from 'node:crypto';
import type { DraftPage, DraftView, EstimateView, Problem, TemplateSummary, TemplateView, UsageView } from '@bunan/contracts';
import { layoutProfile } from '@bunan/word';
import { brokenRules } from '../golden/word-rules.js';
import { sectionText, type TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';
import { LIBRARY } from '../support/library.js';

const TEMPLATES = ['kaigiroku', 'shimin-kaito', 'tsuchi-taigai'];

describe('the main job', () => {
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
    await installation.expectSound('exact');
  });

  it('offers every template, each with a sample that its own schema takes', async () => {
    const { body } = await a1.get<TemplateSummary[]>('/api/templates');
    expect(body.map((template) => template.id).toSorted()).toEqual(LIBRARY);
    for (const id of LIBRARY) {
      const view = await a1.get<TemplateView>(`/api/templates/${id}`);
      expect(view.body.sample.source).not.toBe('');
      const estimate = await a1.post<EstimateView>('/api/estimates', { templateId: id, answers: view.body.sample.answers });
      expect(estimate.status).toBe(200);
      expect(estimate.body.fits).toBe(true);
      // A template with nothing to write calls no model.
      const isWritten = view.body.sections.length > 0;
      expect([id, estimate.body.worstTokens > estimate.body.inputTokens]).toEqual([id, isWritten]);
      expect([id, estimate.body.inputTokens > 0]).toEqual([id, isWritten]);
    }
  });

  it.each(TEMPLATES)('makes a Word file of %s: form, draft, confirmation, final export', async (templateId) => {
    const id = await a1.submit(templateId);
    const ready = await a1.ended(id);
    expect(ready.state).toBe('ready');
    expect(ready.practice).toBe(true);
    for (const section of ready.sections) {
      expect(section.parts.length).toBeGreaterThan(0);
    }

    const draft = await a1.get(`/api/drafts/${id}/docx`);
    expect(decodeURIComponent(draft.headers.get('content-disposition') ?? '')).toContain("filename*=UTF-8''【案】");
    expect(brokenRules(draft.bytes, layoutProfile('11pt'))).toEqual([]);
    downloads.add(draft.bytes);
    expect((await a1.get<Problem>(`/api/drafts/${id}/docx?status=final`)).body.code).toBe('draft.not-confirmed');

    const confirmed = await a1.post<DraftView>(`/api/drafts/${id}/confirmations`, { revision: ready.revision });
    expect(confirmed.status).toBe(201);
    expect(confirmed.body.confirmations).toMatchObject([{ person: { name: '職員　a1' }, revision: ready.revision }]);
    const final = await a1.get(`/api/drafts/${id}/docx?status=final`);
    expect(final.status).toBe(200);
    expect(decodeURIComponent(final.headers.get('content-disposition') ?? '')).not.toContain('【案】');
    expect(brokenRules(final.bytes, layoutProfile('11pt'))).toEqual([]);
    downloads.add(final.bytes);
  });

  it('withdraws the confirmation when the text is edited by hand', async () => {
    const id = await a1.submit();
    const { revision } = await a1.ended(id);
    await a1.post(`/api/drafts/${id}/confirmations`, { revision });
    const edited = await a1.patch<DraftView>(`/api/drafts/${id}/sections/lead`, {
      parts: [{ text: '手で直した。{{issueDate}}' }],
      baseRevision: revision,
    });
    expect(edited.status).toBe(200);
    expect(edited.body.confirmed).toBe(false);
    expect(edited.body.revision).toBe(revision + 1);
    expect(sectionText(edited.body, 'lead')).toBe('手で直した。{{issueDate}}');
    expect((await a1.get<Problem>(`/api/drafts/${id}/docx?status=final`)).status).toBe(409);
  });

  it('refuses the second of two edits that began at the same version, and keeps the first', async () => {
    const id = await a1.submit();
    const { revision } = await a1.ended(id);
    const edit = (text: string) => a1.patch<Problem>(`/api/drafts/${id}/sections/lead`, { parts: [{ text }], baseRevision: revision });
    expect((await edit('先の人')).status).toBe(200);
    const second = await edit('後の人');
    expect(second).toMatchObject({ status: 409, body: { code: 'draft.conflict' } });
    expect(sectionText(await a1.draft(id), 'lead')).toBe('先の人');
  });

  it('gives the same draft for the same key and content, and refuses another content', async () => {
    const answers = await a1.sample('tsuchi-taigai');
    const headers = { 'idempotency-key': randomUUID() };
    const first = await a1.post<{ id: string }>('/api/drafts', { templateId: 'tsuchi-taigai', answers }, headers);
    const again = await a1.post<{ id: string }>('/api/drafts', { templateId: 'tsuchi-taigai', answers }, headers);
    const other = await a1.post<Problem>(
      '/api/drafts',
      { templateId: 'tsuchi-taigai', answers: { ...answers, subject: '別の件について' } },
      headers,
    );
    expect([first.status, again.status, other.status]).toEqual([202, 202, 409]);
    expect(again.body.id).toBe(first.body.id);
    expect(other.body.code).toBe('draft.key-reused');
    await a1.ended(first.body.id);
    const none = await a1.post<Problem>('/api/drafts', { templateId: 'tsuchi-taigai', answers });
    expect(none).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
  });

  it('makes a draft from boilerplate without any token', async () => {
    const before = (await installation.model.meter()).requests;
    const draft = await a1.ended(await a1.submit('kaigiroku', {}, 'boilerplate'));
    expect(draft).toMatchObject({ state: 'ready', tokens: { used: 0, reserved: 0 } });
    expect(draft.sections.every((section) => section.origin === 'boilerplate')).toBe(true);
    expect((await installation.model.meter()).requests).toBe(before);
  });

  it('never sends a withheld value to the model, and prints it in the document', async () => {
    const changes = { contactTel: '0997-12-3456', senderName: '秘密　太郎', docNo: '9秘第77号', addressee: '非公開の宛名' };
    const draft = await a1.ended(await a1.submit('tsuchi-taigai', changes));
    const sent = JSON.stringify((await installation.model.calls()).at(-1)?.body);
    for (const value of Object.values(changes)) {
      expect(sent).not.toContain(value);
      expect(JSON.stringify(draft.document)).toContain(value);
    }
  });

  it('brings 【要確認】 back as a finding and does not confirm a text that holds it', async () => {
    await installation.model.next({ do: 'answer', text: JSON.stringify({ lead: '11月1日から変更します。【要確認：開始日】' }) });
    const id = await a1.submit();
    const draft = await a1.ended(id);
    expect(draft.findings.map((finding) => finding.rule)).toContain('question');
    const refused = await a1.post<Problem>(`/api/drafts/${id}/confirmations`, { revision: draft.revision });
    expect(refused).toMatchObject({ status: 409, body: { code: 'draft.unsettled' } });
  });

  it('flags a number that nobody entered, with its place', async () => {
    await installation.model.next({ do: 'answer', text: JSON.stringify({ lead: '市民約4,321人から意見がありました。' }) });
    const draft = await a1.ended(await a1.submit());
    const finding = draft.findings.find((each) => each.excerpt.includes('4,321'));
    expect(finding?.severity).toBe('error');
    const { start, end } = finding?.range ?? { start: 0, end: 0 };
    expect(sectionText(draft, 'lead').slice(start, end)).toBe(finding?.excerpt);
  });

  it('lists the drafts of the department, newest first, in pages', async () => {
    const a2 = await installation.signedIn('a2');
    const { body } = await a2.get<DraftPage>('/api/drafts');
    expect(body.drafts.length).toBeGreaterThan(3);
    const times = body.drafts.map((draft) => draft.createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('shows what is left of the contract', async () => {
    const { body } = await a1.get<UsageView>('/api/usage');
    const contract = body.allowances.find((allowance) => allowance.scope === 'contract');
    expect(contract?.remainingTokens).toBe(9_000_000 - (contract?.usedTokens ?? 0));
    expect(contract?.usedTokens).toBe((await installation.model.meter()).billedTokens);
  });

  it('stops at the cap with the cap named, and everything else works on', async () => {
    await installation.database.owner.query(
      `SELECT quota_grant(period_id, NULL, NULL, -cap_tokens + used_tokens + 100, '試験', NULL) FROM quota_allocation WHERE scope = 'contract'`,
    );
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'stopped', stopped: { scope: 'contract', remainingTokens: 100 } });
    expect((await a1.ended(await a1.submit('tsuchi-taigai', {}, 'boilerplate'))).state).toBe('ready');
  });

  downloads.areSound();
});
