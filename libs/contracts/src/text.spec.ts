import fc from 'fast-check';
import { cleanText, textLength } from './text.js';

describe('cleanText', () => {
  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\tb', 'a\tb'],
    ['a\u0000\u0008\u000b\u000c\u001b\u007fb', 'ab'],
    ['a\ufffe\uffffb', 'ab'],
    ['a\ud800b', 'ab'],
    ['a\udc00b', 'ab'],
    ['\udc00\ud800', ''],
    ['𠮷﨑髙葛\u{e0100}👨‍👩‍👧', '𠮷﨑髙葛\u{e0100}👨‍👩‍👧'],
  ])('makes %j into %j', (typed, clean) => {
    expect(cleanText(typed)).toBe(clean);
  });

  it('leaves nothing that XML 1.0 refuses, and cleans what is clean no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const clean = cleanText(typed);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).toMatch(/^[\t\n\u0020-\u007e\u0080-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });
});

describe('textLength', () => {
  it.each([
    ['', 0],
    ['件名', 2],
    ['𠮷', 1],
    ['葛\u{e0100}', 2],
  ])('counts %j as people do: %d', (text, length) => {
    expect(textLength(text)).toBe(length);
  });
});
