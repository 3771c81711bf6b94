import { liveEvents, type DraftView } from '@bunan/contracts';
import type { TestClient } from './client.js';
import { isBody } from './description.js';

/** Follows a draft's live events as a browser does: reconnects with the last id it has seen. */
export class LiveFollower {
  private readonly closing = new AbortController();
  private readonly done: Promise<void>;
  /** The newest state that was told. */
  latest: DraftView | null = null;
  /** Ids in the order in which they came. */
  readonly versions: number[] = [];
  heartbeats = 0;

  constructor(
    private readonly client: TestClient,
    private readonly draftId: string,
    /** Version that is known already. */
    private readonly known?: number,
  ) {
    this.done = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.readOnce().catch(() => undefined);
    }
  }

  private async readOnce(): Promise<void> {
    const lastId = this.versions.at(-1) ?? this.known;
    const response = await fetch(`${this.client.url}/api/drafts/${this.draftId}/events`, {
      headers: { cookie: this.client.sessionCookie, ...(lastId === undefined ? {} : { 'last-event-id': String(lastId) }) },
      signal: this.closing.signal,
    });
    const decoder = new TextDecoder();
    let waiting = '';
    for await (const bytes of response.body ?? []) {
      waiting += decoder.decode(bytes, { stream: true });
      const events = waiting.split('\n\n');
      waiting = events.pop() ?? '';
      for (const event of events) {
        this.take(event);
      }
    }
  }

  private take(event: string): void {
    const lines = new Map(event.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
    if (lines.get('event') === liveEvents.heartbeat) {
      this.heartbeats += 1;
    }
    if (lines.get('event') === liveEvents.draft) {
      const view: unknown = JSON.parse(lines.get('data') ?? '');
      if (!isBody('DraftView', view)) {
        throw new Error('a live event is no DraftView');
      }
      this.latest = view;
      this.versions.push(Number(lines.get('id')));
    }
  }
}
