import { DomainError } from '@bunan/contracts';
import { crc32, deflateRawSync } from 'node:zlib';
import { readDocx } from './docx.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const documentOf = (body: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document ${W}><w:body>${body}</w:body></w:document>`;
const words = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

interface Part {
  readonly name: string;
  readonly data: Buffer;
  /** What the directory says, where that is a lie. */
  readonly bytes?: number;
  readonly flags?: number;
  readonly method?: number;
}

/** A zip as it is written by hand, lies included. */
function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, bytes = data.length, flags = 0, method = 8 } of parts) {
    const packed = method === 8 ? deflateRawSync(data) : data;
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(flags, 2);
    fixed.writeUInt16LE(method, 4);
    fixed.writeUInt32LE(crc32(data), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(bytes, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\u0003\u0004'), fixed, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), fixed, rest, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const docx = (xml: string, ...more: Part[]) => zipOf([{ name: 'word/document.xml', data: Buffer.from(xml) }, ...more]);

function reasonOf(file: Buffer): unknown {
  try {
    readDocx(file);
    return null;
  } catch (error) {
    return error instanceof DomainError && error.code === 'document.unreadable' ? error.details.reason : error;
  }
}

describe('readDocx', () => {
  it('reads paragraphs with tabs, breaks and entities, and leaves out what is empty', () => {
    const xml = documentOf(
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>日時</w:t><w:tab/><w:t>1 &lt; 2 &amp; &#x3042;</w:t><w:br/><w:t>次</w:t></w:r></w:p><w:p/>',
    );
    expect(readDocx(docx(xml))).toEqual([{ kind: 'paragraph', text: '日時\t1 < 2 & あ\n次', numbering: null, level: null }]);
  });

  it('knows headings by their style, and how deep a paragraph is numbered', () => {
    const styles = `<w:styles ${W}><w:style w:styleId="H1"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`;
    const numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>項目</w:t></w:r></w:p>';
    const file = docx(documentOf(`<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>見出し</w:t></w:r></w:p>${numbered}`), {
      name: 'word/styles.xml',
      data: Buffer.from(styles),
    });
    expect(readDocx(file)).toMatchObject([
      { text: '見出し', level: 1, numbering: null },
      { text: '項目', level: null, numbering: 2 },
    ]);
  });

  it('reads tables, with cells over several columns, and what stands in a table of a table as words', () => {
    const cell = (inner: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
    const inner = `<w:tbl><w:tr>${cell(words('内'))}${cell(words('側'))}</w:tr></w:tbl>`;
    const rows = `<w:tr>${cell(words('甲'), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(words('乙'))}${cell(inner + words('丙'))}</w:tr>`;
    expect(readDocx(docx(documentOf(`<w:tbl>${rows}</w:tbl>`)))).toEqual([
      {
        kind: 'table',
        rows: [
          ['甲', ''],
          ['乙', '内\n側\n丙'],
        ],
      },
    ]);
  });

  it('leaves out what was deleted or moved away, readings, and the second reading of a text box', () => {
    const ruby = '<w:r><w:ruby><w:rt><w:r><w:t>かな</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>';
    const changes =
      '<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>新</w:t></w:r></w:ins>';
    const field = '<w:r><w:instrText>INCLUDETEXT "http://example.invalid/x"</w:instrText></w:r>';
    const box = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${words('枠')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${words('枠')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const blocks = readDocx(docx(documentOf(`<w:p>${ruby}${changes}${field}${box}</w:p>`)));
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''))).toEqual(['枠', '漢字新']);
  });

  it.each([
    ['no zip', Buffer.from('ただの文字です'), 'not-word'],
    ['nothing', Buffer.alloc(0), 'not-word'],
    ['a zip without a document', zipOf([{ name: 'x', data: Buffer.from('x') }]), 'not-word'],
    ['another language', docx('<x/>'), 'not-word'],
    ['a file that Word has sealed', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'protected'],
    ['an encrypted part', zipOf([{ name: 'word/document.xml', data: Buffer.from('x'), flags: 1 }]), 'protected'],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1), 'too-large'],
    [
      'parts that are honest about 40 MB',
      docx(documentOf(words('あ')), { name: 'word/media/a.bin', data: Buffer.alloc(40 * 1024 * 1024) }),
      'unpacked-too-large',
    ],
    [
      'a document that is larger than it says',
      zipOf([{ name: 'word/document.xml', data: Buffer.alloc(5_000_000, 0x20), bytes: 100 }]),
      'damaged',
    ],
    [
      'a document that is smaller than it says',
      zipOf([{ name: 'word/document.xml', data: Buffer.from(documentOf(words('あ'))), bytes: 9_999 }]),
      'damaged',
    ],
    ['an unknown compression', zipOf([{ name: 'word/document.xml', data: Buffer.from('x'), method: 12 }]), 'damaged'],
    ['one name twice', zipOf(['<a/>', '<b/>'].map((xml) => ({ name: 'word/document.xml', data: Buffer.from(xml) }))), 'damaged'],
    ['a file that was cut', docx(documentOf(words('あ'.repeat(500)))).subarray(0, 200), 'not-word'],
    ['a document type', docx(documentOf(words('&x;'), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), 'unsafe'],
    ['laughs', docx(documentOf(words('&lol9;'))), 'unsafe'],
    ['elements that are not closed', docx(`<w:document ${W}><w:body>`), 'damaged'],
    ['elements that are closed crosswise', docx(documentOf('<w:p><w:r></w:p></w:r>')), 'damaged'],
    ['elements that stand too deep', docx(documentOf(`${'<w:p>'.repeat(300)}${'</w:p>'.repeat(300)}`)), 'unsafe'],
    ['no UTF-8', zipOf([{ name: 'word/document.xml', data: Buffer.from([0xff, 0xfe, 0x00]) }]), 'damaged'],
    ['too many paragraphs', docx(documentOf(words('あ').repeat(10_001))), 'too-long'],
    ['too many characters', docx(documentOf(words('あ'.repeat(300_001)))), 'too-long'],
    ['no text', docx(documentOf('<w:p/>')), 'empty'],
  ])('refuses %s', (_, file, reason) => {
    expect(reasonOf(file)).toBe(reason);
  });

  it('refuses every beginning and every change of a byte with a reason, or reads it', () => {
    const file = docx(documentOf(words('令和6年10月1日')));
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed.writeUInt8((changed[at] ?? 0) ^ 0xff, at);
      for (const bytes of [changed, file.subarray(0, at)]) {
        const reason = reasonOf(bytes);
        expect(reason === null || typeof reason === 'string').toBe(true);
      }
    }
  });

  it('is done in a moment with a file that is made to take long', () => {
    const began = performance.now();
    const spaces = `<w:document ${W} ${' '.repeat(1_000_000)}`;
    const comments = documentOf('<!-- '.repeat(100_000));
    const elements = documentOf('<w:r><w:tab/></w:r>'.repeat(300_000));
    expect([spaces, comments, elements].map((xml) => reasonOf(docx(xml)))).toEqual(['damaged', 'unsafe', 'empty']);
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
