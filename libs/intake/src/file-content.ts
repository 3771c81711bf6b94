import type { FileKind } from '@bunan/contracts';

type Test = (file: Buffer) => boolean;

const begins =
  (...bytes: readonly number[]): Test =>
  (file) =>
    file.subarray(0, bytes.length).equals(Buffer.from(bytes));

const isZip = begins(0x50, 0x4b, 0x03, 0x04);

/** An Office file: its parts lie in this folder, and none of them is a macro. What is sealed with a password is no zip. */
const officeFile =
  (folder: string): Test =>
  (file) =>
    isZip(file) && file.includes('[Content_Types].xml') && file.includes(folder) && !file.includes('vbaProject');

/** Encodings in which offices write texts; those of UTF-16 say so by their first two bytes. */
function decoded(file: Buffer): string | null {
  const marked = begins(0xff, 0xfe)(file) ? ['utf-16le'] : begins(0xfe, 0xff)(file) ? ['utf-16be'] : ['utf-8', 'shift_jis'];
  for (const encoding of marked) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** Texts have no control characters but tabs, line breaks, page breaks, and the mark of the end that old programs write. */
const isText: Test = (file) => {
  const text = decoded(file);
  return text !== null && !/[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f]/.test(text);
};

const TESTS: Readonly<Record<FileKind, Test>> = {
  pdf: begins(0x25, 0x50, 0x44, 0x46, 0x2d),
  docx: officeFile('word/'),
  xlsx: officeFile('xl/'),
  csv: isText,
  txt: isText,
  png: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  jpg: begins(0xff, 0xd8, 0xff),
};

/**
 * Whether a file is what the ending of its name says, as far as its first bytes and, of Office files, the names of their
 * parts tell. Nothing is unpacked or run.
 */
export function isOfKind(kind: FileKind, file: Buffer): boolean {
  return TESTS[kind](file);
}
