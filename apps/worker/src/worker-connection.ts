import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { connectWhenReachable, DatabaseListener, requireCurrentSchema, whileUnavailable } from '@bunan/database';
import { isQueueSchemaCurrent } from '@bunan/jobs';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { CONFIG } from './providers.js';

/** The worker's connections to the database. */
@Injectable()
export class WorkerConnection {
  private readonly ending = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly listener: DatabaseListener,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Connects, for as long as it takes, and makes sure that the schema is the one of this program: with another one a
   * queue worker would fail without end.
   *
   * @returns false when the process was told to end meanwhile
   * @throws {SchemaError} when the schema is another one
   */
  async open(): Promise<boolean> {
    if (!(await connectWhenReachable(this.dataSource, this.ending.signal))) {
      return false;
    }
    await requireCurrentSchema(
      this.dataSource,
      migrations.map((migration) => migration.name),
    );
    const { redisUrl, databaseUrl } = this.config.queue;
    if (redisUrl === undefined) {
      await requireCurrentQueue(() => whileUnavailable(() => isQueueSchemaCurrent(databaseUrl), this.ending.signal));
    }
    this.listener.start();
    return true;
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.listener.stop();
    if (this.dataSource.isInitialized) {
      await this.dataSource.destroy();
    }
  }
}

async function requireCurrentQueue(isCurrent: () => Promise<boolean>): Promise<void> {
  if (!(await isCurrent())) {
    throw new Error('順番待ちの表が、このプログラムの版と合いません。npm run migrate を実行してから起動してください。');
  }
}
