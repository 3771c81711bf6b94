import { migrateQueue } from '@bunan/jobs';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

/** Advisory lock that one migration at a time holds ("MIGR"). */
const LOCK = 0x4d494752;

/** Works with one connection and closes it. */
async function withClient<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** Makes a database, unless it is there. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    }
  });
}

/** Applies what is missing of our migrations and of the queue's; several at a time wait for each other. */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const dataSource = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTransactionMode: 'all', poolSize: 2 });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations();
      await dataSource.query('GRANT SELECT ON migrations TO bunan_app');
    } finally {
      await dataSource.destroy();
    }
    await migrateQueue(ownerUrl);
  });
}

/**
 * Makes the user that the programs sign in as, with the restricted role and nothing more; sets its password.
 *
 * @param appUrl DATABASE_URL: its user and password
 */
export async function createAppUser(ownerUrl: string, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  const name = decodeURIComponent(username);
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(decodeURIComponent(password))}`);
    await client.query(`GRANT bunan_app TO ${escapeIdentifier(name)}`);
  });
}
