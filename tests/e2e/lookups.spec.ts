import type { PersonSuggestion, Problem } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

describe('names that are suggested', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    const { owner } = installation.database;
    await owner.query(`INSERT INTO department (name) VALUES ('スポーツ振興課'), ('ＩＣＴ推進課'), ('みどり100%課')`);
    await owner.query(
      `INSERT INTO person (login, name, department_id, roles, password_hash, email, disabled_at)
       SELECT 'x' || n, v.name, d.id, '{staff}', 'x', 'x@city.example.jp', v.gone::timestamptz
         FROM (VALUES (1, '佐藤　恵子', NULL), (2, '髙橋　サトル', NULL), (3, '伊佐藤　一', NULL), (4, '佐藤　退', '2020-01-01')) AS v (n, name, gone)
         JOIN department d ON d.name = 'スポーツ振興課'`,
    );
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  const find = async (kind: string, text: string) =>
    (await a1.get<PersonSuggestion[]>(`/api/lookups/${kind}?text=${encodeURIComponent(text)}`)).body;

  it.each(['佐藤', '佐藤 ', '佐 藤', '佐藤　'])(
    'finds people by %p, those whose name begins with it first; nobody who has left',
    async (text) => {
      expect(await find('people', text)).toEqual([
        { name: '佐藤　恵子', department: 'スポーツ振興課' },
        { name: '伊佐藤　一', department: 'スポーツ振興課' },
      ]);
    },
  );

  it.each(['さとる', 'ｻﾄﾙ', 'サトル', '髙橋サトル'])('takes %p as the same name', async (text) => {
    expect((await find('people', text)).map(({ name }) => name)).toEqual(['髙橋　サトル']);
  });

  it.each([
    ['すぽーつ', ['スポーツ振興課']],
    ['ict', ['ＩＣＴ推進課']],
    ['100%', ['みどり100%課']],
    ['%', ['みどり100%課']],
    ['_', []],
    ["'; DROP TABLE person; --", []],
  ])('finds departments by %p', async (text, names) => {
    expect((await find('departments', text)).map(({ name }) => name)).toEqual(names);
  });

  it('gives twenty at most', async () => {
    await installation.database.owner.query(`INSERT INTO department (name) SELECT '第' || n || '区事務所' FROM generate_series(1, 30) n`);
    expect(await find('departments', '区事務所')).toHaveLength(20);
  });

  it.each(['', '?text=', '?text=%E3%80%80', `?text=${'a'.repeat(61)}`, '?text=a&more=b', '?text=a&text=b'])(
    'refuses the question %p',
    async (query) => {
      const refused = await a1.get<Problem>(`/api/lookups/people${query}`);
      expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    },
  );
});
