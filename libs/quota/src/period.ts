import type { DataSource } from 'typeorm';

/** A contract period in JST days; `until` is the last day. */
export interface PeriodToOpen {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly capTokens: number;
}

/** Opens a contract period from the first instant of `from` to the last of `until`, JST. @returns its id */
export async function openPeriod(dataSource: DataSource, period: PeriodToOpen): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(
    `SELECT quota_open_period($1, $2::date::timestamp AT TIME ZONE 'Asia/Tokyo',
            ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo', $4, NULL) AS id`,
    [period.name, period.from, period.until, period.capTokens],
  );
  if (row === undefined) {
    throw new Error('quota_open_period gave no row');
  }
  return row.id;
}
