import { execFileSync } from 'node:child_process';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Problem } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { addPastUsage } from '../support/past-usage.js';
import { until } from '../support/program.js';

const ENTRIES = 150_000;
const PATH = '/api/ledger/entries.csv';

/**
 * What downloads may add to a fresh process, bytes: the file has some fifty million. The heap is limited, or what is no
 * longer needed would count as long as the runtime does not collect it.
 */
const MOST_GROWTH = 32_000_000;

/** Lines of a CSV whose texts hold no line break, cells of one line that hold no comma. */
const linesOf = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n');

/** Files of figures: sent as they are read from the database, to readers fast and slow. */
describe('downloads of figures', () => {
  let installation: Installation;
  let admin: TestClient;
  /** Memory of the API before it has sent any file, bytes. */
  let fresh = 0;

  beforeAll(async () => {
    // Of four connections a download may hold one: the second reader waits for the first.
    installation = await Installation.start({ env: { DATABASE_POOL_SIZE: '4', NODE_OPTIONS: '--max-old-space-size=64' } });
    const { owner } = installation.database;
    await addPastUsage(owner, 5);
    await owner.query(
      `INSERT INTO token_ledger (period_id, kind, allocation_id, cap_change, reason, acted_by, day)
       SELECT a.period_id, 'grant', a.id, 0, CASE n WHEN 1 THEN '=1+1' ELSE '試験の記録' || n || repeat('あ', 60) END, p.id, quota_day(now())
         FROM quota_allocation a, person p, generate_series(1, $1) n WHERE a.scope = 'contract' AND p.login = 'admin'`,
      [ENTRIES],
    );
    admin = await installation.signedIn('admin');
    fresh = memory();
  });
  afterAll(async () => {
    await installation.stop();
  });

  const download = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(installation.url + PATH, { headers: { cookie: admin.sessionCookie }, agent: false }, resolve).once('error', reject);
    });

  /** Memory of the API's process, bytes. */
  const memory = () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(installation.api.pid)], { encoding: 'utf8' })) * 1_024;

  /** Connections of the API that are in a transaction, and for how long nothing has been asked of them, seconds. */
  const held = async (): Promise<number[]> => {
    const rows = await installation.database.owner.query<{ seconds: number }[]>(
      `SELECT extract(epoch FROM clock_timestamp() - state_change)::float8 AS seconds FROM pg_stat_activity
        WHERE application_name = 'bunan-api' AND datname = current_database() AND xact_start IS NOT NULL`,
    );
    return rows.map(({ seconds }) => seconds);
  };
  const nothingHeld = () => until('every connection is given back', async () => (await held()).length === 0);
  const readerIsAwaited = () => until('the database is asked for nothing', async () => (await held()).some((seconds) => seconds > 1));

  it('gives an auditor every entry of the ledger, and changes that add up to its sums', async () => {
    const lines = linesOf(await text(await download()));
    const [sums] = await installation.database.owner.query<{ entries: number; used: number; reserved: number; cap: number }[]>(
      `SELECT count(*)::int AS entries, sum(used_change)::int AS used, sum(reserved_change)::int AS reserved, sum(cap_change)::int AS cap
         FROM token_ledger`,
    );
    const sum = (column: number) => lines.slice(1).reduce((total, line) => total + Number(line.split(',')[column]), 0);
    expect({ entries: lines.length - 1, cap: sum(9), reserved: sum(10), used: sum(11) }).toEqual(sums);
    expect(lines[0]).toMatch(/^"番号","日時（日本時間）","種類","数える日","課","職員","様式","モデル","使い方"/);
    expect(lines.find((line) => line.includes('"精算"'))).toMatch(
      /^\d+,"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d","精算","\d{4}-\d\d-\d\d","総務課","職員　a1","[^"]+","keiko","[^"]+",0,-4000,\d+,,,,"[0-9a-f-]{36}"$/,
    );
    // P22: a reason that Excel would take for a formula.
    expect(lines.filter((line) => line.includes('=1+1')).map((line) => line.split(',')[13])).toEqual([`"'=1+1"`]);
  });

  it('sends only what is asked for: days, in their order', async () => {
    const empty = await admin.get(`${PATH}?from=2020-01-01&until=2020-01-31`);
    expect(linesOf(empty.bytes.toString('utf8'))).toHaveLength(1);
    const wrong = await admin.get<Problem>(`${PATH}?from=2020-02-01&until=2020-01-31`);
    expect([wrong.status, wrong.body.errors[0]?.path]).toEqual([400, 'until']);
    expect((await admin.get(`${PATH}?by=day`)).status).toBe(400);
  });

  it('waits for a slow reader, with the same memory for a file of any length', async () => {
    const answer = await download();
    const readings: number[] = [];
    let bytes = 0;
    for await (const chunk of answer) {
      if (Buffer.isBuffer(chunk)) {
        const millions = Math.floor(bytes / 10_000_000);
        bytes += chunk.length;
        if (Math.floor(bytes / 10_000_000) > millions) {
          await until('the database is asked for nothing, or for nothing more', async () => (await held()).every((seconds) => seconds > 1));
          readings.push((await held()).length > 0 ? memory() - fresh : 0);
        }
      }
    }
    // The end of the file may stand in the network's buffers already: the database is done then.
    expect(readings.filter((growth) => growth !== 0).length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...readings)).toBeLessThan(MOST_GROWTH);
    await nothingHeld();
  });

  it('gives the connection back when a reader leaves, while it is read and while it waits', async () => {
    for (let reader = 0; reader < 5; reader += 1) {
      const answer = await download();
      answer.destroy();
      await nothingHeld();
    }
    const asked = async () =>
      (await installation.database.owner.query<unknown[]>(`SELECT FROM audit_entry WHERE action = 'ledger.export'`)).length;
    const first = await download();
    await readerIsAwaited();
    const before = await asked();
    const second = get(installation.url + PATH, { headers: { cookie: admin.sessionCookie }, agent: false }).on('error', () => undefined);
    await until('the second reader has asked', async () => (await asked()) > before);
    expect(await held()).toHaveLength(1);
    second.destroy();
    first.destroy();
    await nothingHeld();
    expect((await admin.get('/api/usage/outlook')).status).toBe(200);
    expect(linesOf((await admin.get(`${PATH}?from=2020-01-01&until=2020-01-31`)).bytes.toString('utf8'))).toHaveLength(1);
  });

  it('records who has taken which file', async () => {
    await admin.get('/api/usage/report.csv?by=day&from=2026-04-01&until=2026-04-30');
    const rows = await installation.database.owner.query<{ action: string; detail: object; login: string }[]>(
      `SELECT e.action, e.detail, p.login FROM audit_entry e JOIN person p ON p.id = e.person_id
        WHERE e.action ~ 'export$' ORDER BY e.id DESC LIMIT 2`,
    );
    expect(rows).toEqual([
      { action: 'usage.export', detail: { by: 'day', from: '2026-04-01', until: '2026-04-30' }, login: 'admin' },
      { action: 'ledger.export', detail: { from: '2020-01-01', until: '2020-01-31' }, login: 'admin' },
    ]);
  });

  it('leaves everything sound', async () => {
    await installation.rebase();
    await installation.expectSound('exact');
  });
});
