import type { EstimatedCalls, Problem } from '@bunan/contracts';
import { Downloads } from '../support/downloads.js';
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
  const downloads = new Downloads();
  let installation: Installation;
  let a1: TestClient;
  let admin: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ downloads, env: { LLM_MAX_ATTEMPTS: String(TRIES), LLM_RETRY_BASE_MS: '100' } });
    a1 = await installation.signedIn('a1');
    admin = await installation.signedIn('admin');
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
  /** What the model said that each call of this test took, tokens. */
  const reported = async () => (await installation.model.calls()).map(({ inputTokens, answerTokens }) => inputTokens + answerTokens);
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
    expect(draft.failure?.message).toMatch(/^AIの応答が不正で/);
    expect(await installation.dump()).not.toContain('ログインしてください');
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
    expect(draft.failure?.message).toMatch(/^AIの側の検査により、文章をつくれませんでした。入力は残っています。/);
    const [reservation] = await installation.reservations(draft.id);
    expect([reservation?.state, reservation?.settled]).toEqual(['settled', (await reported())[0]]);
    expect(await callTimes()).toHaveLength(1);
    await installation.expectSound('exact');
  });

  it('P17 no choices but a usage: failed with a reason, the usage is settled', async () => {
    await installation.model.always({ do: 'empty-choices' });
    const draft = await a1.ended(await a1.submit());
    expect(draft).toMatchObject({ state: 'failed', failure: { code: 'answer' } });
    expect(draft.failure?.message).toMatch(/^AIの応答が不正で/);
    const reservations = await installation.reservations(draft.id);
    expect(reservations.map(({ state }) => state)).toEqual(['settled', 'settled']);
    expect(reservations.map(({ settled }) => settled)).toEqual(await reported());
    await installation.expectSound('exact');
  });

  /** The first reservation of a draft; it must be marked as an estimate and be listed for the administrators. */
  const estimateOf = async (draftId: string) => {
    const [reservation] = await installation.reservations(draftId);
    expect(reservation?.state).toBe('settled_estimated');
    const { body } = await admin.get<EstimatedCalls>('/api/ledger/estimates');
    expect(body.calls.find(({ reservationId }) => reservationId === reservation?.id)).toMatchObject({
      isCorrected: false,
      settledTokens: reservation?.settled,
      countedTokens: reservation?.settled,
    });
    return { reserved: 0, settled: 0, ...reservation };
  };

  it.each([
    ['negative', { prompt_tokens: -5, completion_tokens: 10, total_tokens: 5 }],
    ['negative in its answer', { prompt_tokens: 400, completion_tokens: -400, total_tokens: 0 }],
    ['text in figures', { prompt_tokens: '12', completion_tokens: '3', total_tokens: '15' }],
    ['text in place of it', 'a lot'],
    ['a number in place of it', 12],
    ['a list', [400, 100, 500]],
    ['huge', { prompt_tokens: 1e15, completion_tokens: 1e15, total_tokens: 2e15 }],
    ['larger than numbers are exact', { prompt_tokens: 1e30, completion_tokens: 1e30, total_tokens: 2e30 }],
    ['a fraction', { prompt_tokens: 400.5, completion_tokens: 99.5, total_tokens: 500 }],
    ['not the sum', { prompt_tokens: 400, completion_tokens: 100, total_tokens: 7 }],
    ['nothing at all', { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
    ['an answer beyond its limit', { prompt_tokens: 400, completion_tokens: 900_000, total_tokens: 900_400 }],
    ['half of it', { total_tokens: 500 }],
    ['null in its parts', { prompt_tokens: null, completion_tokens: null, total_tokens: null }],
    ['empty', {}],
    ['missing', null],
  ])('a usage that is %s: the conservative count, marked as an estimate, never above the reservation', async (_, usage) => {
    await installation.model.next({ do: 'answer', usage });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    const { reserved, settled } = await estimateOf(draft.id);
    expect(settled).toBeGreaterThan(0);
    expect(settled).toBeLessThanOrEqual(reserved);
    await installation.expectSound('at least');
  });

  it.each([
    ['says so', undefined],
    ['hides it', null],
  ])('an answer beyond its limit, of a provider that %s: counted in full, the overrun stands in the books', async (_, usage) => {
    const text = JSON.stringify({ lead: '上限を超えて続く長い文章です。'.repeat(1_500) });
    await installation.model.next({ do: 'answer', text, usage, beyondLimit: true });
    const draft = await a1.ended(await a1.submit());
    expect(draft.state).toBe('ready');
    const { reserved, settled } = await estimateOf(draft.id);
    expect(settled).toBeGreaterThan(reserved);
    expect(settled).toBe((await reported())[0]);
    await installation.expectSound('exact');
  });

  downloads.areSound();
});
