import type { Problem, SessionView } from '@bunan/contracts';
import { SESSION_COOKIE } from '../../apps/api/src/sign-in/sessions.js';
import { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { PASSWORD } from '../support/people.js';

const IDLE_MS = 60_000;

describe('sessions', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0, env: { SESSION_IDLE_MS: String(IDLE_MS), TRUSTED_PROXIES: '127.0.0.1' } });
  });
  afterAll(async () => {
    await installation.stop();
  });

  /** Somebody at a machine of their own: wrong passwords are counted by address. */
  const at = (address: string) => ({ 'x-forwarded-for': address });
  const signIn = (client: TestClient, body: unknown, headers = {}) => client.post<Problem>('/api/session', body, headers);

  it('opens with login and password, in any case of the login, and says who is signed in', async () => {
    const client = new TestClient(installation.url);
    const opened = await client.signIn('A1');
    expect(opened).toMatchObject({
      status: 200,
      body: { person: { name: '職員　a1', roles: ['staff'] }, department: { name: '総務課' }, practice: true },
    });
    expect(await client.get<SessionView>('/api/session')).toMatchObject({ status: 200, body: opened.body });
  });

  it('P31: sets one cookie, which no script reads and no other site sends', async () => {
    const { headers } = await new TestClient(installation.url).signIn('a1');
    const cookies = headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(new RegExp(`^${SESSION_COOKIE}=[\\w-]{43}; Path=/; HttpOnly; Secure; SameSite=Strict$`));
  });

  it.each([
    ['an unknown login', 'nobody', PASSWORD],
    ['a wrong password', 'a2', 'wrong'],
    ['a disabled person', 'disabled', PASSWORD],
  ])('refuses %s in the same words', async (_, login, password) => {
    const refused = await signIn(new TestClient(installation.url), { login, password }, at('10.0.0.1'));
    expect(refused).toMatchObject({ status: 401, body: { code: 'session.refused', title: '職員番号又はパスワードが違います。' } });
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['no password', { login: 'a1' }, 'password'],
    ['an empty login', { login: '', password: 'x' }, 'login'],
    ['a password that is too long', { login: 'a1', password: 'x'.repeat(201) }, 'password'],
    ['a login that is a list', { login: ['a1'], password: 'x' }, 'login'],
    ['a field nobody knows', { login: 'a1', password: 'x', role: 'admin' }, 'role'],
  ])('names the field of %s', async (_, body, path) => {
    const refused = await signIn(new TestClient(installation.url), body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path }] } });
  });

  it('P33: slows down guessing for one login at one address, and lets nobody else wait', async () => {
    const { owner } = installation.database;
    const guesser = new TestClient(installation.url);
    const guess = async (tries: number) => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < tries; attempt += 1) {
        statuses.push((await signIn(guesser, { login: 'b1', password: 'guess' }, at('10.0.0.2'))).status);
      }
      return new Set(statuses);
    };
    // The wait begins at a second, which a busy machine may need for the next try: its length is read, then it is moved.
    const waitSeconds = async () => {
      const rows = await owner.query<{ seconds: number }[]>(
        'SELECT extract(epoch FROM locked_until - last_failure_at)::int AS seconds FROM sign_in_throttle WHERE locked_until IS NOT NULL',
      );
      return rows.map((row) => row.seconds);
    };
    const moveWait = (seconds: number) =>
      owner.query('UPDATE sign_in_throttle SET locked_until = now() + make_interval(secs => $1) WHERE locked_until IS NOT NULL', [seconds]);
    expect(await guess(5)).toEqual(new Set([401]));
    expect(await waitSeconds()).toEqual([1]);
    await moveWait(600);
    expect(await guess(15)).toEqual(new Set([429]));

    const right = { login: 'b1', password: PASSWORD };
    const waiting = await signIn(guesser, right, at('10.0.0.2'));
    const seconds = Number(waiting.headers.get('retry-after'));
    expect(waiting).toMatchObject({ status: 429, body: { code: 'session.throttled', details: { retryAfterSeconds: seconds } } });
    expect(seconds).toBeGreaterThan(500);
    expect((await signIn(new TestClient(installation.url), { login: 'a2', password: PASSWORD }, at('10.0.0.2'))).status).toBe(200);
    expect((await signIn(new TestClient(installation.url), right, at('10.0.0.3'))).status).toBe(200);

    await moveWait(-1);
    expect(await guess(1)).toEqual(new Set([401]));
    expect(await waitSeconds()).toEqual([2]);
    await moveWait(-1);
    expect((await signIn(new TestClient(installation.url), right, at('10.0.0.2'))).status).toBe(200);
    const [recorded] = await installation.database.owner.query<{ count: number }[]>(
      `SELECT count(*)::int FROM audit_entry WHERE action = 'session.open' AND outcome = 'refused' AND address = '10.0.0.2'`,
    );
    expect(recorded?.count).toBe(6);
  });

  it('P35: gives a new id at each sign-in, and the old one opens nothing', async () => {
    const client = await installation.signedIn('a1');
    const before = client.sessionCookie;
    await client.signIn('a1');
    expect(client.sessionCookie).not.toBe(before);
    const replayed = new TestClient(installation.url);
    expect(await replayed.get<Problem>('/api/session', { cookie: before })).toMatchObject({
      status: 401,
      body: { code: 'session.required' },
    });
  });

  it('P35: takes over no id from before the sign-in', async () => {
    const planted = 'p'.repeat(43);
    const client = new TestClient(installation.url);
    const opened = await signIn(client, { login: 'a1', password: PASSWORD }, { cookie: `${SESSION_COOKIE}=${planted}` });
    expect(opened.status).toBe(200);
    expect(opened.headers.getSetCookie().join()).not.toContain(planted);
    expect((await client.get('/api/session', { cookie: `${SESSION_COOKIE}=${planted}` })).status).toBe(401);
  });

  it('P35: opens nothing with the id of a session that was closed', async () => {
    const client = await installation.signedIn('a1');
    const closed = await client.send('DELETE', '/api/session');
    expect(closed.status).toBe(204);
    expect(closed.headers.get('set-cookie')).toMatch(/^__Host-bunan=;.*Expires=Thu, 01 Jan 1970/);
    expect((await client.get('/api/drafts')).status).toBe(401);
    expect((await client.send('DELETE', '/api/session')).status).toBe(401);
  });

  it.each(['', 'x'.repeat(43)])('refuses a change with the CSRF token %p, and changes nothing', async (token) => {
    const client = await installation.signedIn('a1');
    const path = '/api/templates/tsuchi-taigai/input';
    const refused = await client.send<Problem>('PUT', path, { answers: { subject: '秘' } }, { 'x-csrf-token': token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'session.csrf' } });
    expect((await client.get(path)).body).toEqual({ answers: null, labels: {}, leftovers: [], savedAt: null });
    expect((await client.send('DELETE', '/api/session', undefined, { 'x-csrf-token': token })).status).toBe(403);
    expect((await client.get('/api/session')).status).toBe(200);
  });

  it('ends with the person: who is disabled is out at once', async () => {
    const { owner } = installation.database;
    const client = await installation.signedIn('a2');
    await owner.query(`UPDATE person SET disabled_at = now() WHERE login = 'a2'`);
    expect((await client.get('/api/session')).status).toBe(401);
    await owner.query(`UPDATE person SET disabled_at = NULL WHERE login = 'a2'`);
  });

  it('ends when it was idle for as long as the setting says, and when its whole time is over', async () => {
    const { owner } = installation.database;
    const client = await installation.signedIn('curator');
    const idleFor = (ms: number) =>
      owner.query(
        `UPDATE session SET last_seen_at = now() - make_interval(secs => $1::float8 / 1000)
          WHERE person_id = (SELECT id FROM person WHERE login = 'curator')`,
        [ms],
      );
    await idleFor(IDLE_MS - 10_000);
    expect((await client.get('/api/session')).status).toBe(200);
    await idleFor(IDLE_MS);
    expect((await client.get('/api/session')).status).toBe(401);

    await client.signIn('curator');
    await owner.query(`UPDATE session SET created_at = now() - interval '2 day', expires_at = now() - interval '1 second'
                        WHERE person_id = (SELECT id FROM person WHERE login = 'curator')`);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('keeps neither passwords nor session ids in the database or a log', async () => {
    const client = await installation.signedIn('a1');
    const id = client.sessionCookie.split('=')[1] ?? '';
    expect(id).toHaveLength(43);
    const dump = await installation.dump();
    expect(dump).toContain('職員　a1');
    expect(dump).not.toContain(id);
    expect(dump).not.toContain(PASSWORD);
    expect(installation.output).not.toContain(id);
  });
});
