import type { DataSource } from 'typeorm';

/**
 * Whether the database has exactly the migrations that this program was built with.
 *
 * @param expected names of the migration classes, in order
 */
export async function isSchemaCurrent(dataSource: DataSource, expected: readonly string[]): Promise<boolean> {
  const [table] = await dataSource.query<{ name: string | null }[]>(`SELECT to_regclass('public.migrations') AS name`);
  if (table?.name == null) {
    return false;
  }
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp');
  return JSON.stringify(rows.map((row) => row.name)) === JSON.stringify(expected);
}
