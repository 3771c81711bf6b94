import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { DraftView } from '@bunan/contracts';
import { DatabaseListener, DRAFT_CHANGED } from '@bunan/database';
import { DraftReader } from './draft-reader.js';

/** Somebody who follows one draft. */
interface Watcher {
  /** Version that the watcher has seen last. */
  seen: number;
  readonly send: (view: DraftView) => void;
}

/** The watchers of one draft; they belong to its department, so one view serves them all. */
interface Watch {
  readonly departmentId: string;
  readonly watchers: Set<Watcher>;
  isLoading: boolean;
  /** Changes heard of so far. */
  announced: number;
}

/**
 * Tells those who follow a draft about each change, whichever process made it.
 *
 * The database announces ids only; the view is read once for all watchers of a draft, and changes that come while it
 * is being read lead to one more reading.
 */
@Injectable()
export class LiveDrafts implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(LiveDrafts.name);
  private readonly watches = new Map<string, Watch>();

  constructor(
    private readonly listener: DatabaseListener,
    private readonly reader: DraftReader,
  ) {}

  onModuleInit(): void {
    this.listener.listen(DRAFT_CHANGED, (id) => void this.refresh(id));
    this.listener.onReconnect(() => {
      for (const id of this.watches.keys()) {
        void this.refresh(id);
      }
    });
  }

  onApplicationShutdown(): void {
    this.watches.clear();
  }

  /**
   * Follows a draft from `seen` on: `send` is called with each newer state, at once if there is one already.
   *
   * @returns stops following
   */
  watch(draft: { id: string; departmentId: string; seen: number }, send: (view: DraftView) => void): () => void {
    const watch = this.watches.get(draft.id) ?? {
      departmentId: draft.departmentId,
      watchers: new Set<Watcher>(),
      isLoading: false,
      announced: 0,
    };
    const watcher = { seen: draft.seen, send };
    watch.watchers.add(watcher);
    this.watches.set(draft.id, watch);
    void this.refresh(draft.id);
    return () => {
      watch.watchers.delete(watcher);
      if (watch.watchers.size === 0 && this.watches.get(draft.id) === watch) {
        this.watches.delete(draft.id);
      }
    };
  }

  private async refresh(id: string): Promise<void> {
    const watch = this.watches.get(id);
    if (watch === undefined) {
      return;
    }
    watch.announced += 1;
    if (watch.isLoading) {
      return;
    }
    watch.isLoading = true;
    try {
      await this.catchUp(id, watch);
    } catch (error) {
      this.logger.warn(`a followed draft could not be read: ${error instanceof Error ? error.message : 'unknown'}`);
    } finally {
      watch.isLoading = false;
    }
  }

  /** Reads and tells the draft until nothing has been announced since the last reading began. */
  private async catchUp(id: string, watch: Watch): Promise<void> {
    let read = 0;
    while (read < watch.announced && watch.watchers.size > 0) {
      read = watch.announced;
      tell(watch, await this.reader.view(id, watch.departmentId));
    }
  }
}

function tell(watch: Watch, view: DraftView): void {
  for (const watcher of watch.watchers) {
    if (view.version > watcher.seen) {
      watcher.seen = view.version;
      watcher.send(view);
    }
  }
}
