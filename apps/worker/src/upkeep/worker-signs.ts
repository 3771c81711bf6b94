import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ModelProviders } from '../generation/model-providers.js';
import { ProviderProbe } from './provider-probe.js';

/** Signs of life older than this are cleared away. */
const FORGET_AFTER = '1 day';

/** Tells the installation that this worker lives and whether it reaches the model; /health of the API reads it. */
@Injectable()
export class WorkerSigns {
  private readonly id = randomUUID();
  private readonly probes: readonly ProviderProbe[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: ModelProviders,
  ) {
    this.probes = providers.all.map((provider) => new ProviderProbe(provider));
  }

  /** Whether the provider in use answered when it was asked last; null before. */
  get isModelReachable(): boolean | null {
    const { inUse } = this.providers;
    return this.probes.find(({ provider }) => provider === inUse)?.isReachable ?? null;
  }

  /** Notes that the worker lives, and what the provider in use said when it was asked last. */
  async give(): Promise<void> {
    const asked = await Promise.all(this.probes.map((probe) => probe.askWhenDue()));
    await this.dataSource.query(
      `INSERT INTO worker_instance AS w (id, model_status, model_checked_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET last_seen_at = clock_timestamp(), model_status = $2,
         model_checked_at = CASE WHEN $3 THEN clock_timestamp() ELSE w.model_checked_at END`,
      [this.id, this.isModelReachable === true ? 'ok' : 'degraded', asked.includes(true)],
    );
    await this.dataSource.query(`DELETE FROM worker_instance WHERE last_seen_at < clock_timestamp() - interval '${FORGET_AFTER}'`);
  }

  /** The process ends in order. */
  async withdraw(): Promise<void> {
    await this.dataSource.query('DELETE FROM worker_instance WHERE id = $1', [this.id]);
  }
}
