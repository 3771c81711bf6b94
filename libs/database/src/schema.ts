import type { DataSource } from 'typeorm';

/**
 * Whether the database has exactly the migrations that this program was built with.
 *
 * @param expected names of the migration classes, in order
 */
async function isSchemaCurrent(dataSource: DataSource, expected: readonly string[]): Promise<boolean> {
  const [table] = await dataSource.query<{ name: string | null }[]>(`SELECT to_regclass('public.migrations') AS name`);
  if (table?.name == null) {
    return false;
  }
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp');
  return JSON.stringify(rows.map((row) => row.name)) === JSON.stringify(expected);
}

/** The tables are not those of this program; the sentence says what to do. */
export class SchemaError extends Error {
  constructor() {
    super('データベースの表が、このプログラムの版と合いません。npm run migrate を実行してから起動してください。');
    this.name = 'SchemaError';
  }
}

/** @throws {SchemaError} unless the database has exactly the migrations `expected` */
export async function requireCurrentSchema(dataSource: DataSource, expected: readonly string[]): Promise<void> {
  if (!(await isSchemaCurrent(dataSource, expected))) {
    throw new SchemaError();
  }
}
