import { join } from 'node:path';
import { publishTemplates, readTemplateFolder } from '@bunan/drafts';
import { jstDate } from '@bunan/wareki';
import { DataSource } from 'typeorm';
import type { DataDir } from './data-dir.js';
import { createAppUser, createDatabase, migrateDatabase } from './database-schema.js';
import { PostgresServer } from './postgres-server.js';
import { practiceAccounts, practiceContract, type PracticeAccount } from './practice.js';

/** A database of our own, ready for the programs. */
export interface OwnDatabase {
  readonly server: PostgresServer;
  /** For the programs: the restricted user. */
  readonly url: string;
  readonly accounts: readonly PracticeAccount[];
}

const NAME = 'bunan';

/** Starts PostgreSQL in the data folder and brings it up to date: tables, users, templates, practice accounts, contract. */
export async function startOwnDatabase(dataDir: DataDir, port: number, say: (line: string) => void): Promise<OwnDatabase> {
  const passwords = dataDir.databasePasswords();
  const server = new PostgresServer({ dir: dataDir.file('postgresql'), port, password: passwords.owner });
  say('データベースを起動しています。');
  server.initialise();
  await server.start();
  const ownerUrl = server.url(NAME);
  const url = `postgres://bunan:${passwords.app}@127.0.0.1:${String(port)}/${NAME}`;
  say('表を整えています。');
  await createDatabase(server.url('postgres'), NAME);
  await migrateDatabase(ownerUrl);
  await createAppUser(ownerUrl, url);
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl, poolSize: 4 }).initialize();
  try {
    say('様式を読み込んでいます。');
    await publishTemplates(owner, readTemplateFolder(join(process.cwd(), 'templates')));
    const accounts = await practiceAccounts(owner, dataDir.file('practice-accounts.json'));
    await practiceContract(owner, jstDate(new Date()));
    return { server, url, accounts };
  } finally {
    await owner.destroy();
  }
}
