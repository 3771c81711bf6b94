import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionView } from '@bunan/contracts';
import { TestClient } from '../support/client.js';
import { isRunning, Launcher } from '../support/launcher.js';
import { until } from '../support/program.js';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Signs in with an account of the list, or the first one. */
async function signIn(launcher: Launcher, login?: string): Promise<TestClient> {
  const account = launcher.accounts().find((each) => login === undefined || each.login === login);
  const client = new TestClient(launcher.run().url);
  const { status } = await client.signIn(account?.login ?? '', account?.password);
  expect(status).toBe(200);
  return client;
}

/** The one installation that all steps below share, as one person's machine would. */
describe('npm start', () => {
  let dir: string;
  let launcher: Launcher;
  let client: TestClient;
  let draftId: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'bunan-start-'));
    chmodSync(dir, 0o711);
  });
  afterAll(async () => {
    await launcher.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  it('makes everything, says where it is, and the real job can be done', async () => {
    launcher = new Launcher(join(dir, 'data'));
    await launcher.ready();
    const { url, ports, pids } = launcher.run();
    expect(launcher.output).toContain(url);
    expect(launcher.output).toContain(launcher.dataDir);
    expect(ports.api).toBeGreaterThan(0);
    expect(Object.keys(pids)).toEqual(['launcher', 'rehearsal', 'api', 'worker', 'postgresql']);
    expect(Object.values(pids).every(isRunning)).toBe(true);
    for (const { login, password, role, 課: department } of launcher.accounts()) {
      expect([login, password, role, department].every((text) => launcher.output.includes(text))).toBe(true);
    }
    expect(statSync(join(launcher.dataDir, 'practice-accounts.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(launcher.dataDir, 'vault.key')).mode & 0o777).toBe(0o600);
    client = await signIn(launcher);
    expect((await client.get<SessionView>('/api/session')).body.practice).toBe(true);
    draftId = await client.submit();
    expect((await client.ended(draftId)).state).toBe('ready');
  });

  it('refuses a second instance on the same data and leaves the first one alone', async () => {
    const second = new Launcher(launcher.dataDir);
    expect(await second.exit()).toBe(1);
    expect(second.output).toContain('もう動いています');
    expect((await client.draft(draftId)).state).toBe('ready');
  });

  it('says in one sentence that a port is taken, and leaves nothing behind', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const other = new Launcher(join(dir, 'other'), { env: { PORT: String(port) } });
    expect(await other.exit()).toBe(1);
    expect(other.output.trim().split('\n')).toHaveLength(1);
    expect(other.output).toContain(`ポート ${String(port)} はほかのプログラムが使っています`);
    expect(other.isNoted).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  it('names every wrong setting at once', async () => {
    const other = new Launcher(join(dir, 'wrong'), { env: { LLM_MAX_ATTEMPTS: 'five', SESSION_IDLE_MS: '-1', LLM_RETRYS: '3' } });
    expect(await other.exit()).toBe(1);
    for (const name of ['LLM_MAX_ATTEMPTS', 'SESSION_IDLE_MS', 'LLM_RETRYS']) {
      expect(other.output).toContain(`- ${name}:`);
    }
    expect(other.isNoted).toBe(false);
  });

  it.each(['api', 'worker', 'rehearsal', 'postgresql'])('starts %s again when it is killed; people stay signed in', async (name) => {
    const before = launcher.run().pids[name];
    process.kill(before ?? 0, 'SIGKILL');
    await until(`${name} runs again`, () => isRunning(launcher.run().pids[name]) && launcher.run().pids[name] !== before);
    const health = `${launcher.run().url}/health`;
    await until('everything is well', async () => {
      const response = await fetch(health).catch(() => null);
      const body: { status?: string } = response === null ? {} : await response.json();
      return body.status === 'ok';
    });
    expect((await client.ended(await client.submit())).state).toBe('ready');
    expect((await client.draft(draftId)).state).toBe('ready');
  });

  it('after a crash of the launcher the next start ends what was left over and keeps all data', async () => {
    const { pids } = launcher.run();
    process.kill(pids.launcher ?? 0, 'SIGKILL');
    await launcher.exit();
    expect(isRunning(pids.postgresql)).toBe(true);
    const accounts = launcher.accounts();
    launcher = new Launcher(launcher.dataDir);
    await launcher.ready();
    for (const name of ['rehearsal', 'api', 'worker', 'postgresql']) {
      expect(isRunning(pids[name])).toBe(false);
    }
    expect(launcher.accounts()).toEqual(accounts);
    client = await signIn(launcher);
    expect((await client.draft(draftId)).state).toBe('ready');
  });

  it('Ctrl-C ends all of it cleanly; another start has everything again', async () => {
    const { pids } = launcher.run();
    expect(await launcher.interrupt()).toBe(0);
    expect(Object.values(pids).filter(isRunning)).toEqual([]);
    expect(launcher.isNoted).toBe(false);
    // As an earlier release has left it: one account fewer.
    const kept = launcher.accounts().filter(({ role }) => role !== 'approver');
    writeFileSync(join(launcher.dataDir, 'practice-accounts.json'), JSON.stringify(kept));
    launcher = new Launcher(launcher.dataDir);
    await launcher.ready();
    const approver = launcher.accounts().find(({ role }) => role === 'approver');
    expect(launcher.accounts()).toEqual([...kept, approver]);
    await signIn(launcher, approver?.login);
    client = await signIn(launcher);
    expect((await client.draft(draftId)).state).toBe('ready');
  });
});

/** Only root can become another user; everybody else has run all of the above as an ordinary user. */
const asRoot = isRoot ? describe : describe.skip;

asRoot('npm start, by root', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bunan-start-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  it('in a folder that only root can read: the data go where PostgreSQL can reach them', async () => {
    chmodSync(dir, 0o700);
    const launcher = new Launcher(join(dir, 'data'));
    await launcher.ready();
    const place = /データは (\S+) にあります/.exec(launcher.output)?.[1] ?? '';
    expect(place).toMatch(/^\/var\/lib\/bunan-/);
    const moved = new Launcher(place);
    expect(await moved.exit()).toBe(1);
    const { pids } = moved.run();
    process.kill(pids.launcher ?? 0, 'SIGINT');
    expect(await launcher.exit()).toBe(0);
    rmSync(place, { recursive: true, force: true });
  });

  it('works for an ordinary user too', async () => {
    const dataDir = join(dir, 'data');
    chmodSync(dir, 0o711);
    mkdirSync(dataDir);
    chownSync(dataDir, NOBODY, NOBODY);
    // This user may read the checkout wherever the tests happen to lie, and nothing more.
    const through = [
      'setpriv',
      `--reuid=${String(NOBODY)}`,
      `--regid=${String(NOBODY)}`,
      '--clear-groups',
      '--inh-caps=-all,+dac_read_search',
      '--ambient-caps=-all,+dac_read_search',
      '--bounding-set=-all,+dac_read_search',
    ] as const;
    const launcher = new Launcher(dataDir, { through, env: { HOME: dir } });
    await launcher.ready();
    const owners = Object.values(launcher.run().pids).map((pid) => statSync(`/proc/${String(pid)}`).uid);
    expect(new Set(owners)).toEqual(new Set([NOBODY]));
    const client = await signIn(launcher);
    expect((await client.ended(await client.submit())).state).toBe('ready');
    expect(await launcher.interrupt()).toBe(0);
  });
});
