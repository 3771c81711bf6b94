import type { DataSourceOptions } from 'typeorm';
import { PreparingClient } from './preparing-client.js';

/** Where the database is and how many connections a process may hold. */
export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
}

/** A statement that takes longer is cut off: nothing a person waits for may hold a connection for good, ms. */
const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * How long a request may wait for a connection before it answers 503, ms. A server that is away refuses at once; this
 * is for a rush of requests, which waits for its turn, and for a network that swallows packets.
 */
const CONNECT_TIMEOUT_MS = 15_000;

/**
 * Options of the data source of a program.
 *
 * The schema is made by migrations only; queries are SQL written where they are used.
 *
 * @param name shown by the database as the program's name
 */
export function dataSourceOptions({ url, poolSize }: DatabaseSettings, name: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    applicationName: name,
    synchronize: false,
    entities: [],
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { Client: PreparingClient, statement_timeout: STATEMENT_TIMEOUT_MS, keepAlive: true },
  };
}
