import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { openGenerationQueue, type GenerationQueueHandle } from '@bunan/jobs';
import { DataSource } from 'typeorm';
import { CONFIG } from '../providers.js';

/** Drafts that one sweep queues at most. */
const BATCH = 500;

/**
 * Queues drafts again that wait and that the queue may have lost: it was away when they came, or their worker ended.
 *
 * The job's id is the draft's: a draft that is still in the queue is not queued twice, and one that is being written
 * by another worker is protected by the ledger, which lets one open call through for a draft.
 */
@Injectable()
export class DraftSweep {
  private readonly logger = new Logger(DraftSweep.name);
  private readonly queue: GenerationQueueHandle;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.queue = openGenerationQueue(config.queue, (error) => {
      this.logger.warn(`queue: ${error.message}`);
    });
  }

  /** @returns how many drafts were looked after */
  async run(): Promise<number> {
    const quietSeconds = this.config.worker.reconcileIntervalMs / 1_000;
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM draft WHERE state IN ('queued', 'writing') AND updated_at < clock_timestamp() - make_interval(secs => $1)
        ORDER BY created_at LIMIT ${String(BATCH)}`,
      [quietSeconds],
    );
    if (rows.length > 0) {
      await this.queue.addAll(rows.map((row) => row.id));
    }
    return rows.length;
  }

  close(): Promise<void> {
    return this.queue.close();
  }
}
