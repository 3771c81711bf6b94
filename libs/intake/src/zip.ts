import { crc32, inflateRawSync } from 'node:zlib';
import { unreadable } from './refusal.js';

/** The largest file, the most that all its parts may hold unpacked, bytes, and the most parts. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 30 * 1024 * 1024;
const MAX_PARTS = 2_000;

const END_MARK = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** Begins a file that Word has sealed with a password, and the .doc of old. */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly local: number;
}

/** Parts of a zip by name; each is unpacked only when it is asked for. */
export class ZipParts {
  constructor(
    private readonly file: Buffer,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The part as text. @throws {DomainError} `document.unreadable` when it is not there or not what its entry says */
  text(name: string): string {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      throw unreadable('not-word', `the file has no ${name}`);
    }
    const data = unpacked(entry, packedBytes(this.file, entry));
    if (data.length !== entry.bytes || crc32(data) !== entry.crc) {
      throw unreadable('damaged', `${name} is not what its entry says`);
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(data);
    } catch (error) {
      throw unreadable('damaged', `${name} is no UTF-8`, error);
    }
  }
}

function packedBytes(file: Buffer, { local, packedBytes: length }: Entry): Buffer {
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL_MARK) {
    throw unreadable('damaged', 'an entry points to no part');
  }
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + length > file.length) {
    throw unreadable('damaged', 'a part ends behind the file');
  }
  return file.subarray(start, start + length);
}

/** Never gives more than the entry has announced: a bomb that lies about its size ends here. */
function unpacked({ method, bytes, flags }: Entry, packed: Buffer): Buffer {
  if ((flags & 1) !== 0) {
    throw unreadable('protected', 'a part is encrypted');
  }
  if (method === 0) {
    return packed;
  }
  if (method !== 8) {
    throw unreadable('damaged', `no such compression: ${String(method)}`);
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw unreadable('damaged', 'a part cannot be unpacked to the size that its entry says', error);
  }
}

function entryAt(file: Buffer, at: number): Entry & { readonly next: number } {
  if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY_MARK) {
    throw unreadable('damaged', 'the directory ends too early');
  }
  const nameLength = file.readUInt16LE(at + 28);
  return {
    name: file.toString('utf8', at + 46, at + 46 + nameLength),
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packedBytes: file.readUInt32LE(at + 20),
    bytes: file.readUInt32LE(at + 24),
    local: file.readUInt32LE(at + 42),
    next: at + 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32),
  };
}

/** Where the directory begins, and how many entries it has. */
function directoryOf(file: Buffer): { at: number; count: number } {
  const end = file.lastIndexOf(END_MARK);
  if (end < Math.max(0, file.length - END_LENGTH - LONGEST_COMMENT) || end + END_LENGTH > file.length) {
    throw unreadable('not-word', 'these bytes are no zip');
  }
  return { at: file.readUInt32LE(end + 16), count: file.readUInt16LE(end + 10) };
}

/**
 * Opens a zip without unpacking anything.
 *
 * @throws {DomainError} `document.unreadable` for what is too large, packed or unpacked, sealed, damaged, or no zip
 */
export function openZip(file: Buffer): ZipParts {
  if (file.length > MAX_FILE_BYTES) {
    throw unreadable('too-large', `${String(file.length)} bytes`);
  }
  if (file.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE)) {
    throw unreadable('protected', 'a compound file');
  }
  const { at, count } = directoryOf(file);
  if (count > MAX_PARTS) {
    throw unreadable('unpacked-too-large', `${String(count)} parts`);
  }
  const entries = new Map<string, Entry>();
  let [next, total] = [at, 0];
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(file, next);
    if (entries.has(entry.name)) {
      throw unreadable('damaged', 'two parts have one name');
    }
    entries.set(entry.name, entry);
    next = entry.next;
    total += entry.bytes;
  }
  if (total > MAX_UNPACKED_BYTES) {
    throw unreadable('unpacked-too-large', `${String(total)} bytes unpacked`);
  }
  return new ZipParts(file, entries);
}
