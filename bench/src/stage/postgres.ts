import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishTemplates, readTemplateFolder } from '@bunan/drafts';
import { openPeriod } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { createAppUser, createDatabase, migrateDatabase } from '../../../apps/local/src/database-schema.js';
import { freePort } from '../../../apps/local/src/free-port.js';
import { PostgresServer } from '../../../apps/local/src/postgres-server.js';
import { endWithBench } from './interrupt.js';

const APP_PASSWORD = 'app-of-the-bench';

/** Tokens of the contract where none are given: no bench comes near it. */
const CAP_TOKENS = 1_000_000_000;

/** One database with tables, templates and a contract, and nobody in it. */
export interface BenchDatabase {
  /** For the programs: the restricted user. */
  readonly url: string;
  /** For the bench itself. */
  readonly owner: DataSource;
}

/** The PostgreSQL that `npm start` runs, with its settings: what is committed is on the disk. */
export class BenchPostgres {
  private readonly owners: DataSource[] = [];
  private readonly forget = endWithBench(() => this.stop());

  private constructor(
    private readonly server: PostgresServer,
    private readonly dir: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<BenchPostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'bunan-bench-'));
    chmodSync(dir, 0o711);
    const port = await freePort('127.0.0.1', 0, 'PORT');
    const server = new PostgresServer({ dir: join(dir, 'postgresql'), port, password: randomBytes(12).toString('hex') });
    server.initialise();
    await server.start();
    return new BenchPostgres(server, dir, port);
  }

  /** Makes a database of its own. @param capTokens tokens of the contract */
  async database(capTokens = CAP_TOKENS): Promise<BenchDatabase> {
    const name = `bench_${randomBytes(4).toString('hex')}`;
    const ownerUrl = this.server.url(name);
    const url = `postgres://bunan:${APP_PASSWORD}@127.0.0.1:${String(this.port)}/${name}`;
    await createDatabase(this.server.url('postgres'), name);
    await migrateDatabase(ownerUrl);
    await createAppUser(ownerUrl, url);
    const owner = await new DataSource({ type: 'postgres', url: ownerUrl, poolSize: 4 }).initialize();
    this.owners.push(owner);
    await publishTemplates(owner, readTemplateFolder('templates'));
    const year = new Date().getFullYear();
    const period = { name: '測定', from: `${String(year - 1)}-01-01`, until: `${String(year + 1)}-12-31`, capTokens };
    await openPeriod(owner.manager, period, null);
    return { url, owner };
  }

  async stop(): Promise<void> {
    this.forget();
    await Promise.all(this.owners.map((owner) => owner.destroy()));
    await this.server.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
