import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { MasterKeys } from './master-keys.js';

/** Version of the envelope's form; the first byte of everything that is sealed. */
const FORM = 1;

/** AES-256-GCM: nonce of 96 bits, tag of 128 bits (NIST SP 800-38D). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Data keys that are kept unwrapped; reading a list of drafts needs one each. */
const CACHED_KEYS = 2_000;

/** Something did not open: another key, another place, or changed bytes. Says nothing of the content. */
export class VaultError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VaultError';
  }
}

/** A document by its id, and its data key as it is stored. */
export interface SealableDocument {
  readonly id: string;
  readonly wrappedKey: Buffer;
}

function encrypt(key: KeyObject, context: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([Buffer.of(FORM), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, context: string, sealed: Buffer): Buffer {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORM) {
    throw new VaultError('these bytes are no envelope');
  }
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new VaultError('the envelope does not open', { cause: error });
  }
}

/** What tells an envelope from every other one: its nonce and its tag. Says nothing of the content. */
export function envelopeMark(sealed: Buffer): string {
  return sealed.toString('base64', 1, 1 + NONCE_BYTES) + sealed.toString('base64', sealed.length - TAG_BYTES);
}

/**
 * Envelope encryption (保管庫): each document has a key of its own, wrapped by a master key that is not in the database.
 *
 * A sealed text is bound to its document, its kind and its version: moved elsewhere or brought back from an older
 * state it does not open. Without its wrapped key a document cannot be read by anybody: destroying the one row that
 * holds it erases the content everywhere, backups of the contents included.
 *
 * Form of an envelope: 1 byte version, 12 bytes nonce, ciphertext, 16 bytes tag. A wrapped key has the id of its
 * master key (1 byte length, ASCII) before it.
 */
export class Vault {
  private readonly unwrapped = new LRUCache<string, KeyObject>({ max: CACHED_KEYS });
  private readonly fingerprintKey: KeyObject;

  constructor(private readonly keys: MasterKeys) {
    this.fingerprintKey = createSecretKey(Buffer.from(hkdfSync('sha256', keys.current.key, '', 'bunan fingerprint', KEY_BYTES)));
  }

  /** A document with a new data key, wrapped by the current master key. */
  createDocument(id: string): SealableDocument {
    const master = this.keys.current;
    const dataKey = randomBytes(KEY_BYTES);
    const wrappedKey = Buffer.concat([
      Buffer.of(master.id.length),
      Buffer.from(master.id, 'ascii'),
      encrypt(master.key, `key ${id}`, dataKey),
    ]);
    this.unwrapped.set(cacheKey({ id, wrappedKey }), createSecretKey(dataKey));
    return { id, wrappedKey };
  }

  /** Seals a text of a document. @param kind what it is, @param version which state of it */
  seal(document: SealableDocument, kind: string, version: number, text: string): Buffer {
    return this.sealBytes(document, kind, version, Buffer.from(text, 'utf8'));
  }

  /** Seals bytes of a document, as `seal` does a text. */
  sealBytes(document: SealableDocument, kind: string, version: number, bytes: Buffer): Buffer {
    return encrypt(this.dataKey(document), contextOf(document.id, kind, version), bytes);
  }

  /** Opens what `seal` gave for the same document, kind and version. @throws {VaultError} */
  open(document: SealableDocument, kind: string, version: number, sealed: Buffer): string {
    return this.openBytes(document, kind, version, sealed).toString('utf8');
  }

  /** Opens what `sealBytes` gave for the same document, kind and version. @throws {VaultError} */
  openBytes(document: SealableDocument, kind: string, version: number, sealed: Buffer): Buffer {
    return decrypt(this.dataKey(document), contextOf(document.id, kind, version), sealed);
  }

  /** Keyed hash (HMAC-SHA-256, 32 bytes): tells equal texts apart from others, gives nothing away without the key. */
  fingerprint(text: string): Buffer {
    return createHmac('sha256', this.fingerprintKey).update(text).digest();
  }

  private dataKey(document: SealableDocument): KeyObject {
    const known = this.unwrapped.get(cacheKey(document));
    if (known !== undefined) {
      return known;
    }
    const wrapped = document.wrappedKey;
    const idEnd = 1 + (wrapped[0] ?? 0);
    const master = this.keys.find(wrapped.subarray(1, idEnd).toString('ascii'));
    if (master === undefined) {
      throw new VaultError('the master key of this document is not in the key file');
    }
    const dataKey = createSecretKey(decrypt(master, `key ${document.id}`, wrapped.subarray(idEnd)));
    this.unwrapped.set(cacheKey(document), dataKey);
    return dataKey;
  }
}

function contextOf(documentId: string, kind: string, version: number): string {
  return `${documentId} ${kind} ${String(version)}`;
}

function cacheKey({ id, wrappedKey }: SealableDocument): string {
  return `${id} ${wrappedKey.toString('base64')}`;
}
