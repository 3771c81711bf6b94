import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** Who is told of the start and of an end that nobody wished. */
export interface DatabaseWatch {
  readonly say: (line: string) => void;
  readonly onEnd: () => void;
}

const NAME = 'bunan';

/** Time between two tries to start a database that has ended, ms. */
const TRY_AGAIN_MS = 1_000;

/**
 * Starts a database again that has ended by itself, until it is up or `stop` says so: the processes of the one before
 * may still be on their way out.
 */
export async function startDatabaseAgain(server: PostgresServer, onEnd: () => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await server.start(onEnd);
      return;
    } catch {
      await sleep(TRY_AGAIN_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/** Starts PostgreSQL in the data folder and brings it up to date: tables, users, templates, practice accounts, contract. */
export async function startOwnDatabase(dataDir: DataDir, port: number, { say, onEnd }: DatabaseWatch): Promise<OwnDatabase> {
  const passwords = dataDir.databasePasswords();
  const server = new PostgresServer({ dir: dataDir.file('postgresql'), port, password: passwords.owner });
  say('データベースを起動しています。');
  server.initialise();
  await server.start(onEnd);
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
