import { randomUUID } from 'node:crypto';
import { NoticeWatch } from '../../apps/worker/src/notices/notice-watch.js';
import { asSpent, Books, idOf } from '../support/books.js';
import type { Login } from '../support/people.js';

const CAP = 100_000;
const PERCENTS = [50, 80, 95, 100];
const MAIL = { host: '127.0.0.1', port: 25, tls: 'none', auth: null, from: 'bunan@city.example.jp' } as const;

/** When notices are raised, and for whom: with the restricted role, on a real PostgreSQL. Nothing is sent. */
describe('the rules of notices', () => {
  let books: Books;
  let watch: NoticeWatch;

  beforeEach(async () => {
    books = await Books.open(CAP);
    watch = new NoticeWatch(books.programs, { notices: { percents: PERCENTS, mail: MAIL } });
  });
  afterEach(async () => {
    expect(await books.close()).toEqual([]);
  });

  const sql = (text: string, ...values: unknown[]) => books.database.owner.query<unknown[]>(text, values);
  const setCap = (of: { department?: string; person?: string }, cap: number | null, per = 'period') =>
    sql(`SELECT quota_set_cap(id, $1, $2, $3, $4, '試験', NULL) FROM quota_period`, of.department ?? null, of.person ?? null, cap, per);
  const setRule = (department: string, cap: number, per: string) =>
    sql(`SELECT quota_set_person_rule(id, $1, $2, $3, '試験', NULL) FROM quota_period`, department, cap, per);
  const somu = () => books.person('a1').departmentId;

  /** What was raised, oldest first: scope and share. */
  const raised = async (): Promise<string[]> => {
    const rows = await books.database.owner.query<{ scope: string | null; kind: string; percent: number | null }[]>(
      'SELECT kind, scope, percent FROM notice ORDER BY id',
    );
    return rows.map(({ kind, scope, percent }) => (kind === 'cap' ? `${scope ?? ''} ${String(percent)}` : kind));
  };

  /** Who gets mail about what, by login and share. */
  const mailed = async (): Promise<string[]> => {
    const rows = await books.database.owner.query<{ line: string }[]>(
      `SELECT concat_ws(' ', p.login, n.kind, n.scope, n.percent) AS line FROM notice_mail m
         JOIN person p ON p.id = m.person_id JOIN notice n ON n.id = m.notice_id ORDER BY n.id, p.login`,
    );
    return rows.map(({ line }) => line);
  };

  /** A draft that a cap has refused. */
  const refuse = async (scope: string, requested: number, login: Login = 'a1', reason = 'cap') => {
    const { id, departmentId } = books.person(login);
    await sql(
      `INSERT INTO draft (id, department_id, author_id, template_id, template_version, writer, state, stopped_scope, stopped_reason,
                          stopped_requested_tokens, wrapped_key, title, answers, idempotency_key, request_hash)
       SELECT $1, $2, $3, template_id, version, 'model', 'stopped', $4, $6, $5, '', '', '', gen_random_uuid()::text, sha256('') FROM template_version LIMIT 1`,
      ...[randomUUID(), departmentId, id, scope, requested, reason],
    );
  };

  it('says each share once, however many watchers look', async () => {
    const others = Array.from({ length: 3 }, () => new NoticeWatch(books.programs, { notices: { percents: PERCENTS, mail: MAIL } }));
    const lookTogether = () => Promise.all([watch, ...others].map((each) => each.look()));
    await books.spend(49_999, { login: 'b1' });
    await lookTogether();
    expect(await raised()).toEqual([]);
    for (const tokens of [1, 29_999, 1, 15_000, 5_000]) {
      await books.spend(tokens, { login: 'b1' });
      await lookTogether();
      await watch.look();
    }
    expect(await raised()).toEqual(['contract 50', 'contract 80', 'contract 95', 'contract 100']);
    expect(await mailed()).toEqual(['admin cap contract 50', 'admin cap contract 80', 'admin cap contract 95', 'admin cap contract 100']);
  });

  it('says all shares that were passed at once, and writes one mail about the highest', async () => {
    await setCap({ department: somu() }, 1_000);
    await books.spend(960);
    expect(await watch.look()).toBe(3);
    expect(await raised()).toEqual(['department 50', 'department 80', 'department 95']);
    expect(await mailed()).toEqual(['admin cap department 95', 'head cap department 95']);
  });

  it('tells the heads and the administrators who can sign in and have an address, each once', async () => {
    await sql(`UPDATE person SET roles = ARRAY['head'] WHERE login IN ('disabled', 'a2', 'b1')`);
    await sql(`UPDATE person SET email = NULL WHERE login = 'a2'`);
    await sql(`UPDATE person SET roles = ARRAY['head', 'admin'] WHERE login = 'head'`);
    await setCap({ department: somu() }, 1_000);
    await books.spend(500);
    await watch.look();
    expect(await mailed()).toEqual(['admin cap department 50', 'head cap department 50']);
  });

  it("writes of a person's cap to the head alone, and to the administrators where nobody leads", async () => {
    await setCap({ person: books.person('a1').id }, 1_000);
    await setCap({ person: books.person('b1').id }, 1_000);
    await books.spend(800);
    await watch.look();
    await books.spend(800, { login: 'b1' });
    await watch.look();
    expect(await mailed()).toEqual(['head cap person 80', 'admin cap person 80']);
  });

  it('queues no mail where no server is set', async () => {
    watch = new NoticeWatch(books.programs, { notices: { percents: [50], mail: null } });
    await books.spend(99_000);
    await watch.look();
    expect([await raised(), await mailed()]).toEqual([['contract 50'], []]);
  });

  it('says nothing anew when a correction gives tokens back and they are used again', async () => {
    await setCap({ department: somu() }, 10_000);
    const id = idOf(await books.ledger.reserve(books.aCall({ tokens: 8_000 })));
    await books.ledger.markCalling(id);
    await books.ledger.settle(id, { ...asSpent(8_000), isEstimated: true }, books.programs.manager);
    await watch.look();
    await sql(`SELECT quota_correct_to($1, 1000, '請求による', NULL)`, id);
    await watch.look();
    await books.spend(7_000);
    await watch.look();
    expect(await raised()).toEqual(['department 50', 'department 80']);
  });

  it('says a share again that a raised cap had left behind, and only such a one', async () => {
    await setCap({ department: somu() }, 10_000);
    await books.spend(9_500);
    await watch.look();
    await setCap({ department: somu() }, 11_000);
    await watch.look();
    expect(await raised()).toEqual(['department 50', 'department 80', 'department 95']);
    await books.spend(950);
    await watch.look();
    expect(await raised()).toEqual(['department 50', 'department 80', 'department 95', 'department 95']);
    await setCap({ department: somu() }, 10_450);
    await watch.look();
    await setCap({ department: somu() }, 10_500);
    await watch.look();
    expect((await raised()).slice(4)).toEqual(['department 100']);
  });

  it('begins anew with each month of a person, by rule and by name', async () => {
    await sql(`UPDATE quota_period SET during = tstzrange(lower(during), now() + interval '1 year', '[)')`);
    await setRule(somu(), 1_000, 'month');
    await setCap({ person: books.person('a2').id }, 2_000, 'month');
    await books.spend(500);
    await books.spend(1_700, { login: 'a2' });
    await watch.look();
    const first = ['person 50', 'person 50', 'person 80'];
    expect((await raised()).toSorted()).toEqual(first);
    await books.moveClock('32 days');
    await watch.look();
    expect((await raised()).toSorted()).toEqual(first);
    await books.spend(500);
    await watch.look();
    expect((await raised()).slice(3)).toEqual(['person 50']);
  });

  it('says that a cap is at its end when a refused call no longer fits, with every share before', async () => {
    await setCap({ department: somu() }, 10_000);
    await books.spend(9_200);
    await refuse('department', 1_000);
    await watch.look();
    expect(await raised()).toEqual(['department 50', 'department 80', 'department 95', 'department 100']);
    await books.spend(400);
    await watch.look();
    expect(await raised()).toHaveLength(4);
    await setCap({ department: somu() }, 20_000);
    await watch.look();
    await books.spend(6_400);
    await watch.look();
    expect((await raised()).slice(4)).toEqual(['department 50', 'department 80']);
  });

  it('takes no cap for ended of which much is left, is only reserved, or that another cap refused', async () => {
    await setCap({ department: somu() }, 10_000);
    await setCap({ department: books.person('b1').departmentId }, 10_000);
    await books.spend(4_000);
    await refuse('department', 7_000);
    await watch.look();
    expect(await raised()).toEqual([]);
    await books.spend(5_000, { login: 'b1' });
    await books.ledger.reserve(books.aCall({ tokens: 4_500, login: 'b1' }));
    await refuse('department', 1_000, 'b1');
    await refuse('contract', 90_000, 'b1');
    await watch.look();
    expect(await raised()).toEqual(['department 50']);
  });

  it('counts what was refused this month alone against a cap of the month', async () => {
    await sql(`UPDATE quota_period SET during = tstzrange(lower(during), now() + interval '1 year', '[)')`);
    await setRule(somu(), 1_000, 'month');
    await books.spend(700);
    await refuse('person', 900, 'a1', 'month');
    await watch.look();
    expect(await raised()).toEqual(['person 50', 'person 80', 'person 95', 'person 100']);
    await books.moveClock('32 days');
    await books.spend(600);
    await watch.look();
    expect((await raised()).slice(4)).toEqual(['person 50']);
  });

  it('says nothing of a cap of nothing, of no cap, of one who is gone, and outside a period', async () => {
    await setCap({ department: somu() }, 10);
    await books.spend(10);
    await setCap({ department: somu() }, 0);
    await sql(`UPDATE person SET disabled_at = NULL WHERE login = 'disabled'`);
    await setCap({ person: books.person('disabled').id }, 10);
    await sql(`UPDATE person SET disabled_at = now() WHERE login = 'disabled'`);
    await watch.look();
    expect(await raised()).toEqual([]);
    await books.moveClock('-1 year');
    expect(await watch.look()).toBe(0);
  });

  it('gives alarm once a day for calls that took more than was reserved, and counts on', async () => {
    const overrun = async (tokens: number) => {
      const id = idOf(await books.ledger.reserve(books.aCall({ tokens: 1_000 })));
      await books.ledger.markCalling(id);
      await books.ledger.settle(id, asSpent(tokens), books.programs.manager);
    };
    await overrun(1_000);
    expect(await watch.look()).toBe(0);
    await overrun(1_040);
    await overrun(1_001);
    await watch.look();
    await overrun(1_050);
    await watch.look();
    expect(await raised()).toEqual(['overrun']);
    expect(await mailed()).toEqual(['admin overrun']);
    expect(await sql('SELECT calls, over_tokens::int AS tokens FROM notice')).toEqual([{ calls: 3, tokens: 91 }]);
  });

  it('gives alarm each time that calls are stopped, and records everything that it says', async () => {
    for (const reason of ['I2 (1)', 'I4 (2)']) {
      await sql('UPDATE spending_halt SET lifted_at = clock_timestamp() WHERE lifted_at IS NULL');
      await sql('INSERT INTO spending_halt (reason) VALUES ($1)', reason);
      await watch.look();
      await watch.look();
    }
    await sql('UPDATE spending_halt SET lifted_at = clock_timestamp() WHERE lifted_at IS NULL');
    await books.spend(80_000);
    await watch.look();
    expect(await mailed()).toEqual(['admin ledger', 'admin ledger', 'admin cap contract 80']);
    expect(await sql('SELECT action, object_type AS of, detail FROM audit_entry ORDER BY id')).toEqual([
      { action: 'alarm.ledger', of: 'ledger', detail: { reason: 'I2 (1)' } },
      { action: 'alarm.ledger', of: 'ledger', detail: { reason: 'I4 (2)' } },
      { action: 'notice.cap', of: 'contract', detail: { percent: 50, capTokens: CAP, usedTokens: 80_000 } },
      { action: 'notice.cap', of: 'contract', detail: { percent: 80, capTokens: CAP, usedTokens: 80_000 } },
    ]);
  });
});
