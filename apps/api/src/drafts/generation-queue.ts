import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { openGenerationQueue, type GenerationQueueHandle } from '@bunan/jobs';
import { CONFIG } from '../http/config.token.js';

/** How long drafts are gathered for the next notice in a rush, ms. */
const GATHER_MS = 50;

/**
 * Tells the workers that drafts wait. A draft's row is the wish; a lost notice is made good by a worker's sweep.
 *
 * A draft that comes alone is told at once. In a rush, what comes while a notice is under way and shortly after is told
 * together with the next one: a thousand drafts go out in a few statements.
 */
@Injectable()
export class GenerationQueue implements OnApplicationShutdown {
  private readonly logger = new Logger(GenerationQueue.name);
  private readonly queue: GenerationQueueHandle;
  private waiting: string[] = [];
  private telling: Promise<void> | null = null;

  constructor(@Inject(CONFIG) config: Config) {
    this.queue = openGenerationQueue(config.queue, (error) => {
      this.logger.warn(`queue: ${error.message}`);
    });
  }

  /** Tells what still waits, then closes. */
  async onApplicationShutdown(): Promise<void> {
    await this.telling;
    await this.queue.close();
  }

  /** Adds the job of a draft, soon; at most one job exists for a draft. Never throws. */
  announce(draftId: string): void {
    this.waiting.push(draftId);
    this.telling ??= this.tellAll();
  }

  /** Whether the queue's store answers. */
  async isReachable(): Promise<boolean> {
    return this.queue.isReachable();
  }

  private async tellAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const draftIds = this.waiting;
      this.waiting = [];
      try {
        await this.queue.addAll(draftIds);
      } catch (error) {
        this.logger.warn(`jobs were not queued now, the sweep will: ${error instanceof Error ? error.message : 'unknown'}`);
      }
      if (this.waiting.length > 0) {
        await sleep(GATHER_MS);
      }
    }
    this.telling = null;
  }
}
