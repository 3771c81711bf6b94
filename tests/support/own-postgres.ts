import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishTemplates, readTemplateFolder } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import { createAppUser, createDatabase, migrateDatabase } from '../../apps/local/src/database-schema.js';
import { freePort } from '../../apps/local/src/free-port.js';
import { PostgresServer } from '../../apps/local/src/postgres-server.js';
import type { TestDatabase } from './database.js';

const NAME = 'bunan';

/** A PostgreSQL server that belongs to one test alone, which may stop and start it. */
export class OwnPostgres implements TestDatabase {
  private constructor(
    private readonly server: PostgresServer,
    private readonly dir: string,
    readonly url: string,
    private connection: DataSource,
  ) {}

  /** A running server with the schema and the templates, as durable as a real one. */
  static async start(): Promise<OwnPostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'bunan-own-'));
    chmodSync(dir, 0o711);
    const port = await freePort('127.0.0.1', 0, '');
    const server = new PostgresServer({ dir: join(dir, 'postgresql'), port, password: randomBytes(9).toString('hex') });
    server.initialise();
    await server.start();
    const url = `postgres://bunan:app-of-the-tests@127.0.0.1:${String(port)}/${NAME}`;
    await createDatabase(server.url('postgres'), NAME);
    await migrateDatabase(server.url(NAME));
    await createAppUser(server.url(NAME), url);
    const connection = await connect(server);
    await publishTemplates(connection, readTemplateFolder('templates'));
    return new OwnPostgres(server, dir, url, connection);
  }

  get ownerUrl(): string {
    return this.server.url(NAME);
  }

  get owner(): DataSource {
    return this.connection;
  }

  /** Ends the server as a power cut would: no checkpoint, no goodbye (`pg_ctl stop -m immediate`). */
  async stopAtOnce(): Promise<void> {
    await this.connection.destroy();
    await this.server.stop('SIGQUIT');
  }

  /** Starts it again; committed work is recovered. */
  async startAgain(): Promise<void> {
    await this.server.start();
    this.connection = await connect(this.server);
  }

  async close(): Promise<void> {
    await this.stopAtOnce();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function connect(server: PostgresServer): Promise<DataSource> {
  return new DataSource({ type: 'postgres', url: server.url(NAME), poolSize: 4 }).initialize();
}
