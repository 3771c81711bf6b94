import type { Problem } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { LiveFollower } from '../support/live.js';
import { until } from '../support/program.js';

const TRIES = 3;
const FIRST_BYTE_MS = 5_000;
const IDLE_MS = 3_000;

/** How far from its deadline a silent call may be closed, as the provider sees it (P04). */
const TOLERANCE = 0.2;

describe('a model that fails', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ env: { LLM_MAX_ATTEMPTS: String(TRIES), LLM_RETRY_BASE_MS: '100' } });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  beforeEach(async () => {
    await installation.model.reset();
    await installation.rebase();
  });

  /** Times at which the calls of this test came in, ms. */
  const callTimes = async () => (await installation.model.calls()).map((call) => Date.parse(call.at));
  const states = async (id: string) => (await installation.reservations(id)).map((reservation) => reservation.state);

  it('P01 429 twice: waits as long as it is asked to, shows that it tries again, then succeeds', async () => {
    await installation.model.next({ do: 'status', status: 429, retryAfter: '2' }, { do: 'status', status: 429, retryAfter: '2' });
    const id = await a1.submit();
    await until('the screen can say that it is tried again', async () => (await a1.draft(id)).retrying);
    expect((await a1.ended(id)).state).toBe('ready');
    const times = await callTimes();
    expect(times).toHaveLength(3);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(2_000);
    }
    expect(await states(id)).toEqual(['released', 'released', 'settled']);
    await installation.expectSound('exact');
  });

  it('P02 500 and 503: each try has its own reservation, what nobody knows is taken as spent', async () => {
    await installation.model.next({ do: 'status', status: 500 }, { do: 'status', status: 503 });
    const id = await a1.submit();
    expect((await a1.ended(id)).state).toBe('ready');
    const reservations = await installation.reservations(id);
    expect(reservations.map((reservation) => reservation.state)).toEqual(['settled_estimated', 'settled_estimated', 'settled']);
    expect(reservations.slice(0, 2).every(({ reserved, settled }) => settled === reserved)).toBe(true);
    await installation.expectSound('at least');
  });

  it('P02 an error that stays: fails with a reason after the documented number of tries', async () => {
    await installation.model.always({ do: 'status', status: 500 });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'unavailable' } });
    expect(draft.failure?.message).toContain('入力は残っています');
    expect(await callTimes()).toHaveLength(TRIES);
    await installation.expectSound('at least');
  });

  it.each([
    ['first byte', { do: 'hang', headers: false }, FIRST_BYTE_MS],
    ['next byte', { do: 'hang', after: 2 }, IDLE_MS],
  ])('P04 a model that is silent before the %s: given up at the deadline, other jobs go on', async (_, behaviour, deadlineMs) => {
    await installation.model.next(behaviour);
    const id = await a1.submit();
    await until('the call has come in', async () => (await installation.model.calls()).length === 1);
    const other = await a1.ended(await a1.submit('kaigiroku'));
    expect(other.state).toBe('ready');
    expect((await a1.draft(id)).state).toBe('writing');
    expect((await a1.ended(id)).state).toBe('ready');
    const calls = await installation.model.calls();
    expect(calls).toHaveLength(3);
    const [silent] = calls;
    const waited = (silent?.closedMs ?? 0) - (silent?.firstByteMs ?? silent?.receivedMs ?? 0);
    expect(waited).toBeGreaterThan(deadlineMs * (1 - TOLERANCE));
    expect(waited).toBeLessThan(deadlineMs * (1 + TOLERANCE));
    expect(silent?.end).toBe('caller-left');
    expect(await states(id)).toEqual(['settled_estimated', 'settled']);
    await installation.expectSound('at least');
  });

  it('P05 a stream that is reset once: the try after it writes the whole text', async () => {
    await installation.model.next({ do: 'reset', after: 5 });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    expect(draft.truncated).toBe(false);
    expect(await states(draft.id)).toEqual(['settled_estimated', 'settled']);
    await installation.expectSound('at least');
  });

  it('P05 a stream that is always reset: never shown as complete, no Word file of it', async () => {
    await installation.model.always({ do: 'reset', after: 5 });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'unavailable' } });
    const file = await a1.get<Problem>(`/api/drafts/${draft.id}/docx`);
    expect(file).toMatchObject({ status: 409, body: { code: 'draft.not-ready' } });
    await installation.expectSound('at least');
  });

  it('P05 a stream that ends without saying why is no answer', async () => {
    await installation.model.next({ do: 'cut', after: 5 });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    expect(await states(draft.id)).toEqual(['settled_estimated', 'settled']);
    await installation.expectSound('at least');
  });

  it('P06 the browser goes away while it is written: the draft is finished all the same', async () => {
    await installation.model.next({ do: 'hold', after: 3 });
    const id = await a1.submit();
    const follower = new LiveFollower(a1, id);
    await until('text has been seen', () => (follower.latest?.sections ?? []).some((section) => section.parts.length > 0));
    await follower.close();
    await installation.model.release();
    expect((await a1.ended(id)).state).toBe('ready');
    await installation.expectSound('exact');
  });

  it('P06 cancelled while it is written: ends at once, keeps what has arrived, gives back nothing that was billed', async () => {
    await installation.model.next({ do: 'hold', after: 3 });
    const id = await a1.submit();
    await until('text has been saved', async () => (await a1.draft(id)).sections.some((section) => section.parts.length > 0));
    expect((await a1.post(`/api/drafts/${id}/cancel`, undefined)).status).toBe(200);
    const draft = await a1.ended(id, 5_000);
    expect(draft.state).toBe('cancelled');
    expect(draft.sections.some((section) => section.parts.length > 0)).toBe(true);
    await until('we have closed the connection', async () => (await installation.model.calls())[0]?.end === 'caller-left');
    await installation.model.release();
    expect(await states(id)).toEqual(['settled_estimated']);
    await installation.expectSound('at least');
  });

  it.each([
    ['JSON that is cut', 'application/json', '{"id":'],
    ['a login page', 'text/html', '<html><body>ログインしてください</body></html>'],
  ])('P07 %s instead of an answer: asked for once more, then failed, nothing of it stored', async (_, contentType, body) => {
    await installation.model.always({ do: 'body', contentType, body });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'answer' } });
    expect(draft.sections.every((section) => section.parts.length === 0)).toBe(true);
    expect(await callTimes()).toHaveLength(2);
    await installation.expectSound('at least');
  });

  it('P07 an answer that is no JSON of the sections asked for is no answer', async () => {
    await installation.model.next({ do: 'answer', text: 'もちろんです。以下に文案を示します。' });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    expect(sectionText(draft, 'lead')).not.toContain('もちろん');
    await installation.expectSound('exact');
  });

  it('P15 an answer that ended at its limit: kept and marked, neither confirmed nor exported as final', async () => {
    await installation.model.next({ do: 'answer', finishReason: 'length' });
    const draft = await a1.ended(await a1.submit('kaigiroku'));
    expect(draft).toMatchObject({ state: 'ready', truncated: true });
    const confirmation = await a1.post<Problem>(`/api/drafts/${draft.id}/confirmations`, { revision: draft.revision });
    expect(confirmation).toMatchObject({ status: 409, body: { code: 'draft.truncated' } });
    expect((await a1.get(`/api/drafts/${draft.id}/docx?status=final`)).status).toBe(409);
    await installation.expectSound('exact');
  });

  it('P16 content_filter: failed with a neutral sentence, settled as reported', async () => {
    await installation.model.next({ do: 'answer', text: '', finishReason: 'content_filter' });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'filter' } });
    expect(await states(draft.id)).toEqual(['settled']);
    await installation.expectSound('exact');
  });

  it('P17 no choices but a usage: failed with a reason, the usage is settled', async () => {
    await installation.model.always({ do: 'empty-choices' });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'answer' } });
    expect(await states(draft.id)).toEqual(['settled', 'settled']);
    await installation.expectSound('exact');
  });

  it.each([
    ['negative', { prompt_tokens: -5, completion_tokens: 10, total_tokens: 5 }],
    ['text', { prompt_tokens: '12', completion_tokens: '3', total_tokens: '15' }],
    ['huge', { prompt_tokens: 1e15, completion_tokens: 1e15, total_tokens: 2e15 }],
    ['not the sum', { prompt_tokens: 400, completion_tokens: 100, total_tokens: 7 }],
    ['missing', null],
  ])('a usage that is %s: our own count, marked as an estimate, never above the reservation', async (_, usage) => {
    await installation.model.next({ do: 'answer', usage });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    const [reservation] = await installation.reservations(draft.id);
    expect(reservation?.state).toBe('settled_estimated');
    expect(reservation?.settled).toBeGreaterThan(0);
    expect(reservation?.settled).toBeLessThanOrEqual(reservation?.reserved ?? 0);
    await installation.expectSound('at least');
  });
});
