import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { openGenerationQueue, type GenerationQueueHandle } from '@bunan/jobs';
import { CONFIG } from '../http/config.token.js';

/** Tells the workers that a draft waits. The draft's row is the wish; a lost notice is made good by a worker's sweep. */
@Injectable()
export class GenerationQueue implements OnApplicationShutdown {
  private readonly logger = new Logger(GenerationQueue.name);
  private readonly queue: GenerationQueueHandle;

  constructor(@Inject(CONFIG) config: Config) {
    this.queue = openGenerationQueue(config.queue, (error) => {
      this.logger.warn(`queue: ${error.message}`);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }

  /** Adds the job of a draft; at most one job exists for a draft. Never throws. */
  async add(draftId: string): Promise<void> {
    try {
      await this.queue.add(draftId);
    } catch (error) {
      this.logger.warn(`a job was not queued now, the sweep will: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  /** Whether the queue's store answers. */
  async isReachable(): Promise<boolean> {
    return this.queue.isReachable();
  }
}
