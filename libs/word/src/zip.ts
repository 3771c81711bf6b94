import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A file in a zip, with its compressed bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly raw: Buffer;
}

/** 1980-01-01 00:00, the first time of the format: the same input gives the same bytes. */
const DOS_TIME = 0;
const DOS_DATE = 0x21;

const UTF8_NAMES = 0x0800;
const VERSION = 20;

/** Reads a zip without encryption and without zip64 (APPNOTE.TXT 6.3). @throws {RangeError} when it is none */
export function readZip(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) {
    throw new RangeError('these bytes are no zip');
  }
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < bytes.readUInt16LE(end + 10); index += 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      size: bytes.readUInt32LE(at + 24),
      raw: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The content of a file as text. */
export function entryText(entry: ZipEntry): string {
  return (entry.method === 0 ? entry.raw : inflateRawSync(entry.raw)).toString('utf8');
}

/** A file with new content. */
export function zipEntry(name: string, text: string): ZipEntry {
  const data = Buffer.from(text, 'utf8');
  return { name, method: 8, crc: crc32(data), size: data.length, raw: deflateRawSync(data) };
}

function common(entry: ZipEntry, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(entry.method, 4);
  header.writeUInt16LE(DOS_TIME, 6);
  header.writeUInt16LE(DOS_DATE, 8);
  header.writeUInt32LE(entry.crc, 10);
  header.writeUInt32LE(entry.raw.length, 14);
  header.writeUInt32LE(entry.size, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

/** Writes a zip; files keep the bytes they were compressed to. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const header = common(entry, name.length);
    files.push(Buffer.from([0x50, 0x4b, 0x03, 0x04]), header, name, entry.raw);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 0x01, 0x02, VERSION, 0]), header, rest, name);
    offset += 4 + header.length + name.length + entry.raw.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
