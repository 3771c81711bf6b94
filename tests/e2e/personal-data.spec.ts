import { randomUUID } from 'node:crypto';
import type { EstimateView, Problem } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

/** My Number 123456789018 and the card number 4111 1111 1111 1111 as people write them (FAULTS.md, P19). */
const NUMBERS = [
  ['digits only', '123456789018', 'personalNumber'],
  ['groups with spaces', '1234 5678 9018', 'personalNumber'],
  ['groups with hyphens', '1234-5678-9018', 'personalNumber'],
  ['full width', '１２３４５６７８９０１８', 'personalNumber'],
  ['full width with long marks', '１２３４ー５６７８ー９０１８', 'personalNumber'],
  ['invisible characters', '123456\u200b789018', 'personalNumber'],
  ['a card with hyphens', '4111-1111-1111-1111', 'cardNumber'],
  ['a card without', '4111111111111111', 'cardNumber'],
] as const;

describe('personal data', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  it.each(NUMBERS)('P19: lets no My Number or card number in: %s', async (_, number, code) => {
    const before = (await installation.model.meter()).requests;
    const answers = await a1.sample('tsuchi-taigai', { reason: `本人から${number}の申出があった。` });
    const input = { templateId: 'tsuchi-taigai', answers };
    const submitted = await a1.post<Problem>('/api/drafts', input, { 'idempotency-key': randomUUID() });
    const estimated = await a1.post<Problem>('/api/estimates', input);
    const saved = await a1.send<Problem>('PUT', '/api/templates/tsuchi-taigai/input', { answers });
    for (const refused of [submitted, estimated, saved]) {
      expect(refused).toMatchObject({ status: 422, body: { code: 'answers.personal-number', errors: [{ path: 'reason' }] } });
      expect(refused.bytes.toString('utf8')).not.toContain(number);
    }
    expect(submitted.body.errors).toMatchObject([{ code }]);
    expect((await installation.model.meter()).requests).toBe(before);
    const everywhere = (await installation.dump()) + installation.output;
    expect(everywhere).not.toContain(number);
  });

  it('P19: lets none in by a correction of the answers either', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const answers = await a1.sample('tsuchi-taigai', { senderName: '1234-5678-9018' });
    const refused = await a1.patch<Problem>(`/api/drafts/${id}/answers`, { answers, baseRevision: 1 });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'senderName', code: 'personalNumber' }] } });
    expect((await a1.draft(id)).revision).toBe(1);
  });

  it('P19: replaces telephone, mail and address before the call and puts them back in the draft', async () => {
    const values = ['090-1234-5678', 'taro@example.jp', 'あおば市中央町1丁目2番3号'];
    const reason = `連絡先は${values.join('、所在地等は')}である。`;
    const answers = await a1.sample('tsuchi-taigai', { reason });
    const { body } = await a1.post<EstimateView>('/api/estimates', { templateId: 'tsuchi-taigai', answers });
    expect(body.masked).toEqual(['tel', 'mail', 'address'].map((kind) => ({ fieldId: 'reason', kind, count: 1 })).toSorted());
    const draft = await a1.ended(await a1.submit('tsuchi-taigai', { reason }));
    const sent = JSON.stringify((await installation.model.calls()).at(-1)?.body);
    for (const value of values) {
      expect(sent).not.toContain(value);
      expect(sectionText(draft, 'lead')).toContain(value);
    }
  });

  it('keeps everything that was typed or written sealed: a copy of the database shows none of it', async () => {
    const typed = { subject: '珍しい件名の文書', reason: '誰も知らない理由があるため。', senderName: '匿名　希望' };
    const id = await a1.submit('tsuchi-taigai', typed);
    const { revision } = await a1.ended(id);
    await a1.patch(`/api/drafts/${id}/sections/lead`, { parts: [{ text: '手で書いた秘密の一文。' }], baseRevision: revision });
    const dump = await installation.dump();
    expect(dump).toContain(id);
    for (const text of [...Object.values(typed), '手で書いた秘密の一文。']) {
      expect(dump).not.toContain(text);
      expect(dump).not.toContain(Buffer.from(text).toString('hex'));
      expect(installation.output).not.toContain(text);
    }
  });

  it('leaves everything sound', async () => {
    await installation.expectSound('exact');
  });
});
