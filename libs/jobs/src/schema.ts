import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import { Client } from 'pg';
import { QUEUE_SCHEMA } from './backend.js';
import { generationJob } from './generation-job.js';

async function withClient<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the queue's tables and functions, and lets the programs' role use them.
 *
 * @param ownerUrl of the user who may make schemas
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await runMigrations(client, QUEUE_SCHEMA);
    // Adding several jobs at once makes the queue's sequence when it is missing, which the programs may not.
    await client.query(`SELECT ${QUEUE_SCHEMA}.next_job_id($1)`, [generationJob.name]);
    await client.query(`GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO bunan_app`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO bunan_app`);
    await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO bunan_app`);
    await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO bunan_app`);
  });
}

/** Whether the queue's tables are those of this program; a worker must not be started before. */
export async function isQueueSchemaCurrent(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const version = await assertSchemaCompatibility(client, QUEUE_SCHEMA).catch(() => 0);
    return version >= LATEST_SCHEMA_VERSION;
  });
}
