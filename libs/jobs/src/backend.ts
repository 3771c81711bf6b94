/** Where the queue lives: in PostgreSQL, or in Redis (Valkey) where one is set. */
export interface QueueSettings {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** How long a worker holds a job without a sign of life, ms. */
  readonly lockMs: number;
}

/** PostgreSQL schema of the queue's tables. */
export const QUEUE_SCHEMA = 'bullmq';

/** Connection of one queue or worker; each has a LISTEN connection beside its pool. */
export function postgresConnection(settings: QueueSettings, poolSize: number) {
  return { connectionString: settings.databaseUrl, schema: QUEUE_SCHEMA, max: poolSize, application_name: 'bunan-queue' };
}

/** Connection to Redis; a worker's must wait for as long as it takes. */
export function redisConnection(redisUrl: string) {
  return { url: redisUrl, maxRetriesPerRequest: null };
}
