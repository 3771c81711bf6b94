import fc from 'fast-check';
import { contentDisposition, fileNames } from './file-names.js';

/** Any UTF-16 at all, lone surrogates and control characters too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units));

describe('fileNames', () => {
  it.each([
    ['会議録', '会議録.docx'],
    ['第2回　会議録', '第2回　会議録.docx'],
    ['../../etc/passwd', '．．／．．／etc／passwd.docx'],
    ['a/b\\c:通知?.docx', 'a／b＼c：通知？.docx.docx'],
    ['通知（案）🏠', '通知（案）🏠.docx'],
    ['一行目\r\n二行目\t三', '一行目 二行目 三.docx'],
    ['"<*>|', '”＜＊＞｜.docx'],
    ['..', '．．.docx'],
    ['. .', '文書.docx'],
    ['', '文書.docx'],
    ['\u0000', '文書.docx'],
    ['長'.repeat(300), `${'長'.repeat(60)}.docx`],
  ])('%j', (title, name) => {
    expect(fileNames(title)).toEqual({ final: name, draft: `【案】${name}` });
  });

  it('gives a name that every file system takes', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const { draft } = fileNames(title);
        expect(draft).not.toMatch(/[/\\:*?"<>|\u0000-\u001f]/);
        expect(Buffer.byteLength(draft)).toBeLessThanOrEqual(255 + 17);
        expect(contentDisposition(draft)).toMatch(/^[\u0020-\u007e]+$/);
      }),
    );
  });
});

describe('contentDisposition', () => {
  it('has an ASCII name and the real one (RFC 8187)', () => {
    expect(contentDisposition("通知（案）'1'.docx")).toBe(
      `attachment; filename="document.docx"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%EF%BC%88%E6%A1%88%EF%BC%89%271%27.docx`,
    );
  });

  it.each([
    ['会場図.pdf', 'document.pdf'],
    ['一覧.v2.CSV', 'document.CSV'],
    ['名前', 'document'],
    ['図."; x', 'document'],
  ])('has for %s the ASCII name %s', (name, ascii) => {
    expect(contentDisposition(name)).toContain(`attachment; filename="${ascii}"; `);
  });

  it('gives the name back', () => {
    const name = "【案】A&B (1)*'~🏠.docx";
    expect(decodeURIComponent(contentDisposition(name).split("UTF-8''")[1] ?? '')).toBe(name);
  });
});
