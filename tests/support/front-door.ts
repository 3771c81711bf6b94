import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What the front door answers in place of the server behind it. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A proxy as it stands before the server in a city office: passes requests on, can hold event streams back until they
 * end, and can refuse what goes to the API.
 */
export class FrontDoor {
  /** Streams are buffered: their end never comes, and so nothing of them. */
  holdsStreams = false;
  /** What all requests to the API get; null: they go through. */
  refusal: Refusal | null = null;
  /** Requests to the API wait for this. */
  gate: Promise<void> = Promise.resolve();
  /** Event streams that were asked for. */
  streams = 0;

  private readonly open = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: string): Promise<FrontDoor> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const door = new FrontDoor(server, `http://127.0.0.1:${String(port)}`);
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const wait = incoming.url?.startsWith('/api/') === true ? door.gate : Promise.resolve();
      void wait.then(() => {
        door.pass(target, incoming, outgoing);
      });
    });
    return door;
  }

  /** Ends the event streams that are open, as a server that goes away does. */
  cutStreams(): void {
    for (const stream of this.open) {
      stream.destroy();
    }
    this.open.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url = '/', headers } = incoming;
    if (this.refusal !== null && url.startsWith('/api/')) {
      outgoing.writeHead(this.refusal.status, this.refusal.headers);
      outgoing.end(this.refusal.body);
      return;
    }
    const onward = request(target + url, { method, headers }, (answer) => {
      if (answer.headers['content-type']?.startsWith('text/event-stream') === true) {
        this.streams += 1;
        this.open.add(outgoing);
        if (this.holdsStreams) {
          answer.resume();
          return;
        }
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => {
      outgoing.destroy();
    });
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }
}
