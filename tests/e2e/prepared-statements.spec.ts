import { dataSourceOptions } from '@bunan/database';
import { DataSource } from 'typeorm';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/program.js';

describe('a connection that keeps its plans', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = await new DataSource(dataSourceOptions({ url: database.ownerUrl, poolSize: 1 }, 'test')).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  const kept = async () => {
    const rows = await dataSource.query<{ statement: string }[]>('SELECT statement FROM pg_prepared_statements ORDER BY prepare_time');
    return rows.map(({ statement }) => statement);
  };

  it('prepares a statement with parameters once, and none without', async () => {
    for (const value of [1, 2, 3]) {
      expect(await dataSource.query('SELECT $1::int AS value', [value])).toEqual([{ value }]);
    }
    await dataSource.query('SELECT 1');
    expect(await kept()).toEqual(['SELECT $1::int AS value']);
  });

  it('goes on after a statement that failed, at parsing and at running', async () => {
    await expect(dataSource.query('SELECT $1 FROM nowhere', [1])).rejects.toThrow('nowhere');
    await expect(dataSource.query('SELECT 1 / $1::int AS value', [0])).rejects.toThrow('division by zero');
    expect(await dataSource.query('SELECT 1 / $1::int AS value', [1])).toEqual([{ value: 1 }]);
    await expect(dataSource.query('SELECT $1 FROM nowhere', [1])).rejects.toThrow('nowhere');
  });

  it('prepares within transactions, and anew on a new connection', async () => {
    const value = await dataSource.transaction((manager) => manager.query('SELECT $1::text AS value', ['あ']));
    expect(value).toEqual([{ value: 'あ' }]);
    await database.owner.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    // The pool learns of the broken connection when it next reads from it; a new one has prepared nothing.
    await until('a new connection answers', async () => (await kept().catch(() => ['broken'])).length === 0);
    expect(await dataSource.query('SELECT $1::text AS value', ['い'])).toEqual([{ value: 'い' }]);
    expect(await kept()).toEqual(['SELECT $1::text AS value']);
  });
});
