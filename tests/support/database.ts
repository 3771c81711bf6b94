import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { testServer } from './environment.js';

/** A database of one test file, with the schema and the templates, and nobody in it. */
export interface TestDatabase {
  /** For the programs: the restricted user. */
  readonly url: string;
  /** For the test itself: the owner. */
  readonly ownerUrl: string;
  readonly owner: DataSource;
  close(): Promise<void>;
}

export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(testServer().template);
}

/** A database with nothing in it, not even our tables. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const { url: serverUrl, appPassword } = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  const ownerUrl = new URL(serverUrl);
  ownerUrl.pathname = name;
  const url = new URL(ownerUrl);
  url.username = 'bunan';
  url.password = appPassword;
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl.href, poolSize: 4 }).initialize();
  return { url: url.href, ownerUrl: ownerUrl.href, owner, close: () => owner.destroy() };
}
