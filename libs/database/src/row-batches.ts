import type { DataSource } from 'typeorm';

/** Rows that are in memory at once: some hundred kilobytes. */
const BATCH_ROWS = 1_000;

/** A statement with the values of its parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * The rows of a statement, a thousand at a time, all as they were at one instant: for answers of any length in memory
 * of one size. No batch is fetched before the one before it has been dealt with.
 *
 * A connection is taken with the first batch and given back after the last one, after a failure, and as soon as the
 * caller stops (`return()` of the generator, `break` of a loop).
 */
export async function* rowBatches<Row>(dataSource: DataSource, { sql, values }: Statement): AsyncGenerator<Row[], void, void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET TRANSACTION READ ONLY');
    await runner.query(`DECLARE batches NO SCROLL CURSOR FOR ${sql}`, [...values]);
    for (let isLast = false; !isLast;) {
      const rows = await runner.manager.query<Row[]>(`FETCH ${String(BATCH_ROWS)} FROM batches`);
      isLast = rows.length < BATCH_ROWS;
      yield rows;
    }
  } finally {
    await end(runner);
  }
}

/** Nothing was changed, so nothing is committed; the cursor goes with its transaction. */
async function end(runner: ReturnType<DataSource['createQueryRunner']>): Promise<void> {
  try {
    if (runner.isTransactionActive) {
      await runner.rollbackTransaction();
    }
  } finally {
    await runner.release();
  }
}
