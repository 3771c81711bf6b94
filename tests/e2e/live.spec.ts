import { HEARTBEAT_MS } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { LiveFollower } from '../support/live.js';
import { until } from '../support/program.js';

describe('live events', () => {
  let installation: Installation;
  let a1: TestClient;
  /** The same person at the second API. */
  let there: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ apis: 2 });
    a1 = await installation.signedIn('a1');
    there = await installation.signedIn('a1', installation.urls[1]);
  });
  afterAll(async () => {
    await installation.stop();
  });

  /** Opens the stream; the test reads of it what it wants. */
  const open = async (id: string, headers: Record<string, string> = {}) => {
    const leaving = new AbortController();
    const response = await fetch(`${installation.url}/api/drafts/${id}/events`, {
      headers: { cookie: a1.sessionCookie, ...headers },
      signal: leaving.signal,
    });
    return {
      response,
      leave: () => {
        leaving.abort();
      },
    };
  };

  it('is a stream that no proxy holds back and no cache keeps', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const { response, leave } = await open(id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    leave();
  });

  it('tells the state at once, then a heartbeat each second', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const follower = new LiveFollower(a1, id);
    await until('the state is told', () => follower.latest !== null, 5_000);
    expect(follower.latest).toEqual(await a1.draft(id));
    const from = performance.now();
    const before = follower.heartbeats;
    await until('three heartbeats have come', () => follower.heartbeats >= before + 3);
    expect(performance.now() - from).toBeGreaterThan(2 * HEARTBEAT_MS);
    expect(follower.versions).toHaveLength(1);
    await follower.close();
  });

  it('tells each newer state with its version as the id, and the last one is what polling gives', async () => {
    await installation.model.next({ do: 'hold', after: 3 });
    const id = await a1.submit();
    const follower = new LiveFollower(a1, id);
    await until('text has arrived', () => follower.latest?.sections.some((section) => section.parts.length > 0) === true);
    expect(follower.latest?.state).toBe('writing');
    await installation.model.release();
    await until('the draft is ready', () => follower.latest?.state === 'ready');
    expect(follower.latest).toEqual(await a1.draft(id));
    expect(follower.versions).toEqual([...new Set(follower.versions)].toSorted((a, b) => a - b));
    await follower.close();
  });

  it('begins after Last-Event-ID: nothing old, everything new', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const { version } = await a1.draft(id);
    const follower = new LiveFollower(a1, id, version);
    await until('heartbeats have come', () => follower.heartbeats >= 2);
    expect(follower.latest).toBeNull();
    await a1.patch(`/api/drafts/${id}/sections/lead`, { parts: [{ text: '直した。' }], baseRevision: 1 });
    await until('the change is told', () => follower.latest !== null);
    expect(follower.latest?.version).toBeGreaterThan(version);
    expect(follower.latest).toEqual(await a1.draft(id));
    await follower.close();
  });

  it.each(['-1', 'abc', '1e3', ''])('takes the Last-Event-ID %p for none', async (lastEventId) => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const { response, leave } = await open(id, { 'last-event-id': lastEventId });
    let text = '';
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString('utf8');
      if (text.includes('event: draft\n')) {
        break;
      }
    }
    expect(text).toContain('id: 1\n');
    leave();
  });

  it('tells a change that was made through another API', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const followers = [new LiveFollower(a1, id), new LiveFollower(there, id)];
    await until('both know the draft', () => followers.every((each) => each.latest !== null));
    await there.patch(`/api/drafts/${id}/sections/lead`, { parts: [{ text: 'あちらで直した。' }], baseRevision: 1 });
    await until('both have heard of the change', () => followers.every((each) => each.latest?.revision === 2), 3_000);
    await Promise.all(followers.map((each) => each.close()));
  });

  it('ends at once with a sign-out through another API', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const leaver = await installation.signedIn('a1', there.url);
    const response = await fetch(`${installation.url}/api/drafts/${id}/events`, { headers: { cookie: leaver.sessionCookie } });
    await leaver.send('DELETE', '/api/session');
    const [text] = await Promise.all([response.text(), a1.get('/health/live')]);
    expect(text).toContain('event: draft\n');
    // A heartbeat comes each second; the look at the session that every stream takes by itself comes after fifteen.
    expect(text.split('event: heartbeat\n').length).toBeLessThan(8);
  });

  it('leaves everything sound', async () => {
    await installation.expectSound('exact');
  });
});
