import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** SQLSTATE classes and codes of a server that is away, stopping, starting or full (PostgreSQL, appendix A). */
const AWAY = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', '53300']);

/** Errors of the socket itself. */
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'ENOENT']);

/** What pg and TypeORM say without a code. */
const MESSAGES =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|connection is not established|Driver not Connected|not initialized/i;

/** Time between two tries while the database is away, ms. */
const TRY_AGAIN_MS = 500;

/** Whether a query failed because the database is away, not because of what was asked. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return AWAY.has(code) || SOCKET.has(code) || MESSAGES.test(error.message);
}

/**
 * Does something, again and again while the database is away.
 *
 * @param act must be safe to repeat
 * @param signal ends the waiting
 * @throws what `act` throws for any other reason, and its last error when the waiting was ended
 */
export async function whileUnavailable<T>(act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isDatabaseUnavailable(error) || signal?.aborted === true) {
        throw error;
      }
      await sleep(TRY_AGAIN_MS, undefined, signal === undefined ? {} : { signal });
    }
  }
}

/** Connects, for as long as it takes. @returns false when the waiting was ended */
export async function connectWhenReachable(dataSource: DataSource, signal: AbortSignal): Promise<boolean> {
  try {
    await whileUnavailable(() => dataSource.initialize(), signal);
    return true;
  } catch (error) {
    if (signal.aborted) {
      return false;
    }
    throw error;
  }
}
