import { SMTPServer } from 'smtp-server';
import { until } from './program.js';

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Everything as it came. */
  readonly raw: string;
  readonly isEncrypted: boolean;
}

/** What of the server a test wants otherwise. */
export interface MailServerOptions {
  readonly port?: number;
  /** `starttls`: offered, with a certificate that nobody has signed. */
  readonly tls?: 'none' | 'starttls';
  /** The account without which nothing is taken. */
  readonly account?: { readonly user: string; readonly password: string };
}

/** A real mail server on this machine that keeps what it gets. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** Addresses that it knows nothing of. */
  readonly unknown = new Set<string>();
  /** While true, it reads a mail and does not say that it has it. */
  isHolding = false;
  /** Mails that were read and held. */
  held = 0;
  private readonly server: SMTPServer;

  private constructor({ tls = 'none', account }: MailServerOptions) {
    this.server = new SMTPServer({
      hideSTARTTLS: tls === 'none',
      authOptional: account === undefined,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => {
        const isRight = username === account?.user && password === account?.password;
        done(isRight ? null : new Error('wrong'), { user: username });
      },
      onRcptTo: ({ address }, _, done) => {
        done(this.unknown.has(address) ? Object.assign(new Error(`no such user <${address}>`), { responseCode: 550 }) : null);
      },
      onData: (stream, { envelope, secure }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => address);
          this.mails.push(mailOf(Buffer.concat(chunks).toString('latin1'), to, secure));
          if (this.isHolding) {
            this.held += 1;
          } else {
            done();
          }
        });
      },
    });
    // Connections that are cut by the test.
    this.server.on('error', () => undefined);
  }

  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const mailServer = new MailServer(options);
    await new Promise<void>((resolve) => {
      mailServer.server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return mailServer;
  }

  get port(): number {
    const address = this.server.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Settings of a worker that sends through it. */
  get settings(): Record<string, string> {
    return { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(this.port), SMTP_TLS: 'none', MAIL_FROM: 'bunan@city.example.jp' };
  }

  /** Waits until mails have come whose subject holds a text. @returns those, one for each id, in the order of their addresses */
  async received(subject: string, count: number): Promise<readonly ReceivedMail[]> {
    const found = () => [...new Map(this.mails.filter((mail) => mail.subject.includes(subject)).map((mail) => [mail.id, mail])).values()];
    await until(`${String(count)} mails about ${subject}, there are ${this.subjects}`, () => found().length >= count);
    return found().toSorted((a, b) => a.to.join().localeCompare(b.to.join()));
  }

  get subjects(): string {
    return this.mails.map(({ subject, to }) => `${subject} (${to.join(', ')})`).join('; ');
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
      this.server.connections.forEach((connection) => {
        connection.close();
      });
    });
  }
}

function mailOf(raw: string, to: readonly string[], isEncrypted: boolean): ReceivedMail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const headerOf = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  return {
    ...{ to, raw, isEncrypted },
    id: headerOf('Message-ID'),
    subject: wordsOf(headerOf('Subject')),
    text: decoded(body.join('\r\n\r\n'), headerOf('Content-Transfer-Encoding')),
  };
}

/** Encoded words (RFC 2047) as text. */
function wordsOf(header: string): string {
  return header
    .replaceAll(/\?= +=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? decoded(text, 'base64') : decoded(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}

function decoded(text: string, encoding: string): string {
  if (encoding === 'base64') {
    return Buffer.from(text, 'base64').toString('utf8');
  }
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
