import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { startGenerationWorker } from '@bunan/jobs';
import { CONFIG } from '../providers.js';
import { Cancellations } from './cancellations.js';
import { GenerateDraft } from './generate-draft.js';

/** How long calls that are under way may go on when the process is told to end, ms. */
const GRACE_MS = 8_000;

/** Takes the jobs of the queue and lets GenerateDraft do them. */
@Injectable()
export class GenerationRunner {
  private readonly logger = new Logger(GenerationRunner.name);
  private readonly ending = new AbortController();
  private worker: { close(): Promise<void> } | null = null;

  constructor(
    private readonly generateDraft: GenerateDraft,
    private readonly cancellations: Cancellations,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get isRunning(): boolean {
    return this.worker !== null;
  }

  /** Begins to take jobs; the queue's schema must be there. */
  start(): void {
    this.worker = startGenerationWorker(this.config.queue, {
      concurrency: this.config.worker.concurrency,
      run: (draftId) =>
        this.cancellations.during(draftId, (signal) => this.generateDraft.run(draftId, AbortSignal.any([signal, this.ending.signal]))),
      onError: (error) => {
        this.logger.warn(`queue: ${error.message}`);
      },
    });
  }

  /** Takes no more jobs; calls under way get a grace, then they are closed and their drafts are taken up again later. */
  async stop(): Promise<void> {
    const grace = setTimeout(() => {
      this.ending.abort();
    }, GRACE_MS);
    await this.worker?.close();
    clearTimeout(grace);
    this.worker = null;
  }
}
