import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DatabaseListener, DRAFT_CANCELLED } from '@bunan/database';
import { CANCELLED } from './call-runner.js';
import { DraftStore } from './draft-store.js';

/** The drafts that this process is writing, and the authors' wish to stop one, told by whichever API took it. */
@Injectable()
export class Cancellations implements OnModuleInit {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly listener: DatabaseListener,
    private readonly store: DraftStore,
  ) {}

  onModuleInit(): void {
    this.listener.listen(DRAFT_CANCELLED, (id) => {
      this.running.get(id)?.abort(CANCELLED);
    });
    // What was announced while nobody listened is looked up.
    this.listener.onReconnect(() => {
      for (const id of this.running.keys()) {
        void this.abortIfRequested(id);
      }
    });
  }

  /** Runs something that the author of a draft may stop. */
  async during(draftId: string, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.running.set(draftId, controller);
    try {
      await act(controller.signal);
    } finally {
      if (this.running.get(draftId) === controller) {
        this.running.delete(draftId);
      }
    }
  }

  private async abortIfRequested(id: string): Promise<void> {
    // While the database is away again, the next connection looks again.
    const isRequested = await this.store.isCancelRequested(id).catch(() => false);
    if (isRequested) {
      this.running.get(id)?.abort(CANCELLED);
    }
  }
}
