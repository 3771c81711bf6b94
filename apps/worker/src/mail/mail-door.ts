import type { MailConfig } from '@bunan/config';
import { createTransport } from 'nodemailer';

/** A mail to one person; text only. */
export interface Letter {
  /** Of a letter that is sent twice the receiving side keeps one: the same id, the same letter. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * What came of sending. `code` names a failure without address or answer of the server, which may hold one: ETIMEDOUT,
 * EENVELOPE 550. `refused`: this letter or its address, for good; `failed`: nobody knows, or the server is away.
 */
export type Delivery = { readonly kind: 'sent' } | { readonly kind: 'refused' | 'failed'; readonly code: string };

/** How long each step of the conversation may take, ms. */
const STEP_MS = 10_000;

function transportOf({ host, port, tls, auth }: MailConfig) {
  return createTransport({
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(auth === null ? {} : { auth: { user: auth.user, pass: auth.password } }),
    tls: { minVersion: 'TLSv1.2' },
    dnsTimeout: STEP_MS,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function isPermanent(code: unknown, responseCode: unknown): boolean {
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}

function isCoded(error: unknown): error is { readonly code?: unknown; readonly responseCode?: unknown } {
  return typeof error === 'object' && error !== null;
}

function failureOf(error: unknown): Delivery {
  const { code, responseCode } = isCoded(error) ? error : {};
  const name = [typeof code === 'string' ? code : 'unknown', ...(typeof responseCode === 'number' ? [responseCode] : [])].join(' ');
  return { kind: isPermanent(code, responseCode) ? 'refused' : 'failed', code: name };
}

/** The only door for mail. Encrypted unless the settings say otherwise; never throws. */
export class MailDoor {
  private readonly transport;
  private readonly domain: string;

  constructor(private readonly config: MailConfig) {
    this.transport = transportOf(config);
    this.domain = config.from.slice(config.from.lastIndexOf('@') + 1);
  }

  async send({ id, to, subject, text }: Letter): Promise<Delivery> {
    try {
      await this.transport.sendMail({
        from: { name: '文案工房', address: this.config.from },
        // An address as it is: never a list, however it is written.
        to: { name: '', address: to },
        textEncoding: 'base64',
        messageId: `<${id}@${this.domain}>`,
        // No answers from absence assistants and lists (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...{ subject, text },
      });
      return { kind: 'sent' };
    } catch (error) {
      return failureOf(error);
    }
  }
}
