import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { connectWhenReachable, DatabaseListener, requireCurrentSchema } from '@bunan/database';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

/**
 * Connects to the database in the background, for as long as it takes.
 *
 * The process serves requests meanwhile: /health says degraded, everything else answers 503.
 */
@Injectable()
export class DatabaseConnection implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(DatabaseConnection.name);
  private readonly stop = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly listener: DatabaseListener,
  ) {}

  onModuleInit(): void {
    this.listener.start();
    void this.connect();
  }

  /** With the tables of another version nothing would be right: the process ends, saying so. */
  private async connect(): Promise<void> {
    try {
      if (await connectWhenReachable(this.dataSource, this.stop.signal)) {
        const names = migrations.map((migration) => migration.name);
        await requireCurrentSchema(this.dataSource, names);
      }
    } catch (error) {
      this.logger.fatal(error instanceof Error ? error.message : 'the database could not be used');
      process.exit(1);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.listener.stop();
    if (this.dataSource.isInitialized) {
      await this.dataSource.destroy();
    }
  }
}
