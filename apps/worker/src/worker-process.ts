import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { GenerationRunner } from './generation/generation-runner.js';
import { HealthServer } from './health/health-server.js';
import { Upkeep } from './upkeep/upkeep.js';
import { WorkerConnection } from './worker-connection.js';

/** The life of a worker: what begins and ends in which order. */
@Injectable()
export class WorkerProcess implements OnApplicationShutdown {
  constructor(
    private readonly health: HealthServer,
    private readonly connection: WorkerConnection,
    private readonly upkeep: Upkeep,
    private readonly runner: GenerationRunner,
  ) {}

  /** Resolves when jobs are taken, or when the process was told to end before. */
  async start(): Promise<void> {
    await this.health.listen();
    if (await this.connection.open()) {
      this.upkeep.start();
      this.runner.start();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.upkeep.stop();
    await this.connection.close();
    this.health.close();
  }
}
