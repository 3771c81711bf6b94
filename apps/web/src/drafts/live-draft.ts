import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import { LIVE_SILENCE_MS, liveEvents, type DraftView } from '@bunan/contracts';
import { asProblem, isPassing, type ProblemError } from '../shared/problems';
import { DraftApi } from './draft-api';

/** How often the draft is asked for while the live stream is silent, ms. */
const POLL_EVERY_MS = 1_000;

/** How often the silence is measured, ms. */
const WATCH_EVERY_MS = 500;

/**
 * Follows one draft: live events, and asking again and again while neither event nor heartbeat arrives (proxies that
 * hold streams back, a server that is starting again). Both give the same content.
 */
@Injectable()
export class LiveDraft implements OnDestroy {
  private readonly api = inject(DraftApi);
  private id = '';
  private source: EventSource | null = null;
  private watch: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private askedAt = 0;
  private isAsking = false;

  readonly view = signal<DraftView | null>(null);
  /** Why there is nothing to show; null once something was. */
  readonly problem = signal<ProblemError | null>(null);
  /** Neither stream nor question is answered. */
  readonly isOffline = signal(false);

  follow(id: string): void {
    this.stop();
    this.id = id;
    this.view.set(null);
    this.problem.set(null);
    this.heardAt = performance.now();
    this.open();
    this.watch = setInterval(() => {
      const now = performance.now();
      if (now - this.heardAt > LIVE_SILENCE_MS && now - this.askedAt > POLL_EVERY_MS) {
        void this.ask();
      }
    }, WATCH_EVERY_MS);
    void this.ask();
  }

  /** Takes over a newer state: the answer of a change. */
  take(view: DraftView): void {
    const known = this.view();
    if (view.id === this.id && (known === null || view.version > known.version)) {
      this.view.set(view);
    }
  }

  ngOnDestroy(): void {
    this.stop();
  }

  private stop(): void {
    this.source?.close();
    this.source = null;
    clearInterval(this.watch);
  }

  private open(): void {
    const source = new EventSource(`/api/drafts/${encodeURIComponent(this.id)}/events`);
    source.addEventListener(liveEvents.heartbeat, () => {
      this.hear();
    });
    source.addEventListener(liveEvents.draft, (event: MessageEvent<string>) => {
      this.hear();
      const data: unknown = JSON.parse(event.data);
      if (isDraftView(data)) {
        this.take(data);
      }
    });
    this.source = source;
  }

  private hear(): void {
    this.heardAt = performance.now();
    this.isOffline.set(false);
  }

  private async ask(): Promise<void> {
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    this.askedAt = performance.now();
    try {
      this.take(await this.api.read(this.id));
      this.isOffline.set(false);
      this.reopen();
    } catch (error) {
      const problem = asProblem(error);
      if (isPassing(problem.code)) {
        this.isOffline.set(true);
      } else {
        this.stop();
        this.view.set(null);
        this.problem.set(problem);
      }
    } finally {
      this.isAsking = false;
    }
  }

  /** A browser gives a stream up that was refused; the next one begins where the last one ended. */
  private reopen(): void {
    if (this.source?.readyState === EventSource.CLOSED) {
      this.open();
    }
  }
}

/** An event of our own server is whole or not there at all. */
function isDraftView(data: unknown): data is DraftView {
  return typeof data === 'object' && data !== null && 'version' in data && 'sections' in data;
}
