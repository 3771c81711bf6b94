import { HEARTBEAT_MS, liveEvents, type DraftView } from '@bunan/contracts';
import type { FastifyReply } from 'fastify';

/** Bytes that may wait for a slow reader before the stream is cut; the browser then reconnects and gets the newest state. */
const MAX_WAITING_BYTES = 4_000_000;

/**
 * One stream of server-sent events: draft states and a heartbeat each second.
 *
 * `X-Accel-Buffering: no` asks proxies not to hold the stream back.
 */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;

  /** @param onEnd called once when the browser has gone or the stream was cut */
  constructor(
    private readonly reply: FastifyReply,
    onEnd: () => void,
  ) {
    reply.hijack();
    reply.raw.writeHead(200, {
      ...definedHeaders(reply),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    this.heartbeat = setInterval(() => {
      this.write(`event: ${liveEvents.heartbeat}\ndata: {}\n\n`);
    }, HEARTBEAT_MS);
    reply.raw.on('close', () => {
      clearInterval(this.heartbeat);
      onEnd();
    });
    this.write('retry: 1000\n\n');
  }

  /** Sends a state; its version is the id that the browser names when it reconnects. */
  send(view: DraftView): void {
    this.write(`event: ${liveEvents.draft}\nid: ${String(view.version)}\ndata: ${JSON.stringify(view)}\n\n`);
  }

  end(): void {
    this.reply.raw.end();
  }

  private write(text: string): void {
    if (this.reply.raw.writableLength > MAX_WAITING_BYTES) {
      this.reply.raw.destroy();
      return;
    }
    this.reply.raw.write(text);
  }
}

function definedHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
