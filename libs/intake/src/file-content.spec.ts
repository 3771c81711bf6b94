import { readFileSync } from 'node:fs';
import { FILE_KINDS, type FileKind } from '@bunan/contracts';
import { isOfKind } from './file-content.js';

const LETTER = readFileSync('tests/golden/intake/tsuchi-taigai-1.docx');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const PROGRAM = Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]);
const SEALED = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]);
const SHIFT_JIS = Buffer.from([0x96, 0xbc, 0x91, 0x4f, 0x0d, 0x0a, 0x8d, 0x82, 0xfb, 0xfc]);

/** The names of the parts as they stand in a zip. */
const zip = (...parts: readonly string[]) => Buffer.concat([Buffer.from('PK\u0003\u0004'), ...parts.map((part) => Buffer.from(part))]);

const BOOK = zip('[Content_Types].xml', 'xl/workbook.xml');

const kindsOf = (file: Buffer) => FILE_KINDS.filter((kind) => isOfKind(kind, file));

describe('isOfKind', () => {
  it.each<[string, Buffer, readonly FileKind[]]>([
    ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n\u0000'), ['pdf']],
    ['a Word file', LETTER, ['docx']],
    ['an Excel file', BOOK, ['xlsx']],
    ['a picture', PNG, ['png']],
    ['a photograph', JPEG, ['jpg']],
    ['a text in UTF-8', Buffer.from('\ufeff番号,会場\r\n1,本庁舎\r\n'), ['csv', 'txt']],
    ['a text in Shift_JIS', SHIFT_JIS, ['csv', 'txt']],
    ['a text in UTF-16', Buffer.from('\ufeff会場', 'utf16le'), ['csv', 'txt']],
    ['a program', PROGRAM, []],
    ['a sealed file', SEALED, []],
    ['a Word file with macros', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), []],
    ['a zip of anything', zip('photos/1.exe'), []],
    ['half a mark', Buffer.from([0xff, 0xd8]), []],
    ['bytes without meaning', Buffer.from([0x00, 0x01, 0x02, 0xff]), []],
  ])('knows %s', (_, file, kinds) => {
    expect(kindsOf(file)).toEqual(kinds);
  });
});
