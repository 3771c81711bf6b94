import { randomUUID } from 'node:crypto';
import type { DraftPage, Problem } from '@bunan/contracts';
import { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { PASSWORD } from '../support/people.js';

/** P34: what another site can make a browser send changes nothing. */
describe('requests of another site', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  const send = async (path: string, init: RequestInit): Promise<{ status: number; code: string; cookie: string | null }> => {
    const response = await fetch(installation.url + path, init);
    const problem: Partial<Problem> = response.headers.get('content-type')?.includes('json') === true ? await response.json() : {};
    return { status: response.status, code: problem.code ?? '', cookie: response.headers.get('set-cookie') };
  };
  const signIn = JSON.stringify({ login: 'a1', password: PASSWORD });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, `login=a1&password=${PASSWORD}`, 415],
    ['text that is JSON', { 'content-type': 'text/plain' }, signIn, 415],
    ['no content type', { 'content-type': '' }, signIn, 415],
    ['a page of another site', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, signIn, 403],
    ['a page of a neighbouring host', { 'content-type': 'application/json', 'sec-fetch-site': 'same-site' }, signIn, 403],
  ])('%s signs nobody in', async (_, headers, body, status) => {
    const answer = await send('/api/session', { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(answer.cookie).toBeNull();
  });

  it('our own page signs in', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'sec-fetch-site': 'same-origin' };
    expect((await send('/api/session', { method: 'POST', headers, body: signIn })).status).toBe(200);
  });

  it('makes no draft without the token, with another session’s token, or from another site', async () => {
    const answers = await a1.sample('tsuchi-taigai');
    const body = JSON.stringify({ templateId: 'tsuchi-taigai', answers, writer: 'boilerplate' });
    const a2 = await installation.signedIn('a2');
    const { body: other } = await a2.get<{ csrfToken: string }>('/api/session');
    const { body: own } = await a1.get<{ csrfToken: string }>('/api/session');
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie: a1.sessionCookie };
    const tries: Record<string, string>[] = [
      {},
      { 'x-csrf-token': other.csrfToken },
      { 'x-csrf-token': own.csrfToken, 'sec-fetch-site': 'cross-site' },
    ];
    for (const more of tries) {
      const answer = await send('/api/drafts', { method: 'POST', headers: { ...headers, ...more }, body });
      expect(answer).toMatchObject({ status: 403, code: 'session.csrf' });
    }
    expect((await a1.get<DraftPage>('/api/drafts')).body.drafts).toEqual([]);
  });

  it('changes nothing by GET', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    for (const path of [`/api/drafts/${id}/cancel`, `/api/drafts/${id}/confirmations`, `/api/drafts/${id}/sections/lead`]) {
      const answer = await send(path, { headers: { cookie: a1.sessionCookie } });
      expect([404, 405]).toContain(answer.status);
    }
    expect(await a1.draft(id)).toMatchObject({ state: 'ready', confirmed: false, revision: 1 });
  });
});
