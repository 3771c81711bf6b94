import { LIBRARY, libraryTemplate } from '../../../tests/support/library.js';
import { forbiddenKeyIn, readExchangeFile, writeExchangeFile } from './exchange.js';

const LETTER = libraryTemplate('tsuchi-taigai');
const file = (change: object) => JSON.stringify({ format: 'bunan-template', formatVersion: 1, template: { ...LETTER, ...change } });
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('a template as a file', () => {
  it.each(LIBRARY)('comes back as it was: %s', (id) => {
    const text = writeExchangeFile(libraryTemplate(id));
    const reading = readExchangeFile(text);
    expect(reading).toEqual({ ok: true, content: libraryTemplate(id) });
    expect(reading.ok ? writeExchangeFile(reading.content) : '').toBe(text);
  });

  it('may begin with a byte order mark', () => {
    expect(readExchangeFile(`\ufeff${writeExchangeFile(LETTER)}`).ok).toBe(true);
  });

  it.each([
    ['no JSON', 'これは様式ではありません', '書き方（JSON）'],
    ['two templates', `${file({})}${file({})}`, '書き方（JSON）'],
    ['another file', '{"name":"bunan"}', '様式のファイルではありません'],
    ['another version of the format', file({}).replace('"formatVersion":1', '"formatVersion":2'), 'ほかの版の文案工房'],
    ['a prompt of a megabyte', file({ prompt: 'a'.repeat(1_000_001) }), '大きすぎます'],
    ['10,000 fields', file({ fields: Array.from({ length: 10_000 }, () => 1) }), '値が多すぎます'],
    ['a thousand levels', file({ sample: nested(1_000) }), '入れ子が深すぎます'],
    ['a prototype at the top', file({}).replace('"template":{', '"template":{"__proto__":{"a":1},'), '「__proto__」'],
    ['a prototype deep inside', file({}).replace('"id":"docNo"', '"id":"docNo","constructor":1'), '「constructor」'],
    ['a null byte', file({ name: 'a\0b' }), '読み取れない文字'],
    ['half a character', file({ name: 'a\ud842' }), '読み取れない文字'],
    ['an id that leads elsewhere', file({ id: '../x' }), '様式の番号は'],
    ['an unknown type', file({ fields: [{ ...LETTER.fields[0], type: 'magic' }] }), ''],
    ['a field twice', file({ fields: [...LETTER.fields, LETTER.fields[0]] }), '二つあります'],
    ['a loop over values', file({ prompt: '{{#each subject}}{{/each}}' }), '使えるのは'],
    ['a way to the runtime', file({ prompt: '{{constructor.constructor}}' }), '項目の名前だけ'],
    ['raw output', file({ prompt: '{{{subject}}}' }), '波括弧は二つずつ'],
    [
      'a pattern that takes for ever',
      file({ fields: LETTER.fields.map((each) => ({ ...each, must: { pattern: '^(a+)+$', message: 'x' } })) }),
      '繰り返し',
    ],
    ['a number that is none', file({}).replace('"minutes":8', '"minutes":1e999'), ''],
  ])('is refused with its reason: %s', (_, text, words) => {
    const reading = readExchangeFile(text);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? [] : reading.faults.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  });
});

describe('forbiddenKeyIn', () => {
  it('finds a key at any depth, and none in a template', () => {
    expect(forbiddenKeyIn(JSON.parse('{"a":[{"b":{"__proto__":1}}]}'))).toBe('__proto__');
    expect(forbiddenKeyIn(LETTER)).toBeNull();
  });
});
