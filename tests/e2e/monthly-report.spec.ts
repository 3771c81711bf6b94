import type { Problem } from '@bunan/contracts';
import { jstDate } from '@bunan/wareki';
import type { TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';
import { addPastUsage } from '../support/past-usage.js';
import { tablesOf, visibleLines } from '../support/word.js';
import { partText } from '../golden/office.js';

const TODAY = jstDate(new Date());
const THIS_MONTH = TODAY.slice(0, 7);
const LAST_MONTH = new Date(Date.parse(`${THIS_MONTH}-01`) - 1).toISOString().slice(0, 7);

const figure = (amount: number) => (amount < 0 ? `△${(-amount).toLocaleString('en-US')}` : amount.toLocaleString('en-US'));

/** What was used in a month, and from the beginning of the contract to its end, tokens. */
interface Sum {
  readonly used: number;
  readonly total: number;
}

function inAll(sums: ReadonlyMap<string, Sum>): Sum {
  const add = (of: (each: Sum) => number) => [...sums.values()].reduce((sum, each) => sum + of(each), 0);
  return { used: add(({ used }) => used), total: add(({ total }) => total) };
}

/** Rows below the head of a table by what stands in their first cell. */
function rowsOf(tables: ReadonlyMap<string, string[][]>, heading: string): ReadonlyMap<string, string[]> {
  return new Map((tables.get(heading) ?? []).slice(1).map(([name = '', ...cells]) => [name, cells]));
}

/** 生成AI利用状況月次報告 over HTTP: every figure is the sum of the ledger. */
describe('the monthly report', () => {
  const downloads = new Downloads();
  let installation: Installation;
  let admin: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    const { owner } = installation.database;
    await owner.query(`UPDATE quota_period SET during = tstzrange(now() - interval '70 days', upper(during), '[)')`);
    await addPastUsage(owner, 45);
    admin = await installation.signedIn('admin');
    // A call that was settled by estimate and corrected, a draft that stopped at a cap, and a cap that was set today.
    const a1 = await installation.signedIn('a1');
    await installation.model.next({ do: 'cut', after: 2 }, { do: 'answer' });
    await a1.ended(await a1.submit());
    await owner.query(`SELECT quota_correct_to(id, 321, '試験', NULL) FROM token_reservation WHERE state = 'settled_estimated'`);
    await owner.query(
      `SELECT quota_set_cap(q.id, NULL, p.id, 9, 'period', '試験', NULL) FROM quota_period q, person p WHERE p.login = 'a2'`,
    );
    await owner.query(
      `SELECT quota_set_cap(q.id, d.id, NULL, 200000, 'period', '試験', NULL) FROM quota_period q, department d WHERE d.name = '総務課'`,
    );
    const a2 = await installation.signedIn('a2');
    await a2.ended(await a2.submit());
  });
  afterAll(async () => {
    await installation.stop();
  });

  const report = async (month: string) => {
    const { status, bytes, headers } = await admin.get(`/api/usage/report.docx?month=${month}`);
    expect(status).toBe(200);
    return { bytes, headers, tables: tablesOf(bytes) };
  };

  /** Sums of the ledger by an expression, of the days of a month and of all days until its end. */
  const sums = async (by: string, month: string): Promise<ReadonlyMap<string, Sum>> => {
    const rows = await installation.database.owner.query<(Sum & { key: string })[]>(
      `SELECT ${by} AS key, coalesce(sum(l.used_change) FILTER (WHERE to_char(l.day, 'YYYY-MM') = $1), 0)::int AS used,
              coalesce(sum(l.used_change), 0)::int AS total
         FROM token_ledger l JOIN token_reservation r ON r.id = l.reservation_id JOIN department d ON d.id = l.department_id
        WHERE to_char(l.day, 'YYYY-MM') <= $1 GROUP BY 1`,
      [month],
    );
    return new Map(rows.map((row) => [row.key, row]));
  };

  it.each([THIS_MONTH, LAST_MONTH])('%s: has the sums of the ledger by department', async (month) => {
    const { tables, bytes } = await report(month);
    downloads.add(bytes);
    const departments = await sums('d.name', month);
    const rows = rowsOf(tables, '課別の使用量');
    for (const [name, { used, total }] of departments) {
      expect([name, rows.get(name)?.[0], rows.get(name)?.[2]]).toEqual([name, figure(used), figure(total)]);
    }
    const { used, total } = inAll(departments);
    expect([rows.get('合計')?.[0], rows.get('合計')?.[2]]).toEqual([figure(used), figure(total)]);
  });

  it('has the caps of the month: one that was set today is not that of the month before', async () => {
    const capsIn = async (month: string) =>
      rowsOf((await report(month)).tables, '課別の使用量')
        .get('総務課')
        ?.slice(3);
    const total = (await sums('d.name', THIS_MONTH)).get('総務課')?.total;
    expect(await capsIn(THIS_MONTH)).toEqual(['200,000', figure(200_000 - Number(total))]);
    expect(await capsIn(LAST_MONTH)).toEqual(['―', '―']);
  });

  it.each([
    [
      '様式別の使用量',
      `(SELECT v.content ->> 'name' FROM template_version v WHERE v.template_id = r.template_id ORDER BY v.version DESC LIMIT 1)`,
    ],
    ['使い方別の使用量', `CASE r.origin WHEN 'draft' THEN '最初の文案' WHEN 'section' THEN '節の作り直し' ELSE r.origin END`],
    ['モデル別の使用量', 'r.model'],
  ])('%s: has the sums of the ledger', async (heading, by) => {
    for (const month of [THIS_MONTH, LAST_MONTH]) {
      const { tables } = await report(month);
      const expected = await sums(by, month);
      const rows = rowsOf(tables, heading);
      const used = [...expected].filter(([, each]) => each.used > 0).map(([key, each]) => [key, figure(each.used)]);
      const shown = [...rows].map(([key, cells]) => [key, cells[0]]);
      const all = used.length === 0 ? [] : [...used, ['合計', figure(inAll(expected).used)]];
      expect(shown.toSorted()).toEqual(all.toSorted());
    }
  });

  it.each([THIS_MONTH, LAST_MONTH])('%s: has the sums of the ledger in all, by day and by month', async (month) => {
    const { tables, bytes } = await report(month);
    const days = await sums('l.day::text', month);
    const { used, total } = inAll(days);
    const { cap } = await installation.contract();
    const overview = [...rowsOf(tables, '市全体の使用量')].map(([label, [amount]]) => [label.replace(/（.*/, ''), amount]);
    expect(Object.fromEntries(overview)).toMatchObject({
      ...{ この月の使用量: figure(used), 契約期間の初めからの累計: figure(total), 契約の上限: figure(cap), 残り: figure(cap - total) },
    });
    const shown = new Map([...rowsOf(tables, '日別の使用量')].map(([day, cells]) => [day.replace(/（.*/, ''), cells]));
    for (const [day, each] of [...days].filter(([key]) => key.startsWith(month))) {
      const name = `${String(Number(day.slice(5, 7)))}月${String(Number(day.slice(8)))}日`;
      expect([name, shown.get(name)?.[0]]).toEqual([name, figure(each.used)]);
    }
    expect([...shown.values()].at(-1)?.[2] ?? '0').toBe(figure(used));
    expect([...rowsOf(tables, '月ごとの推移').values()].at(-1)?.slice(0, 2)).toEqual([figure(used), figure(total)]);
    expect(visibleLines(bytes).some((line) => line.includes('現在）'))).toBe(month === THIS_MONTH);
  });

  it('foretells what the outlook foretells', async () => {
    const { body } = await admin.get<{ forecast: { straightLine: number; perWorkingDay: number; runsOutOn: string | null } }>(
      '/api/usage/outlook',
    );
    const { tables, bytes } = await report(THIS_MONTH);
    const overview = rowsOf(tables, '市全体の使用量');
    expect(overview.get('等分の線（等分に使う場合の累計）')?.[0]).toBe(figure(body.forecast.straightLine));
    expect(overview.get('最近の1営業日当たりの使用量')?.[0]).toBe(figure(body.forecast.perWorkingDay));
    expect(body.forecast.runsOutOn).toBeNull();
    expect(visibleLines(bytes).join()).toContain('使い切る日の見込みはありません');
  });

  it('tells of drafts that were stopped, has a Japanese name, is marked as practice, and stands in the record', async () => {
    const { tables, bytes, headers } = await report(THIS_MONTH);
    expect(tables.get('上限などのため止まった文案')).toEqual([
      ['理由', '件数'],
      ['職員の上限', '1'],
    ]);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toMatch(/生成AI利用状況月次報告（.+月分）（途中）\.docx$/);
    expect(partText(bytes, 'word/header1.xml')).toContain('稽古用の仕組みを使った数値です');
    const [entry] = await installation.database.owner.query<{ detail: object; login: string }[]>(
      `SELECT e.detail, p.login FROM audit_entry e JOIN person p ON p.id = e.person_id WHERE e.action = 'usage.report' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(entry).toEqual({ detail: { month: THIS_MONTH }, login: 'admin' });
  });

  it.each([
    ['2024-13', 400, 'month'],
    ['', 400, 'month'],
    [`${String(Number(TODAY.slice(0, 4)) + 1)}-01`, 400, 'month'],
    ['2000-01', 409, undefined],
  ])('refuses %j', async (month, wanted, path) => {
    const { status, body } = await admin.get<Problem>(`/api/usage/report.docx?month=${month}`);
    expect([status, body.errors[0]?.path]).toEqual([wanted, path]);
  });

  downloads.areSound();
});
