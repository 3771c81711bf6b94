import type { HealthView } from '@bunan/contracts';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

/** What a worker does beside its jobs, seen from the outside. */
describe('the upkeep of a worker', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(async () => {
    await installation.stop();
  });

  const count = async (sql: string) => {
    const [row] = await installation.database.owner.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${sql}`);
    return row?.count ?? NaN;
  };

  it('chains every entry of the record soon after it was made', async () => {
    const a1 = await installation.signedIn('a1');
    await a1.ended(await a1.submit());
    await until('no entry waits for its place', async () => (await count('audit_entry')) === (await count('audit_chain')));
    expect(await count('audit_entry')).toBeGreaterThanOrEqual(3);
  });

  it('clears away sessions and sign-in failures that have run out, and only those', async () => {
    await installation.signedIn('a2');
    const { owner } = installation.database;
    await owner.query(
      `INSERT INTO session (id_hash, person_id, csrf_token, created_at, expires_at)
       SELECT sha256('old'), id, repeat('x', 43), now() - interval '2 days', now() - interval '1 day' FROM person WHERE login = 'a2'`,
    );
    await owner.query(
      `INSERT INTO sign_in_throttle (key, failures, last_failure_at) VALUES ('old', 3, now() - interval '2 days'), ('new', 3, now())`,
    );
    const living = await count('session WHERE expires_at > now()');
    const [worker] = installation.workers;
    await worker?.end();
    await worker?.start();
    await until('the old session is gone', async () => (await count('session WHERE expires_at < now()')) === 0);
    await until('the old failure is gone', async () => (await count(`sign_in_throttle WHERE key = 'old'`)) === 0);
    expect(await count(`sign_in_throttle WHERE key = 'new'`)).toBe(1);
    expect(await count('session')).toBe(living);
  });

  it('says in /health of the API that no worker is there any more', async () => {
    const partsOf = async () => {
      const response = await fetch(`${installation.url}/health`);
      const { parts }: HealthView = await response.json();
      return Object.fromEntries(parts.map(({ name, status }) => [name, status]));
    };
    await until('all is well', async () => Object.values(await partsOf()).every((status) => status === 'ok'));
    const [worker] = installation.workers;
    await worker?.end();
    expect((await partsOf()).worker).toBe('degraded');
    await worker?.start();
    await until('the worker is back', async () => (await partsOf()).worker === 'ok');
  });

  it('halts spending when the ledger does not add up, and goes on when the halt is lifted', async () => {
    const { owner } = installation.database;
    await owner.query(`UPDATE quota_allocation SET used_tokens = used_tokens + 1 WHERE scope = 'contract'`);
    const [worker] = installation.workers;
    await worker?.end();
    await worker?.start();
    await until('the halt is raised', async () => (await count('spending_halt WHERE lifted_at IS NULL')) === 1);
    const a1 = await installation.signedIn('a1');
    const { requests } = await installation.model.meter();
    expect((await a1.ended(await a1.submit())).state).toBe('stopped');
    expect((await installation.model.meter()).requests).toBe(requests);
    await owner.query(`UPDATE quota_allocation SET used_tokens = used_tokens - 1 WHERE scope = 'contract'`);
    await owner.query('UPDATE spending_halt SET lifted_at = clock_timestamp()');
    expect((await a1.ended(await a1.submit())).state).toBe('ready');
    await installation.expectSound('exact');
  });
});
