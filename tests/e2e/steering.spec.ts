import { verifyAudit } from '@bunan/audit';
import type {
  CapsView,
  ContractPeriods,
  DepartmentPeopleView,
  EstimatedCalls,
  LedgerState,
  Problem,
  UsageOutlook,
  UsageReport,
  WhatIfView,
} from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

const REASON = '試験のため';
const JSON_TYPE = { 'content-type': 'application/json' };

/** How administrators and heads steer the tokens, over HTTP. */
describe('steering the tokens', () => {
  let installation: Installation;
  let admin: TestClient;
  let head: TestClient;
  let a1: TestClient;
  let ids: Record<string, string>;

  beforeAll(async () => {
    installation = await Installation.start();
    [admin, head, a1] = await Promise.all([installation.signedIn('admin'), installation.signedIn('head'), installation.signedIn('a1')]);
    const rows = await installation.database.owner.query<{ name: string; id: string }[]>(
      'SELECT login AS name, id FROM person UNION ALL SELECT name, id FROM department',
    );
    ids = Object.fromEntries(rows.map(({ name, id }) => [name, id]));
  });
  afterAll(async () => {
    await installation.stop();
  });

  const of = (name: string) => ids[name] ?? '';
  const put = <T>(client: TestClient, path: string, body: object) => client.send<T>('PUT', path, { reason: REASON, ...body });
  /** Every place at which an amount of tokens is entered: method, path, field, body. */
  const amounts = (amount: unknown): [string, string, string, object][] => [
    ['PUT', '/api/caps/contract', 'capTokens', { capTokens: amount, reason: REASON }],
    ['PUT', `/api/caps/departments/${of('総務課')}`, 'capTokens', { capTokens: amount, reason: REASON }],
    ['PUT', `/api/caps/departments/${of('総務課')}/person-rule`, 'capTokens', { capTokens: amount, per: 'month', reason: REASON }],
    ['PUT', `/api/caps/people/${of('a1')}`, 'capTokens', { capTokens: amount, per: 'month', reason: REASON }],
    ['POST', '/api/caps/reallocations', 'tokens', { from: of('総務課'), to: of('税務課'), tokens: amount, reason: REASON }],
    ['POST', '/api/usage/what-if', 'tokens', { from: of('総務課'), to: of('税務課'), tokens: amount }],
    ['POST', '/api/ledger/corrections', 'usedTokens', { reservationId: of('a1'), usedTokens: amount, reason: REASON }],
  ];
  /** Entries of the ledger that people have made. */
  const changes = async () => {
    const [row] = await installation.database.owner.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM token_ledger WHERE reason = $1`,
      [REASON],
    );
    return row?.count;
  };
  const ours = async () => (await admin.get<DepartmentPeopleView>(`/api/caps/departments/${of('総務課')}`)).body;

  it.each([[-1], [-0.5], [1.5], ['1e9'], [1e30], [1_000_000_000_001], ['１００'], ['100'], [''], [true], [[]], [{}]])(
    'refuses %j as an amount of tokens wherever one is entered, with a reason, and changes nothing',
    async (amount) => {
      const before = (await admin.get<CapsView>('/api/caps')).body;
      for (const [method, path, field, body] of amounts(amount)) {
        const { status, body: problem } = await admin.send<Problem>(method, path, body);
        expect([path, status, problem.errors.map((error) => error.path)]).toEqual([path, 400, [field]]);
        expect(problem.errors[0]?.message).toMatch(/トークンは、.*入力してください。/);
      }
      expect((await admin.get<CapsView>('/api/caps')).body).toEqual(before);
      expect(await changes()).toBe(0);
    },
  );

  it.each(['null', '-0.0000001', '1e400', '１００', '0x10', 'NaN'])('refuses %s where an amount is demanded', async (typed) => {
    for (const [method, path, field, body] of amounts('PLACE').filter(([, at]) => !/people|departments/.test(at))) {
      const { status, body: problem } = await admin.send<Problem>(method, path, JSON.stringify(body).replace('"PLACE"', typed), JSON_TYPE);
      expect([path, status]).toEqual([path, 400]);
      const isJson = problem.code === 'request.invalid';
      expect([problem.code, problem.errors.map((error) => error.path)]).toEqual(
        isJson ? ['request.invalid', [field]] : ['request.malformed', []],
      );
      expect(isJson ? problem.errors[0]?.message : problem.title).toMatch(/[ぁ-ん]/);
    }
    expect(await changes()).toBe(0);
  });

  it('refuses to move nothing', async () => {
    const [, , , body] = amounts(0).find(([, path]) => path.endsWith('reallocations')) ?? [];
    const { status, body: problem } = await admin.post<Problem>('/api/caps/reallocations', body);
    expect([status, problem.errors[0]?.message]).toEqual([400, '移すトークンは、1以上の整数で入力してください。']);
  });

  it('takes no cap away from the contract, and no change without a reason', async () => {
    expect((await put<Problem>(admin, '/api/caps/contract', { capTokens: null })).status).toBe(400);
    const { status, body } = await put<Problem>(admin, '/api/caps/contract', { capTokens: 5, reason: ' ' });
    expect([status, body.errors[0]?.message]).toEqual([400, '理由を入力してください。']);
    expect((await put<Problem>(admin, `/api/caps/departments/${of('a1')}`, { capTokens: 5 })).status).toBe(404);
  });

  it('lets a head steer the own people and nobody else', async () => {
    const rule = await put<DepartmentPeopleView>(head, `/api/caps/departments/${of('総務課')}/person-rule`, {
      capTokens: 50_000,
      per: 'month',
    });
    expect(rule.body.personRule).toEqual({ capTokens: 50_000, per: 'month' });
    const named = await put<DepartmentPeopleView>(head, `/api/caps/people/${of('a2')}`, { capTokens: 9, per: 'period' });
    expect(named.body.peopleCaps.find(({ person }) => person.id === of('a2'))).toMatchObject({
      capTokens: 9,
      per: 'period',
      isException: true,
    });
    expect(named.body.peopleCaps.find(({ person }) => person.id === of('a1'))).toMatchObject({
      capTokens: 50_000,
      per: 'month',
      isException: false,
    });
    expect((await put(head, `/api/caps/people/${of('b1')}`, { capTokens: 9, per: 'period' })).status).toBe(404);
    expect((await put(head, `/api/caps/departments/${of('税務課')}/person-rule`, { capTokens: 9, per: 'period' })).status).toBe(404);
    expect((await head.get(`/api/caps/departments/${of('税務課')}`)).status).toBe(404);
    const { body } = await head.get<CapsView>('/api/caps');
    expect([body.contract, body.departments.map(({ department }) => department.name)]).toEqual([null, ['総務課']]);
  });

  it('stops a draft at the cap of its author, says who can raise it, and resumes it by one click within 5 s', async () => {
    const a2 = await installation.signedIn('a2');
    const id = await a2.submit();
    const stopped = await a2.ended(id);
    expect(stopped).toMatchObject({
      state: 'stopped',
      stopped: { scope: 'person', reason: 'cap', remainingTokens: 9, raisers: ['職員　head'] },
    });
    expect(stopped.stopped?.message).toContain('あなたのトークンの残りが足りない');
    expect((await a1.post('/api/drafts/' + id + '/resume', {})).status).toBe(200);
    expect((await a2.ended(id)).state).toBe('stopped');
    await put(head, `/api/caps/people/${of('a2')}`, { capTokens: null, per: 'period' });
    const raised = performance.now();
    expect((await a2.post('/api/drafts/' + id + '/resume', {})).status).toBe(200);
    expect((await a2.ended(id, 5_000)).state).toBe('ready');
    expect(performance.now() - raised).toBeLessThan(5_000);
    const refused = await a2.post<Problem>('/api/drafts/' + id + '/resume', {});
    expect([refused.status, refused.body.code]).toEqual([409, 'draft.not-ready']);
  });

  it('moves tokens between departments, and shows what comes of it before', async () => {
    await put(admin, `/api/caps/departments/${of('総務課')}`, { capTokens: 200_000 });
    await put(admin, `/api/caps/departments/${of('税務課')}`, { capTokens: 100_000 });
    const move = { from: of('総務課'), to: of('税務課'), tokens: 60_000 };
    const { body: effect } = await admin.post<WhatIfView>('/api/usage/what-if', move);
    expect([effect.giver.departmentName, effect.taker.departmentName]).toEqual(['総務課', '税務課']);
    expect((await ours()).capTokens).toBe(200_000);
    const { body } = await admin.post<CapsView>('/api/caps/reallocations', { ...move, reason: REASON });
    const caps = Object.fromEntries(body.departments.map(({ department, capTokens }) => [department.name, capTokens]));
    expect(caps).toMatchObject({ 総務課: 140_000, 税務課: 160_000 });
    expect(body.unallottedTokens).toBe((body.contract?.capTokens ?? 0) - 300_000);
    const tooMuch = await admin.post<Problem>('/api/caps/reallocations', { ...move, tokens: 140_001, reason: REASON });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'quota.not-free']);
    expect(tooMuch.body.errors[0]?.message).toMatch(/^移せるのは[\d,]+トークンまでです。$/);
    expect((await ours()).capTokens).toBe(140_000);
    const uncapped = { ...move, to: of('情報政策課'), tokens: 1 };
    const narrowing = await admin.post<Problem>('/api/caps/reallocations', { ...uncapped, reason: REASON });
    expect([narrowing.status, narrowing.body.errors[0]?.path]).toEqual([409, 'to']);
    expect((await admin.post('/api/usage/what-if', uncapped)).status).toBe(409);
  });

  it('registers the next contract period before it begins; no day belongs to two', async () => {
    const next = { name: '令和40年度', from: '2058-04-01', until: '2059-03-31', capTokens: 9_000_000 };
    const { status, body } = await admin.post<ContractPeriods>('/api/periods', next);
    expect([status, body.periods[0]]).toMatchObject([201, { ...next, state: 'coming', usedTokens: 0 }]);
    expect(body.periods[1]?.state).toBe('running');
    const overlapping = { ...next, from: '2059-03-31', until: '2059-04-30' };
    expect((await admin.post<Problem>('/api/periods', overlapping)).body.code).toBe('quota.overlap');
    const following = { ...next, name: '次', from: '2059-04-01', until: '2059-04-01' };
    expect((await admin.post<ContractPeriods>('/api/periods', following)).status).toBe(201);
    expect((await admin.get<CapsView>('/api/caps')).body.period?.name).toBe('試験');
  });

  it.each([
    [{ capTokens: -1 }, 'capTokens'],
    [{ capTokens: 1.5 }, 'capTokens'],
    [{ capTokens: '1e9' }, 'capTokens'],
    [{ capTokens: 1e30 }, 'capTokens'],
    [{ capTokens: '１００' }, 'capTokens'],
    [{ capTokens: null }, 'capTokens'],
    [{ capTokens: 0 }, 'capTokens'],
    [{ from: '2060-02-30' }, 'from'],
    [{ from: '令和42年4月1日' }, 'from'],
    [{ until: '2060-03-31' }, 'until'],
    [{ name: '　' }, 'name'],
  ])('refuses a contract period with %j, with a reason', async (change, path) => {
    const period = { name: '誤り', from: '2060-04-01', until: '2061-03-31', capTokens: 1, ...change };
    const { status, body } = await admin.post<Problem>('/api/periods', period);
    expect([status, new Set(body.errors.map((error) => error.path))]).toEqual([400, new Set([path])]);
    expect(body.errors[0]?.message).toMatch(/。$/);
  });

  it('shows 超過 where a cap was lowered below what is used', async () => {
    await put(admin, `/api/caps/departments/${of('総務課')}`, { capTokens: 1 });
    const { usedTokens, overTokens, remainingTokens } = await ours();
    expect([overTokens, remainingTokens]).toEqual([usedTokens - 1, 0]);
    expect(usedTokens).toBeGreaterThan(1);
    const id = await a1.submit();
    expect((await a1.ended(id)).stopped).toMatchObject({ scope: 'department', raisers: ['職員　admin'] });
    await put(admin, `/api/caps/departments/${of('総務課')}`, { capTokens: null });
  });

  it.each(['day', 'month', 'fiscal-year', 'department', 'person', 'template', 'model', 'origin'])(
    'adds up what was used by %s, to the ledger’s own sum',
    async (by) => {
      const [row] = await installation.database.owner.query<{ used: number; calls: number }[]>(
        `SELECT sum(used_change)::int AS used, (count(*) FILTER (WHERE kind = 'settle'))::int AS calls FROM token_ledger`,
      );
      const { body } = await admin.get<UsageReport>(`/api/usage/report?by=${by}`);
      expect({ used: body.totalTokens, calls: body.calls }).toEqual(row);
      expect(body.rows.length).toBeGreaterThan(0);
      const csv = (await admin.get(`/api/usage/report.csv?by=${by}`)).bytes.toString('utf8');
      expect(csv.startsWith('\uFEFF"')).toBe(true);
      expect(csv.trimEnd().split('\r\n').at(-1)).toBe(`"合計",${String(row?.used)},${String(row?.calls)}`);
    },
  );

  it('refuses a report of days that are none', async () => {
    expect((await admin.get('/api/usage/report?by=hour')).status).toBe(400);
    expect((await admin.get('/api/usage/report?by=day&from=2026-02-30')).status).toBe(400);
    expect((await admin.get('/api/usage/report?by=day&from=2026-04-02&until=2026-04-01')).status).toBe(400);
  });

  it('shows the contract to date: its days add up to what is used', async () => {
    const { body } = await admin.get<UsageOutlook>('/api/usage/outlook');
    expect(body.days.reduce((sum, { usedTokens }) => sum + usedTokens, 0)).toBe(body.contract?.usedTokens);
    expect(body.departments.map(({ department }) => department.name)).toContain('総務課');
    expect(body.forecast?.straightLine).toBeGreaterThan(0);
  });

  it('lists what was settled by estimate, and corrects it with an entry of its own', async () => {
    await installation.model.next({ do: 'cut', after: 2 }, { do: 'answer' });
    await a1.ended(await a1.submit());
    const { body } = await admin.get<EstimatedCalls>('/api/ledger/estimates');
    const [call] = body.calls;
    expect(call).toMatchObject({ isCorrected: false, countedTokens: call?.settledTokens });
    const used = (await installation.contract()).used;
    const correction = { reservationId: call?.reservationId, usedTokens: 321, reason: REASON };
    const corrected = await admin.post<EstimatedCalls>('/api/ledger/corrections', correction);
    expect(corrected.body.calls[0]).toMatchObject({ countedTokens: 321, isCorrected: true, settledTokens: call?.settledTokens });
    expect((await installation.contract()).used).toBe(used - (call?.settledTokens ?? 0) + 321);
    // Two at once: what is asked for is what it counts for, whoever comes second.
    const same = { ...correction, usedTokens: 400 };
    await Promise.all([admin.post('/api/ledger/corrections', same), admin.post('/api/ledger/corrections', same)]);
    expect((await installation.contract()).used).toBe(used - (call?.settledTokens ?? 0) + 400);
    const other = await admin.post<Problem>('/api/ledger/corrections', { ...correction, reservationId: of('a1') });
    expect([other.status, other.body.code]).toEqual([409, 'quota.not-estimated']);
  });

  it('proves the ledger by a button: what was tampered with is named, stops new calls, and an administrator lifts it', async () => {
    expect((await admin.post<LedgerState>('/api/ledger/checks', {})).body).toMatchObject({ violations: [], halt: null });
    const { owner } = installation.database;
    await owner.query(`UPDATE quota_allocation SET used_tokens = used_tokens + 1 WHERE scope = 'contract'`);
    const { body } = await admin.post<LedgerState>('/api/ledger/checks', {});
    expect(body.violations.map(({ invariant }) => invariant.slice(0, 2))).toEqual(['I3', 'I4']);
    expect(body.halt?.reason).toContain('I3');
    const stopped = await a1.ended(await a1.submit());
    expect(stopped.stopped).toMatchObject({ reason: 'halted' });
    await owner.query(`UPDATE quota_allocation SET used_tokens = used_tokens - 1 WHERE scope = 'contract'`);
    expect((await admin.post<LedgerState>('/api/ledger/checks', {})).body.halt).not.toBeNull();
    const lifted = await admin.post<LedgerState>('/api/ledger/halt/lift', { reason: '確かめました' });
    expect(lifted.body).toMatchObject({ violations: [], halt: null });
    await a1.post(`/api/drafts/${stopped.id}/resume`, {});
    expect((await a1.ended(stopped.id)).state).toBe('ready');
  });

  it('records every change with who made it, and the chain holds', async () => {
    const rows = await installation.database.owner.query<{ action: string }[]>(
      `SELECT DISTINCT action FROM audit_entry WHERE action ~ '^(cap|ledger)' OR action = 'draft.resume' ORDER BY 1`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['cap.department', 'cap.person', 'cap.person-rule', 'cap.reallocate', 'draft.resume'],
      ...['ledger.check', 'ledger.correct', 'ledger.lift-halt'],
    ]);
    expect(await verifyAudit(installation.database.owner)).toBeNull();
  });
});
