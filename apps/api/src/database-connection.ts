import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { connectWhenReachable, DatabaseListener } from '@bunan/database';
import { DataSource } from 'typeorm';

/**
 * Connects to the database in the background, for as long as it takes.
 *
 * The process serves requests meanwhile: /health says degraded, everything else answers 503.
 */
@Injectable()
export class DatabaseConnection implements OnModuleInit, OnApplicationShutdown {
  private readonly stop = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly listener: DatabaseListener,
  ) {}

  onModuleInit(): void {
    this.listener.start();
    void connectWhenReachable(this.dataSource, this.stop.signal);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.listener.stop();
    if (this.dataSource.isInitialized) {
      await this.dataSource.destroy();
    }
  }
}
