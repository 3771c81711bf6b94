import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ROUTES } from '../../apps/api/src/openapi/routes.js';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

/** What every answer carries, whatever its status (FAULTS.md, P32). */
function expectGuarded(headers: Headers): void {
  const policy = headers.get('content-security-policy') ?? '';
  for (const directive of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"]) {
    expect(policy.split(';')).toContain(directive);
  }
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
}

describe('P32: headers', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  it.each(ROUTES.filter(({ path }) => !path.endsWith('/events')).map(({ method, path }) => [method.toUpperCase(), path]))(
    'guards %s %s, which no cache keeps',
    async (method, path) => {
      const { headers } = await a1.send(method, path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'));
      expectGuarded(headers);
      expect(headers.get('cache-control')).toBe('no-store');
      if (path === '/api/session' && method === 'DELETE') {
        await a1.signIn('a1');
      }
    },
  );

  it.each([
    ['an unknown route', 'GET', '/api/nothing', 404],
    ['a route of another method', 'DELETE', '/api/templates', 404],
    ['a method nobody knows here', 'PUT', '/health', 404],
    ['a path that cannot be decoded', 'GET', '/api/drafts/%zz', 404],
  ])('guards the refusal of %s', async (_, method, path, status) => {
    const refused = await a1.send(method, path);
    expect(refused.status).toBe(status);
    expectGuarded(refused.headers);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('guards what is too large', async () => {
    const refused = await a1.post('/api/drafts', { templateId: 'x'.repeat(1_000_000), answers: {} });
    expect(refused.status).toBe(413);
    expectGuarded(refused.headers);
  });

  it('guards a fault of its own and tells nothing about it', async () => {
    const { owner } = installation.database;
    await owner.query('ALTER TABLE form_input RENAME COLUMN saved_at TO saved');
    const failed = await a1.get('/api/templates/tsuchi-taigai/input');
    await owner.query('ALTER TABLE form_input RENAME COLUMN saved TO saved_at');
    expect(failed).toMatchObject({ status: 500, body: { code: 'unexpected', errors: [] } });
    expectGuarded(failed.headers);
    expect(failed.bytes.toString('utf8')).not.toMatch(/saved_at|column|\.js|SELECT/);
    expect(installation.output).toContain('saved_at');
  });

  it('guards the pages, whose files with a hash in their name are kept for good', async () => {
    const page = await a1.get('/drafts/anything');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expectGuarded(page.headers);
    const script = /src="([^"]+-[\w-]{8}\.js)"/.exec(page.bytes.toString('utf8'))?.[1] ?? '';
    const file = await a1.get(`/${script}`);
    expect(file.headers.get('content-type')).toContain('javascript');
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expectGuarded(file.headers);
  });

  it('answers what is no HTTP with 400 and goes on', async () => {
    const socket = connect(Number(new URL(installation.url).port), '127.0.0.1');
    socket.end('HELO bunan\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await a1.get('/health/live')).status).toBe(200);
  });

  it('compresses the library of templates where that is taken, and nothing that holds a secret', async () => {
    const brotli = { 'accept-encoding': 'br' };
    const template = await a1.get('/api/templates/tsuchi-taigai', brotli);
    expect(template.headers.get('content-encoding')).toBe('br');
    expect(template.body).toMatchObject({ id: 'tsuchi-taigai' });
    const identity = await a1.get('/api/templates/tsuchi-taigai', { 'accept-encoding': 'identity' });
    expect(identity.headers.get('content-encoding')).toBeNull();
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    for (const path of ['/api/session', `/api/drafts/${id}`, '/api/templates/tsuchi-taigai/input']) {
      expect((await a1.get(path, brotli)).headers.get('content-encoding')).toBeNull();
    }
  });
});
