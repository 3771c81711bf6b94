import { randomUUID } from 'node:crypto';
import { openPeriod } from '@bunan/quota';
import { asSpent, Books, idOf } from '../support/books.js';

const CAP = 10_000;

/** The acts on the ledger as the programs call them: with the restricted role, on a real PostgreSQL. */
describe('the ledger', () => {
  let books: Books;

  beforeEach(async () => {
    books = await Books.open(CAP);
  });
  afterEach(async () => {
    expect(await books.close()).toEqual([]);
  });

  it('counts a call at person, department and contract: held first, then what it took', async () => {
    const id = idOf(await books.ledger.reserve(books.aCall()));
    expect(await books.counters()).toEqual([
      ['contract', 0, 1_000],
      ['department', 0, 1_000],
      ['person', 0, 1_000],
    ]);
    expect(await books.ledger.markCalling(id)).toBe(true);
    expect(await books.ledger.settle(id, asSpent(640), books.programs.manager)).toBe(true);
    expect(await books.counters()).toEqual([
      ['contract', 640, 0],
      ['department', 640, 0],
      ['person', 640, 0],
    ]);
  });

  it('closes a call once: neither a second settling nor a release changes anything', async () => {
    const id = idOf(await books.ledger.reserve(books.aCall()));
    await books.ledger.markCalling(id);
    expect(await books.ledger.settle(id, asSpent(500), books.programs.manager)).toBe(true);
    expect(await books.ledger.settle(id, asSpent(900), books.programs.manager)).toBe(false);
    expect(await books.ledger.release(id, books.programs.manager)).toBe(false);
    expect(await books.ledger.renewLease(id)).toBe(false);
    expect((await books.counters())[0]).toEqual(['contract', 500, 0]);
  });

  it('lets one open call through for a draft', async () => {
    const draftId = randomUUID();
    const id = idOf(await books.ledger.reserve(books.aCall({ draftId })));
    expect(await books.ledger.reserve(books.aCall({ draftId }))).toEqual({ kind: 'held' });
    await books.ledger.release(id, books.programs.manager);
    expect((await books.ledger.reserve(books.aCall({ draftId }))).kind).toBe('reserved');
  });

  it('gives out exactly what fits when 48 connections ask at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => books.ledger.reserve(books.aCall({ tokens: 700 }))));
    expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(Math.floor(CAP / 700));
    const refused = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.refusal] : []));
    expect(refused).toHaveLength(200 - Math.floor(CAP / 700));
    expect(refused.every(({ scope, remainingTokens }) => scope === 'contract' && remainingTokens === CAP % 700)).toBe(true);
  });

  it('takes its locks in one order: reserving, settling, releasing and granting at once never deadlock', async () => {
    const others = await books.database.owner.query<{ id: string; departmentId: string }[]>(
      `SELECT id, department_id AS "departmentId" FROM person WHERE login IN ('a1', 'a2', 'b1')`,
    );
    const rounds = Array.from({ length: 120 }, async (_, index) => {
      const { id: personId, departmentId } = others[index % others.length] ?? { id: '', departmentId: '' };
      const outcome = await books.ledger.reserve(books.aCall({ personId, departmentId, tokens: 10 }));
      const id = idOf(outcome);
      if (index % 3 === 0) {
        return books.ledger.release(id, books.programs.manager);
      }
      await books.ledger.markCalling(id);
      return books.ledger.settle(id, asSpent(7), books.programs.manager);
    });
    const grants = Array.from({ length: 20 }, () =>
      books.programs.query(`SELECT quota_grant(period_id, NULL, NULL, 1, '試験', NULL) FROM quota_allocation WHERE scope = 'contract'`),
    );
    expect(await Promise.all([...rounds, ...grants])).toHaveLength(140);
    expect((await books.counters())[0]).toEqual(['contract', 80 * 7, 0]);
  });

  it('names the tightest of the three caps', async () => {
    const limit = (column: string, id: string, cap: number) =>
      books.database.owner.query(
        `SELECT quota_grant(id, ${column === 'department' ? '$1::uuid, NULL' : 'NULL, $1::uuid'}, $2, '試験', NULL) FROM quota_period`,
        [id, cap],
      );
    await limit('department', books.person('a1').departmentId, 5_000);
    await limit('person', books.person('a1').id, 300);
    expect(await books.ledger.reserve(books.aCall({ tokens: 400 }))).toMatchObject({
      kind: 'refused',
      refusal: { scope: 'person', reason: 'cap', remainingTokens: 300, requestedTokens: 400 },
    });
    expect((await books.ledger.reserve(books.aCall({ tokens: 300 }))).kind).toBe('reserved');
  });

  it('stops new calls when a cap is lowered below what is used, and breaks nothing', async () => {
    const id = idOf(await books.ledger.reserve(books.aCall()));
    await books.ledger.markCalling(id);
    await books.database.owner.query(
      `SELECT quota_grant(period_id, NULL, NULL, -9500, '減額', NULL) FROM quota_allocation WHERE scope = 'contract'`,
    );
    expect(await books.ledger.reserve(books.aCall({ tokens: 1 }))).toMatchObject({ kind: 'refused', refusal: { remainingTokens: 0 } });
    expect(await books.ledger.settle(id, asSpent(1_000), books.programs.manager)).toBe(true);
    expect(await books.counters()).toContainEqual(['contract', 1_000, 0]);
  });

  it('gives nothing out where no period is open', async () => {
    await books.database.owner.query(
      `UPDATE quota_period SET during = tstzrange(now() - interval '2 years', now() - interval '1 year', '[)')`,
    );
    expect(await books.ledger.reserve(books.aCall({ tokens: 1 }))).toMatchObject({ kind: 'refused', refusal: { renewsAt: null } });
  });

  it('reconciles expired leases: what was only held goes back, what was being called is taken as spent in full', async () => {
    const held = idOf(await books.ledger.reserve(books.aCall()));
    const calling = idOf(await books.ledger.reserve(books.aCall({ tokens: 2_000 })));
    await books.ledger.markCalling(calling);
    await books.database.owner.query(`UPDATE token_reservation SET lease_until = clock_timestamp() - interval '1 millisecond'`);
    expect(await books.ledger.markCalling(held)).toBe(false);
    expect(await books.ledger.reconcile()).toEqual({ released: 1, settled: 1 });
    expect(await books.ledger.reconcile()).toEqual({ released: 0, settled: 0 });
    expect((await books.counters())[0]).toEqual(['contract', 2_000, 0]);
    // The late answer of the call that was given up finds it closed.
    expect(await books.ledger.settle(calling, asSpent(1), books.programs.manager)).toBe(false);
  });

  it('corrects an estimate with an entry of its own', async () => {
    const id = idOf(await books.ledger.reserve(books.aCall()));
    await books.ledger.markCalling(id);
    await books.ledger.settle(id, { ...asSpent(1_000), isEstimated: true }, books.programs.manager);
    await books.programs.query(`SELECT quota_correct($1, -400, '提供者の請求による', NULL)`, [id]);
    expect((await books.counters())[0]).toEqual(['contract', 600, 0]);
  });

  it.each([
    ['a reservation that grows', `UPDATE token_reservation SET reserved_tokens = 1`],
    ['a counter that is set by hand', `UPDATE quota_allocation SET used_tokens = 0`],
    ['an entry that is made up', `INSERT INTO token_ledger (period_id, kind) SELECT id, 'reserve' FROM quota_period`],
    ['an entry that is removed', 'DELETE FROM token_ledger'],
    ['a period that is moved', `UPDATE quota_period SET name = 'x'`],
  ])('the programs may not write %s', async (_, sql) => {
    await expect(books.programs.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['a negative counter', `UPDATE quota_allocation SET used_tokens = -1`],
    ['an open reservation that is settled', `UPDATE token_reservation SET settled_tokens = 5`],
    [
      'a second entry that closes a call',
      `INSERT INTO token_ledger (period_id, kind, reservation_id) SELECT period_id, 'release', reservation_id FROM token_ledger WHERE kind = 'release'`,
    ],
    ['an entry that is changed', 'UPDATE token_ledger SET used_change = 0'],
    [
      'a grant without a reason',
      `INSERT INTO token_ledger (period_id, kind, allocation_id) SELECT period_id, 'grant', id FROM quota_allocation LIMIT 1`,
    ],
  ])('not even the owner can write %s', async (_, sql) => {
    await books.ledger.release(idOf(await books.ledger.reserve(books.aCall())), books.programs.manager);
    await books.ledger.release(idOf(await books.ledger.reserve(books.aCall())), books.programs.manager);
    const open = idOf(await books.ledger.reserve(books.aCall()));
    await expect(books.database.owner.query(sql)).rejects.toThrow(/violates|never change/);
    await books.ledger.release(open, books.programs.manager);
  });

  it('has no two periods that overlap', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const period = { name: '重なる', from: today, until: today, capTokens: 1 };
    await expect(openPeriod(books.database.owner.manager, period, null)).rejects.toMatchObject({ code: 'quota.overlap' });
  });
});
