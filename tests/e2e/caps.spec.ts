import { Books, idOf, refusalOf } from '../support/books.js';

const CAP = 100_000;

/** Caps of contract, departments and people: how they are set, which of them decides, what they leave. */
describe('the three caps', () => {
  let books: Books;

  beforeEach(async () => {
    books = await Books.open(CAP);
  });
  afterEach(async () => {
    expect(await books.close()).toEqual([]);
  });

  const act = (sql: string, ...values: unknown[]) =>
    books.programs.query<{ answer: unknown }[]>(`SELECT ${sql} AS answer FROM quota_period`, values);
  const setCap = (of: { department?: string; person?: string }, cap: number | null, per = 'period') =>
    act('quota_set_cap(id, $1, $2, $3, $4, $5, NULL)', of.department ?? null, of.person ?? null, cap, per, '試験');
  const setRule = (department: string, cap: number | null, per: string) =>
    act('quota_set_person_rule(id, $1, $2, $3, $4, NULL)', department, cap, per, '試験');
  const reserve = (changes: Parameters<Books['aCall']>[0] = {}) => books.ledger.reserve(books.aCall(changes));

  it('takes the rule of the department for its people, and an exception by name before it', async () => {
    const { id, departmentId } = books.person('a1');
    await setRule(departmentId, 500, 'period');
    expect(refusalOf(await reserve({ tokens: 501 }))).toMatchObject({ scope: 'person', reason: 'cap', remainingTokens: 500 });
    await setCap({ person: id }, 800);
    expect((await reserve({ tokens: 800 })).kind).toBe('reserved');
    expect(refusalOf(await reserve({ login: 'a2', tokens: 501 }))).toMatchObject({ scope: 'person', remainingTokens: 500 });
    await setCap({ person: id }, null);
    expect(refusalOf(await reserve({ tokens: 1 }))).toMatchObject({ scope: 'person', remainingTokens: 0 });
    expect((await reserve({ login: 'b1', tokens: 501 })).kind).toBe('reserved');
  });

  it('counts a cap by the month from the first to the last day, JST, and begins anew', async () => {
    const { departmentId } = books.person('a1');
    await setRule(departmentId, 1_000, 'month');
    await books.spend(900);
    const refusal = refusalOf(await reserve({ tokens: 101 }));
    expect(refusal).toMatchObject({ scope: 'person', reason: 'month', remainingTokens: 100 });
    const [row] = await books.programs.query<{ first: Date }[]>(
      `SELECT least(upper(during), (date_trunc('month', now() AT TIME ZONE 'Asia/Tokyo') + interval '1 month') AT TIME ZONE 'Asia/Tokyo') AS first
         FROM quota_period`,
    );
    expect(refusal.renewsAt).toEqual(row?.first);
    await books.database.owner.query(`UPDATE quota_period SET during = tstzrange(lower(during), now() + interval '1 year', '[)')`);
    await books.moveClock('32 days');
    expect((await reserve({ tokens: 1_000 })).kind).toBe('reserved');
    expect(refusalOf(await reserve({ tokens: 1 }))).toMatchObject({ reason: 'month', remainingTokens: 0 });
  });

  it('counts a call to the month in which it was reserved, whenever it ends', async () => {
    const { departmentId } = books.person('a1');
    await books.database.owner.query(`UPDATE quota_period SET during = tstzrange(lower(during), now() + interval '1 year', '[)')`);
    await setRule(departmentId, 1_000, 'month');
    const late = idOf(await reserve({ tokens: 600 }));
    await books.ledger.markCalling(late);
    await books.moveClock('32 days');
    await books.spend(1_000);
    const settled = { kind: 'settle', usedTokens: 600, isEstimated: false, inputTokens: 1, answerTokens: 1 } as const;
    expect(await books.ledger.settle(late, settled, books.programs.manager)).toBe(true);
    expect(refusalOf(await reserve({ tokens: 1 }))).toMatchObject({ reason: 'month', remainingTokens: 0 });
    const days = await books.programs.query<{ used: number }[]>('SELECT used_tokens::int AS used FROM usage_day ORDER BY day');
    expect(days).toEqual([{ used: 600 }, { used: 1_000 }]);
  });

  it('stops new calls at once when a cap is lowered below what is used, and gives them out again when it is raised', async () => {
    const { departmentId } = books.person('a1');
    await setCap({ department: departmentId }, 5_000);
    await books.spend(3_000);
    await setCap({ department: departmentId }, 1_000);
    expect(refusalOf(await reserve({ login: 'a2', tokens: 1 }))).toMatchObject({ scope: 'department', remainingTokens: 0 });
    await setCap({ department: departmentId }, 3_001);
    expect((await reserve({ login: 'a2', tokens: 1 })).kind).toBe('reserved');
    const reasons = await books.programs.query<{ change: number }[]>(
      `SELECT cap_change::int AS change FROM token_ledger WHERE kind = 'grant' AND department_id IS NOT NULL ORDER BY id`,
    );
    expect(reasons.map(({ change }) => change)).toEqual([5_000, -4_000, 2_001]);
  });

  it('takes a first cap below what is used for what it is, not for books that are wrong', async () => {
    const { departmentId } = books.person('a1');
    await books.spend(3_000);
    await reserve({ tokens: 500 });
    await setCap({ department: departmentId }, 1_000);
    expect(refusalOf(await reserve({ tokens: 1 }))).toMatchObject({ scope: 'department', remainingTokens: 0 });
    // afterEach proves the books while the call is still open.
  });

  it('finds a cap that was passed after it was set', async () => {
    const { departmentId } = books.person('a1');
    await setCap({ department: departmentId }, 1_000);
    await reserve({ tokens: 900 });
    const { owner } = books.database;
    await owner.query('UPDATE quota_allocation SET cap_tokens = 800 WHERE department_id = $1', [departmentId]);
    expect((await books.violations()).map(({ invariant }) => invariant.slice(0, 2))).toEqual(['I1', 'I4']);
    await owner.query('UPDATE quota_allocation SET cap_tokens = 1000 WHERE department_id = $1', [departmentId]);
  });

  it('moves nothing to a department without a cap, which it would only narrow', async () => {
    const { departmentId: from } = books.person('a1');
    const { departmentId: to } = books.person('b1');
    await setCap({ department: from }, 5_000);
    await books.spend(4_000, { login: 'b1' });
    const [row] = await act('quota_reallocate(id, $1, $2, 10, $3, NULL)', from, to, '試験');
    expect(row).toEqual({ answer: '5000' });
    expect((await reserve({ login: 'b1', tokens: 1 })).kind).toBe('reserved');
  });

  it('moves what is free from one department to another, never what is used or reserved', async () => {
    const { departmentId: from } = books.person('a1');
    const { departmentId: to } = books.person('b1');
    await setCap({ department: from }, 5_000);
    await setCap({ department: to }, 100);
    await books.spend(1_000);
    await reserve({ tokens: 1_500 });
    const move = async (tokens: number) => {
      const [row] = await books.programs.query<{ answer: string | null }[]>(
        `SELECT quota_reallocate(id, $1, $2, $3, '試験', NULL) AS answer FROM quota_period`,
        [from, to, tokens],
      );
      return row?.answer;
    };
    expect(await move(2_501)).toBe('2500');
    expect(await move(2_500)).toBeNull();
    expect(refusalOf(await reserve({ login: 'a2', tokens: 1 }))).toMatchObject({ scope: 'department', remainingTokens: 0 });
    expect((await reserve({ login: 'b1', tokens: 2_600 })).kind).toBe('reserved');
    expect(await move(-1)).toBe('0');
    const entries = await books.programs.query<{ change: number }[]>(
      `SELECT cap_change::int AS change FROM token_ledger WHERE kind = 'grant' AND reason = '試験' ORDER BY id DESC LIMIT 2`,
    );
    expect(entries.map(({ change }) => change)).toEqual([2_500, -2_500]);
  });

  it('says why nothing can be given out: no period, with the day the next one begins; halted', async () => {
    await books.programs.query(`INSERT INTO spending_halt (reason) VALUES ('試験')`);
    expect(refusalOf(await reserve())).toMatchObject({ reason: 'halted', renewsAt: null });
    await books.programs.query('UPDATE spending_halt SET lifted_at = clock_timestamp()');
    expect((await reserve()).kind).toBe('reserved');
    await books.moveClock('-1 year');
    const [period] = await books.programs.query<{ from: Date }[]>('SELECT lower(during) AS "from" FROM quota_period');
    expect(refusalOf(await reserve())).toMatchObject({ reason: 'no-period', renewsAt: period?.from });
  });

  it('ends a period with its last instant', async () => {
    await books.database.owner.query(`UPDATE quota_period SET during = tstzrange(lower(during), now() + interval '1 day', '[)')`);
    await books.moveClock('86390 seconds');
    expect((await reserve()).kind).toBe('reserved');
    await books.moveClock('1 day');
    expect(refusalOf(await reserve())).toMatchObject({ reason: 'no-period', remainingTokens: 0 });
  });

  it('decides calls that come together one after the other, as if each came alone', async () => {
    const { departmentId } = books.person('a1');
    await setCap({ department: departmentId }, 1_000);
    const same = books.aCall({ tokens: 100 });
    const calls = [
      books.aCall({ tokens: 700 }),
      books.aCall({ tokens: 400, login: 'a2' }),
      same,
      same,
      books.aCall({ tokens: 200, login: 'a2' }),
      books.aCall({ tokens: 90_000, login: 'b1' }),
      books.aCall({ tokens: 10_000, login: 'b1' }),
    ];
    const outcomes = await books.ledger.reserveAll(calls);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['reserved', 'refused', 'reserved', 'held', 'reserved', 'reserved', 'refused']);
    expect(refusalOf(outcomes[1] ?? { kind: 'held' })).toMatchObject({ scope: 'department', remainingTokens: 300, requestedTokens: 400 });
    expect(refusalOf(outcomes[6] ?? { kind: 'held' })).toMatchObject({ scope: 'contract', remainingTokens: 9_000 });
    expect(await books.counters('a1')).toEqual([
      ['contract', 0, 91_000],
      ['department', 0, 1_000],
      ['person', 0, 800],
    ]);
  });

  it('never waits in a circle: many together, single ones, settling, reconciling and moving at once', async () => {
    const logins = ['a1', 'a2', 'b1'] as const;
    const { departmentId: a } = books.person('a1');
    const { departmentId: b } = books.person('b1');
    await setCap({ department: a }, 40_000);
    await setCap({ department: b }, 40_000);
    const many = Array.from({ length: 40 }, (_, round) =>
      books.ledger.reserveAll(
        Array.from({ length: 9 }, (__, index) => books.aCall({ tokens: 10, login: logins[(round + index) % 3] ?? 'a1' })),
      ),
    );
    const single = Array.from({ length: 60 }, (_, index) => books.spend(7, { login: logins[index % 3] ?? 'a1' }));
    const expire = Array.from({ length: 20 }, async () => {
      await books.database.owner.query(
        `UPDATE token_reservation SET lease_until = clock_timestamp() WHERE id IN (
           SELECT id FROM token_reservation WHERE state = 'reserved' ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED)`,
      );
      await books.ledger.reconcile();
    });
    const moves = Array.from({ length: 40 }, (_, index) =>
      act(`quota_reallocate(id, $1, $2, 5, '試験', NULL)`, ...(index % 2 === 0 ? [a, b] : [b, a])),
    );
    const rules = Array.from({ length: 40 }, (_, index) => setRule(a, 30_000 + index, 'period'));
    const outcomes = await Promise.allSettled([...many, ...single, ...expire, ...moves, ...rules]);
    // A call whose lease was taken away meanwhile is told so; nothing else may fail.
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))).toEqual([]);
  });
});
