import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** An answer as far as a load generator looks at it. */
export interface Answer {
  readonly status: number;
  readonly bodyBytes: number;
}

/**
 * One kept-alive HTTP/1.1 connection that sends ready-made requests one after another.
 *
 * Reads status and content-length and counts the body: the generator shares the machine with what it measures, so it
 * does nothing more.
 */
export class Connection {
  private pieces: Buffer[] = [];
  private settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.pieces.push(bytes);
      this.read();
    });
    const fail = () => this.settle?.reject(new Error('the connection was closed before the answer'));
    socket.on('error', fail);
    socket.on('close', fail);
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => {
        resolve(new Connection(socket));
      });
      socket.once('error', reject);
    });
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private read(): void {
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [bytes];
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd === -1) {
      return;
    }
    const head = bytes.toString('latin1', 0, headEnd);
    const bodyBytes = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    if (Number.isNaN(bodyBytes)) {
      this.settle?.reject(new Error(`an answer without content-length: ${head.slice(0, 200)}`));
    } else if (bytes.length >= headEnd + HEAD_END.length + bodyBytes) {
      this.pieces = [];
      this.settle?.resolve({ status: Number(head.slice(9, 12)), bodyBytes });
    }
  }
}
