import { createServer, type Server } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { VERSION, type HealthPart, type HealthView } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import { GenerationRunner } from '../generation/generation-runner.js';
import { CONFIG } from '../providers.js';
import { WorkerSigns } from '../upkeep/worker-signs.js';

function part(name: HealthPart['name'], isOk: boolean, reason: string): HealthPart {
  return isOk ? { name, status: 'ok' } : { name, status: 'degraded', reason };
}

/** Answers how this worker is, on a small port of its own: /health, /health/live, /health/ready. */
@Injectable()
export class HealthServer {
  private readonly server: Server;

  constructor(
    private readonly dataSource: DataSource,
    private readonly runner: GenerationRunner,
    private readonly signs: WorkerSigns,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request.url ?? '').then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      });
    });
  }

  /** @throws when the port is taken */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.config.worker.healthPort, this.config.http.host, resolve);
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(url: string): Promise<{ status: number; body: object }> {
    if (url === '/health/live') {
      return { status: 200, body: { status: 'ok' } };
    }
    if (url !== '/health' && url !== '/health/ready') {
      return { status: 404, body: { status: 404, title: '見つかりません。' } };
    }
    const health = await this.read();
    const isReady = health.parts.every(({ name, status }) => status === 'ok' || name === 'model');
    return url === '/health'
      ? { status: 200, body: health }
      : { status: isReady ? 200 : 503, body: { status: isReady ? 'ok' : 'degraded' } };
  }

  private async read(): Promise<HealthView> {
    const isDatabaseThere = await this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const parts = [
      part('database', isDatabaseThere, 'データベースにつながりません。'),
      part('worker', this.runner.isRunning, 'まだ仕事を受け取っていません。'),
      part('model', this.signs.isModelReachable === true, 'AIにつながることを確かめられていません。'),
    ];
    return { status: parts.every(({ status }) => status === 'ok') ? 'ok' : 'degraded', parts, version: VERSION };
  }
}
