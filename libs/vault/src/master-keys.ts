import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';

/** A master key and the id under which wrapped keys name it. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

const LINE = /^([a-z0-9-]{1,32}) ([A-Za-z0-9+/]{43}=)$/;

/** The master keys of a key file: the first one wraps, all of them unwrap. */
export class MasterKeys {
  /** @throws {Error} when there is none */
  constructor(private readonly keys: readonly MasterKey[]) {
    const [current] = keys;
    if (current === undefined) {
      throw new Error('鍵のファイルに鍵がありません。');
    }
    this.current = current;
  }

  readonly current: MasterKey;

  /** The key of that id, if the file holds it. */
  find(id: string): KeyObject | undefined {
    return this.keys.find((each) => each.id === id)?.key;
  }
}

/**
 * Reads a key file: one key a line, `id base64`, the current one first; older ones stay for what they wrapped.
 *
 * @throws {Error} a Japanese sentence when the file is missing, malformed, or readable by others (POSIX mode)
 */
export function readMasterKeys(file: string): MasterKeys {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`鍵のファイル ${file} をほかの利用者が読めます。chmod 600 で読めないようにしてください。`);
  }
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return new MasterKeys(
    lines.map((line, index) => {
      const [, id, base64] = LINE.exec(line.trim()) ?? [];
      if (id === undefined || base64 === undefined) {
        throw new Error(`鍵のファイル ${file} の${String(index + 1)}行目の形が正しくありません（「名前 base64の32バイト」）。`);
      }
      return { id, key: createSecretKey(base64, 'base64') };
    }),
  );
}

/** Makes a key file with one new key, readable by its owner only. @throws when the file is already there */
export function createKeyFile(file: string): void {
  const id = `k${new Date().toISOString().slice(0, 10)}`;
  writeFileSync(file, `${id} ${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
}
