import type { NoticePage, UnseenNotices } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/program.js';
import type { Login } from '../support/people.js';

const ADMIN = ['admin@city.example.jp'];
const HEAD = ['head@city.example.jp'];

/** Notices in the product and by mail: two workers, a real mail server. */
describe('notices', () => {
  let installation: Installation;
  let mail: MailServer;
  let a1: TestClient;
  let admin: TestClient;
  /** What a call of the tests reserves, tokens. */
  let reservedTokens: number;

  beforeAll(async () => {
    mail = await MailServer.start();
    installation = await Installation.start({ workers: 2, env: mail.settings });
    a1 = await installation.signedIn('a1');
    admin = await installation.signedIn('admin');
    const id = await a1.submit();
    await a1.ended(id);
    reservedTokens = (await installation.reservations(id))[0]?.reserved ?? 0;
  });
  afterAll(async () => {
    await installation.stop();
    await mail.stop();
  });

  const query = <T>(sql: string, ...values: unknown[]) => installation.database.owner.query<T[]>(sql, values);

  /** What is noticed of a scope, in order. */
  const percents = async (scope: string): Promise<number[]> => {
    const rows = await query<{ percent: number }>('SELECT percent FROM notice WHERE scope = $1 ORDER BY id', scope);
    return rows.map(({ percent }) => percent);
  };

  /** Sets a cap of which this share is used then. */
  const useUp = async (of: { department: string } | { login: Login }, percent: number) => {
    const [row] = await query<{ cap: number }>(
      `SELECT floor(a.used_tokens * 100.0 / $3)::float8 AS cap FROM quota_allocation a LEFT JOIN department d ON d.id = a.department_id
         LEFT JOIN person p ON p.id = a.person_id WHERE d.name = $1 OR p.login = $2`,
      ...['department' in of ? of.department : null, 'login' in of ? of.login : null, percent],
    );
    await query(
      `SELECT quota_set_cap(q.id, (SELECT id FROM department WHERE name = $1), (SELECT id FROM person WHERE login = $2), $3, 'period', '試験', NULL)
         FROM quota_period q`,
      ...['department' in of ? of.department : null, 'login' in of ? of.login : null, row?.cap],
    );
  };

  const noticesOf = async (client: TestClient) => (await client.get<NoticePage>('/api/notices')).body;

  it('gives alarm to the administrators for a call that took more than was reserved for it', async () => {
    const limit = Number((await installation.model.calls()).at(-1)?.body.max_completion_tokens);
    // As much as a provider's count may differ from ours.
    const usage = { prompt_tokens: reservedTokens - limit + 40, completion_tokens: limit, total_tokens: reservedTokens + 40 };
    await installation.model.next({ do: 'answer', usage });
    const draft = await a1.ended(await a1.submit());
    expect(await installation.reservations(draft.id)).toMatchObject([{ state: 'settled', settled: reservedTokens + 40 }]);
    const mails = await mail.received('警報：予約より多く使った呼出しがあります', 1);
    expect(mails.map(({ to }) => to)).toEqual([ADMIN]);
    expect(mails[0]?.text).toMatch(/月\d+日に、予約より多く使った呼出しが1件ありました（合わせて 40トークン）。/);
    expect((await noticesOf(admin)).notices[0]).toMatchObject({ kind: 'overrun', percent: null });
  });

  it('P09: says 50, 80, 95 and 100 % once each until the contract is at its end, and again after it was raised', async () => {
    const { used, cap } = await installation.contract();
    await installation.grant(used + 10 * reservedTokens - cap);
    const limit = (await installation.contract()).cap;
    let state = 'ready';
    while (state === 'ready') {
      ({ state } = await a1.ended(await a1.submit()));
      const share = ((await installation.contract()).used * 100) / limit;
      await until(
        'what is passed is said',
        async () => (await percents('contract')).length >= [50, 80, 95].filter((p) => share >= p).length,
      );
    }
    expect(state).toBe('stopped');
    const [last] = await mail.received('契約のトークンが残りわずかです', 1);
    expect(last?.to).toEqual(ADMIN);
    expect(last?.text).toMatch(/残りが [\d,]+トークンになり、AIが書けない文案があります。/);
    expect(last?.text).toContain(`上限　　　${limit.toLocaleString('en-US')}トークン`);
    expect(await percents('contract')).toEqual([50, 80, 95, 100]);
    expect(mail.mails.every(({ to }) => to.join() === ADMIN.join())).toBe(true);
    expect(new Set(mail.mails.map(({ id }) => id)).size).toBe(mail.mails.length);

    const { requests } = await installation.model.meter();
    const stopped = await Promise.all(
      (['a2', 'head', 'b1', 'curator', 'admin'] as const).map(async (login) => {
        const client = await installation.signedIn(login);
        return { client, draft: await client.ended(await client.submit()) };
      }),
    );
    expect(stopped.map(({ draft }) => [draft.state, draft.stopped?.scope])).toEqual(stopped.map(() => ['stopped', 'contract']));
    expect((await installation.model.meter()).requests).toBe(requests);

    await installation.grant(10 * reservedTokens);
    for (const { client, draft } of stopped) {
      await client.post(`/api/drafts/${draft.id}/resume`, {});
      expect((await client.ended(draft.id)).state).toBe('ready');
    }
    const raised = (await installation.contract()).cap;
    await until('the end is news again', async () => {
      const [row] = await query<{ waits: boolean }>(`SELECT bool_and(rearmed_at IS NOT NULL) AS waits FROM notice WHERE percent >= 95`);
      return row?.waits === true;
    });
    await installation.grant((await installation.contract()).used - raised);
    await mail.received('契約のトークンを使い切りました', 1);
    expect((await percents('contract')).filter((percent) => percent >= 95)).toEqual([95, 100, 95, 100]);
    await installation.grant(9_000_000);

    const actions = await query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_entry WHERE action IN ('notice.cap', 'draft.stopped')`,
    );
    expect(actions).toHaveLength(2);
  });

  it('keeps mail for a server that is away, and sends it when the server is there again, to head and administrator', async () => {
    const { port } = mail;
    await mail.stop();
    await useUp({ department: '総務課' }, 83);
    await until('the mail was tried', async () => {
      const [row] = await query<{ tried: number }>(
        'SELECT count(*)::int AS tried FROM notice_mail WHERE sent_at IS NULL AND failure IS NOT NULL',
      );
      return (row?.tried ?? 0) > 0;
    });
    expect(await percents('department')).toEqual([50, 80]);
    mail = await MailServer.start({ port });
    const mails = await mail.received('総務課の配分の80％を使いました', 2);
    expect(mails.map(({ to }) => to)).toEqual([ADMIN, HEAD]);
    expect(mails[0]?.text).toContain('総務課の配分の83％を使いました（残り ');
    expect(mail.mails).toHaveLength(2);
    expect(installation.output).toContain('mail cannot be sent: E');
    expect(installation.output).not.toContain('@city.example.jp');
  });

  it('sends a mail again whose worker was killed while it sent it, under the same id', async () => {
    mail.isHolding = true;
    await useUp({ department: '税務課' }, 60);
    await until('the server holds a mail', () => mail.held > 0);
    await Promise.all(installation.workers.map((worker) => worker.end('SIGKILL')));
    mail.isHolding = false;
    // In place of the two minutes for which a mail is one worker's.
    await query('UPDATE notice_mail SET due_at = clock_timestamp() WHERE sent_at IS NULL');
    await Promise.all(installation.workers.map((worker) => worker.start()));
    await until(
      'it is sent',
      async () => (await query('SELECT FROM notice_mail WHERE sent_at IS NULL AND failed_at IS NULL')).length === 0,
    );
    const copies = mail.mails.filter(({ subject }) => subject.includes('税務課の配分の50％'));
    expect(copies.length).toBeGreaterThan(1);
    expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
    expect(copies.every(({ to }) => to.join() === ADMIN.join())).toBe(true);
  });

  it("tells a person's cap to the person, to the head by mail without a name, and to nobody else", async () => {
    await useUp({ login: 'a1' }, 100);
    const [letter, ...others] = await mail.received('総務課の職員の枠', 1);
    expect([letter?.to, others]).toEqual([HEAD, []]);
    expect(letter?.text).not.toContain('a1');
    const texts: Record<string, readonly string[]> = {};
    for (const login of ['a1', 'a2', 'head', 'b1', 'auditor'] as const) {
      texts[login] = (await noticesOf(await installation.signedIn(login))).notices.map(({ text }) => text.replace(/（残り.*|（上限.*/, ''));
    }
    // All shares were passed at once: only the last is said.
    expect(texts).toEqual({
      a1: ['あなたの枠を使い切りました'],
      a2: [],
      head: ['職員　a1さん（総務課）の枠を使い切りました', '総務課の配分の83％を使いました'],
      b1: [],
      auditor: [],
    });
    expect((await noticesOf(admin)).notices.length).toBeGreaterThan(texts.head?.length ?? 0);
  });

  it('gives up a mail whose address the server does not know, without naming it', async () => {
    mail.unknown.add('head@city.example.jp');
    await useUp({ login: 'a2' }, 55);
    await until('it is given up', async () => (await query('SELECT FROM notice_mail WHERE failed_at IS NOT NULL')).length === 1);
    mail.unknown.clear();
    expect(await query('SELECT attempts, failure FROM notice_mail WHERE failed_at IS NOT NULL')).toEqual([
      { attempts: 1, failure: 'EENVELOPE 550' },
    ]);
    expect(installation.output).toContain('a mail was refused for good: EENVELOPE 550');
    expect(installation.output).not.toContain('@city.example.jp');
  });

  it('counts what a person has not seen, and takes nothing back', async () => {
    const head = await installation.signedIn('head');
    const { notices, unseen, next } = await noticesOf(head);
    expect([unseen, next]).toEqual([notices.length, null]);
    expect(notices.every(({ isNew }) => isNew)).toBe(true);
    const upTo = notices[1]?.id ?? 0;
    const see = async (number: number) => (await head.post<UnseenNotices>('/api/notices/seen', { upTo: number })).body.unseen;
    expect(await see(upTo)).toBe(1);
    expect(await see(1)).toBe(1);
    expect((await noticesOf(head)).notices.map(({ isNew }) => isNew)).toEqual(notices.map((_, index) => index === 0));
    expect(await see(1_000_000_000)).toBe(0);
    expect((await noticesOf(admin)).unseen).toBeGreaterThan(0);
  });

  it.each([{}, { upTo: 0 }, { upTo: 1.5 }, { upTo: '1' }, { upTo: null }, { upTo: 1, more: 1 }])('refuses to mark %p', async (body) => {
    expect((await a1.post('/api/notices/seen', body)).status).toBe(400);
  });

  it.each(['0', 'x', '1%27', '1;DROP', '９'])('refuses the page before %s', async (before) => {
    expect((await a1.get(`/api/notices?before=${before}`)).status).toBe(400);
  });

  it('pages over many notices, each once, newest first', async () => {
    await query(
      `INSERT INTO notice (kind, allocation_id, scope, department_id, percent, cap_tokens, used_tokens, rearmed_at)
       SELECT 'cap', id, 'department', department_id, 50, 100, 50, now() FROM quota_allocation, generate_series(1, 120)
        WHERE department_id = (SELECT department_id FROM person WHERE login = 'curator')`,
    );
    const ids: number[] = [];
    let next: number | null = null;
    do {
      const path = `/api/notices${next === null ? '' : `?before=${String(next)}`}`;
      const page: NoticePage = (await admin.get<NoticePage>(path)).body;
      ids.push(...page.notices.map(({ id }) => id));
      expect(page.unseen).toBe(100);
      ({ next } = page);
    } while (next !== null);
    const added = await query<{ id: string }>('SELECT id FROM notice ORDER BY id DESC LIMIT 120');
    expect(ids.slice(0, 120)).toEqual(added.map(({ id }) => Number(id)));
    expect(ids.slice(120).length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a));
  });

  it('gives alarm when the ledger does not add up, to the administrators alone, and lets no call through', async () => {
    await query(
      `SELECT quota_set_cap(period_id, department_id, person_id, NULL, 'period', '試験', NULL) FROM quota_allocation WHERE scope <> 'contract'`,
    );
    await Promise.all(installation.workers.map((worker) => worker.end()));
    await query(`UPDATE quota_allocation SET used_tokens = used_tokens + 1 WHERE scope = 'contract'`);
    await Promise.all(installation.workers.map((worker) => worker.start()));
    const mails = await mail.received('警報：台帳の合計が合いません', 1);
    expect(mails.map(({ to }) => to)).toEqual([ADMIN]);
    const { requests } = await installation.model.meter();
    const b1 = await installation.signedIn('b1');
    expect(await b1.ended(await b1.submit())).toMatchObject({ state: 'stopped', stopped: { reason: 'halted' } });
    expect((await installation.model.meter()).requests).toBe(requests);
    expect((await noticesOf(admin)).notices[0]).toMatchObject({ kind: 'ledger', percent: null, isNew: true });
    expect((await noticesOf(await installation.signedIn('head'))).notices.map(({ kind }) => kind)).not.toContain('ledger');
    const alarms = await query<{ detail: object }>(`SELECT detail FROM audit_entry WHERE action = 'alarm.ledger'`);
    expect(alarms).toHaveLength(1);

    await query(`UPDATE quota_allocation SET used_tokens = used_tokens - 1 WHERE scope = 'contract'`);
    expect((await admin.post('/api/ledger/halt/lift', { reason: '試験' })).status).toBe(200);
    expect((await b1.ended(await b1.submit())).state).toBe('ready');
    await installation.expectSound('at least');
  });
});
