import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ModelDoor } from '@bunan/llm';
import { DataSource } from 'typeorm';

/** How often a model that answers is asked again whether it is there; one that does not is asked with each sign, ms. */
const ASK_MODEL_EVERY_MS = 30_000;

/** Signs of life older than this are cleared away. */
const FORGET_AFTER = '1 day';

/** Tells the installation that this worker lives and whether it reaches the model; /health of the API reads it. */
@Injectable()
export class WorkerSigns {
  private readonly id = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly door: ModelDoor,
  ) {}

  /** Whether the model answered when it was asked last; null before. */
  isModelReachable: boolean | null = null;

  private askedAt = -Infinity;

  /** Notes that the worker lives, and what the model said when it was asked last. */
  async give(): Promise<void> {
    const isAsked = this.isModelReachable !== true || performance.now() - this.askedAt > ASK_MODEL_EVERY_MS;
    if (isAsked) {
      this.askedAt = performance.now();
      this.isModelReachable = await this.door.isReachable();
    }
    await this.dataSource.query(
      `INSERT INTO worker_instance AS w (id, model_status, model_checked_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET last_seen_at = clock_timestamp(), model_status = $2,
         model_checked_at = CASE WHEN $3 THEN clock_timestamp() ELSE w.model_checked_at END`,
      [this.id, this.isModelReachable === true ? 'ok' : 'degraded', isAsked],
    );
    await this.dataSource.query(`DELETE FROM worker_instance WHERE last_seen_at < clock_timestamp() - interval '${FORGET_AFTER}'`);
  }

  /** The process ends in order. */
  async withdraw(): Promise<void> {
    await this.dataSource.query('DELETE FROM worker_instance WHERE id = $1', [this.id]);
  }
}
