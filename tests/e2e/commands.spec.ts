import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UsageView } from '@bunan/contracts';
import { freePort } from '../../apps/local/src/free-port.js';
import { TestClient } from '../support/client.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { LIBRARY } from '../support/library.js';
import { Program } from '../support/program.js';

/** What a city does to install the product for real, command by command. */
describe('the commands of a real installation', () => {
  let database: TestDatabase;
  let dir: string;
  let env: Record<string, string>;

  const run = (script: string, args: readonly string[] = [], more: Record<string, string> = {}) => {
    const { PATH = '', HOME = '' } = process.env;
    const file = join('dist', 'apps', 'local', 'src', `${script}.js`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
      encoding: 'utf8',
      env: { PATH, HOME, ...env, ...more },
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dir = mkdtempSync(join(tmpdir(), 'bunan-commands-'));
    env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  });
  afterAll(async () => {
    await database.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('create-key makes a key only its owner can read, and never overwrites one', () => {
    const file = join(dir, 'vault.key');
    expect(run('create-key', [file])).toMatchObject({ status: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(run('create-key', [file])).toMatchObject({ status: 1, stderr: expect.stringContaining('上書きはしません') });
  });

  it('the programs refuse to start on a database without the tables, saying what to do', async () => {
    const port = await freePort('127.0.0.1', 0, '');
    const settings = { ...serverSettings(port), ...env, VAULT_KEY_FILE: join(dir, 'vault.key') };
    for (const name of ['api', 'worker']) {
      const { PATH = '' } = process.env;
      const file = join('dist', 'apps', name, 'src', 'main.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { PATH, ...settings } });
      expect(status).toBe(1);
      expect(stdout + stderr).toContain('npm run migrate');
    }
  });

  it('migrate makes tables, queue, user and templates, and may be run again', () => {
    expect(run('migrate')).toMatchObject({ status: 0, stdout: expect.stringContaining(`新しい様式は${String(LIBRARY.length)}件`) });
    expect(run('migrate')).toMatchObject({ status: 0, stdout: expect.stringContaining('新しい様式は0件') });
    expect(run('migrate', [], { DATABASE_OWNER_URL: '' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('DATABASE_OWNER_URL'),
    });
  });

  it('open-contract opens a period in JST days and refuses one that overlaps or makes no sense', async () => {
    const year = new Date().getFullYear();
    const days = (from: string, until: string) => ['--name', '試験', '--from', from, '--until', until, '--tokens', '9000000'];
    expect(run('open-contract', days(`${String(year)}-01-01`, `${String(year)}-12-31`))).toMatchObject({ status: 0 });
    expect(run('open-contract', days(`${String(year)}-12-31`, `${String(year + 1)}-01-31`))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('重なります'),
    });
    expect(run('open-contract', days('2031-02-29', '2031-03-31'))).toMatchObject({ status: 1, stderr: expect.stringContaining('使い方') });
    for (const tokens of ['-1', '1.5', '1e9', '０', '１００', '', '0', '9'.repeat(30), 'null']) {
      const args = ['--name', '試験', '--from', '2031-04-01', '--until', '2032-03-31', `--tokens=${tokens}`];
      expect([tokens, run('open-contract', args)]).toMatchObject([tokens, { status: 1, stderr: expect.stringContaining('使い方') }]);
    }
    const [period] = await database.owner.query<{ from: Date; until: Date }[]>(
      'SELECT lower(during) AS "from", upper(during) AS "until" FROM quota_period',
    );
    expect(period?.from.toISOString()).toBe(`${String(year - 1)}-12-31T15:00:00.000Z`);
    expect(period?.until.toISOString()).toBe(`${String(year)}-12-31T15:00:00.000Z`);
  });

  it('create-admin shows a password once; with it the administrator signs in', async () => {
    const admin = ['--login', 'kanri01', '--name', '中村　学', '--department', '情報政策課', '--email', 'kanri@city.example.jp'];
    expect(run('create-admin', [...admin.slice(0, -1), 'kanri'])).toMatchObject({ status: 1, stderr: expect.stringContaining('使い方') });
    const { status, stdout } = run('create-admin', admin);
    expect(status).toBe(0);
    const password = /パスワードは (\S+) です/.exec(stdout)?.[1] ?? '';
    expect(run('create-admin', admin)).toMatchObject({ status: 1, stderr: expect.stringContaining('もう使われています') });
    expect(await database.owner.query('SELECT email FROM person')).toEqual([{ email: 'kanri@city.example.jp' }]);
    const port = await freePort('127.0.0.1', 0, '');
    const url = `http://127.0.0.1:${String(port)}`;
    const settings = { ...serverSettings(port), ...env, VAULT_KEY_FILE: join(dir, 'vault.key') };
    const api = new Program('api', [join('dist', 'apps', 'api', 'src', 'main.js')], settings, `${url}/health/ready`);
    await api.start();
    try {
      const client = new TestClient(url);
      expect((await client.signIn('kanri01', password)).status).toBe(200);
      const { body } = await client.get<UsageView>('/api/usage');
      expect(body.allowances[0]).toMatchObject({ scope: 'contract', remainingTokens: 9_000_000 });
    } finally {
      await api.end();
    }
  });

  it('a wrong setting stops the start with every problem at once', () => {
    const settings = { LLM_MAX_ATTEMPTS: '1.5', LLM_BASE_URL: 'ftp://x', LLM_RETRYS: '3', SESSION_IDLE_MS: '１０' };
    const { PATH = '' } = process.env;
    const file = join('dist', 'apps', 'api', 'src', 'main.js');
    const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { PATH, ...settings } });
    expect(status).toBe(78);
    for (const name of ['DATABASE_URL', 'VAULT_KEY_FILE', 'LLM_API_KEY', 'LLM_MODEL', ...Object.keys(settings)]) {
      expect(stderr).toContain(`- ${name}:`);
    }
  });
});

function serverSettings(port: number): Record<string, string> {
  return {
    PORT: String(port),
    WORKER_HEALTH_PORT: '0',
    PUBLIC_ORIGIN: `http://127.0.0.1:${String(port)}`,
    LLM_BASE_URL: 'https://model.example.jp/v1',
    LLM_ALLOWED_HOSTS: 'model.example.jp',
    LLM_API_KEY: 'none',
    LLM_MODEL: 'none',
    LOG_LEVEL: 'error',
  };
}
