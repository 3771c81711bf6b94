import { Client } from 'pg';

/** Channel on which the database tells that a draft has changed; the payload is its id. */
export const DRAFT_CHANGED = 'draft_changed';

/** Channel on which an author's wish to stop a draft is told; the payload is its id. */
export const DRAFT_CANCELLED = 'draft_cancelled';

/** Channel on which the end of a session by its person is told; the payload is the session's key, hexadecimal. */
export const SESSION_ENDED = 'session_ended';

/** Time before the next try to connect, ms. */
const RECONNECT_MS = 500;

/**
 * Hears what other processes announce (LISTEN), on one connection of its own that is made anew whenever it breaks.
 *
 * What is announced while the connection is away is lost: whoever listens looks again in `onReconnect`.
 */
export class DatabaseListener {
  private readonly handlers = new Map<string, ((payload: string) => void)[]>();
  private readonly reconnectHandlers: (() => void)[] = [];
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(private readonly url: string) {}

  /** Calls the handler for each announcement on the channel; before `start` only. */
  listen(channel: string, handler: (payload: string) => void): void {
    this.handlers.set(channel, [...(this.handlers.get(channel) ?? []), handler]);
  }

  /** Calls the handler whenever listening begins, the first time and after each break. */
  onReconnect(handler: () => void): void {
    this.reconnectHandlers.push(handler);
  }

  /** Begins to listen; returns at once, whether the database is there or not. */
  start(): void {
    void this.connect();
  }

  /** Listens no more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'bunan-listener', keepAlive: true });
    client.on('error', () => undefined);
    client.on('end', () => {
      this.reconnectLater(client);
    });
    client.on('notification', ({ channel, payload }) => {
      for (const handler of this.handlers.get(channel) ?? []) {
        handler(payload ?? '');
      }
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.handlers.keys()) {
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      }
      for (const handler of this.reconnectHandlers) {
        handler();
      }
    } catch {
      await client.end().catch(() => undefined);
      this.reconnectLater(client);
    }
  }

  private reconnectLater(broken: Client): void {
    if (this.isStopped || this.client !== broken) {
      return;
    }
    this.client = null;
    this.timer = setTimeout(() => void this.connect(), RECONNECT_MS);
  }
}
