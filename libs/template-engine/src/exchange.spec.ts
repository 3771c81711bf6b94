import { LIBRARY, libraryTemplate } from '../../../tests/support/library.js';
import { faultOfContent, forbiddenKeyIn, readExchangeFile, writeExchangeFile } from './exchange.js';

const LETTER = libraryTemplate('tsuchi-taigai');
const file = (change: object) => JSON.stringify({ format: 'bunan-template', formatVersion: 1, template: { ...LETTER, ...change } });
const withPhrase = (choice: string) => ({
  layout: LETTER.layout.map((part) => (part.part === 'phrase' ? { ...part, phrases: { ...part.phrases, [choice]: 'x' } } : part)),
});
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
    ['a template twice', file({}).replace(/\}$/, ',"templ\\u0061te":{}}'), '名前「template」が、一つのまとまりに二度出ます。'],
    ['a property twice', file({}).replace('"id":"docNo"', '"id":"docNo","id":"x"'), '名前「id」が'],
    ['a list of templates', JSON.stringify([LETTER, LETTER]), '様式のファイルではありません'],
    ['nothing', 'null', '様式のファイルではありません'],
    ['no template', file({}).replace(/"template":.*/, '"template":[]}'), '必要な項目がありません。'],
    ['another file', '{"name":"bunan"}', '様式のファイルではありません'],
    ['another version of the format', file({}).replace('"formatVersion":1', '"formatVersion":2'), 'ほかの版の文案工房'],
    ['a prompt of a megabyte', file({ prompt: 'a'.repeat(1_000_001) }), '大きすぎます'],
    ['10,000 fields', file({ fields: Array.from({ length: 10_000 }, () => 1) }), '値が多すぎます'],
    ['a megabyte in letters of three bytes', file({ prompt: 'あ'.repeat(340_000) }), '大きすぎます'],
    ['levels without end', `${'['.repeat(190_000)}${']'.repeat(190_000)}`, '入れ子が深すぎます'],
    ['a thousand levels', file({ sample: nested(1_000) }), '入れ子が深すぎます'],
    ['a prototype at the top', file({}).replace('"template":{', '"template":{"__proto__":{"a":1},'), '「__proto__」'],
    ['a prototype deep inside', file({}).replace('"id":"docNo"', '"id":"docNo","constructor":1'), '「constructor」'],
    ['a null byte', file({ name: 'a\0b' }), '読み取れない文字'],
    ['half a character', file({ name: 'a\ud842' }), '読み取れない文字'],
    ['a null byte in a key', file(withPhrase('a\0b')), '読み取れない文字'],
    ['half a character in a key', file(withPhrase('a\ud842')), '読み取れない文字'],
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
    [
      'a form that is tried in a million million ways',
      file({ fields: LETTER.fields.map((each) => ({ ...each, usual: { pattern: `^${'a?'.repeat(40)}b`, message: 'x' } })) }),
      '複雑すぎます',
    ],
    ['a number that is none', file({}).replace('"minutes":8', '"minutes":1e999'), ''],
  ])('is refused with its reason: %s', (_, text, words) => {
    const reading = readExchangeFile(text);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? [] : reading.faults.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  });
});

describe('a file that is made to take long', () => {
  const quickly = (text: string) => {
    const start = performance.now();
    const reading = readExchangeFile(text);
    expect(performance.now() - start).toBeLessThan(30_000);
    return reading.ok ? [] : reading.faults;
  };

  it('is read quickly with a value that does not end', () => {
    const lines = [`{{${':'.repeat(900)}`, ...Array.from({ length: 19 }, () => ':'.repeat(1_000))];
    expect(quickly(file({ layout: [...LETTER.layout, ...Array.from({ length: 18 }, () => ({ part: 'plain', lines }))] }))).toEqual([]);
  });

  it('is read quickly with a placeholder that does not end', () => {
    const instruction = `{{${' '.repeat(3_900)}`;
    const sections = LETTER.sections.map((section) => ({ ...section, instruction }));
    expect(quickly(file({ sections }))).toEqual([]);
  });

  it('is not asked whether its own sample has a form that is costly', () => {
    const must = { pattern: '.*.*x', message: 'x' };
    const fields = LETTER.fields.map((field) => (field.id === 'decision' ? { ...field, maxLength: 100_000, must } : field));
    const sample = { ...LETTER.sample, answers: { ...LETTER.sample.answers, decision: 'a'.repeat(90_000) } };
    expect(quickly(file({ fields, sample }))[0]?.message).toContain('複雑すぎます');
  });

  it('tells the first of very many faults', () => {
    const [section] = LETTER.sections;
    const sections = Array.from({ length: 20 }, (_, index) => ({ ...section, id: `s${String(index)}`, boilerplate: '{{x}}'.repeat(300) }));
    const faults = quickly(file({ sections }));
    expect(faults).toHaveLength(201);
    expect(faults.at(-1)?.message).toMatch(/^ほかに[\d,]+件の誤りがあります。$/);
  });
});

describe('faultOfContent', () => {
  it('lets definitions that are wrong pass, and nothing that cannot be kept', () => {
    expect(faultOfContent({ fields: 'none', tests: [null, 7] })).toBeNull();
    expect(faultOfContent({ tests: nested(50) })).toContain('深すぎます');
    expect(faultOfContent(JSON.parse('{"a":{"constructor":1}}'))).toContain('「constructor」');
    expect(faultOfContent({ 'a\0': 1 })).toContain('読み取れない文字');
  });
});

describe('forbiddenKeyIn', () => {
  it('finds a key at any depth, and none in a template', () => {
    expect(forbiddenKeyIn(JSON.parse('{"a":[{"b":{"__proto__":1}}]}'))).toBe('__proto__');
    expect(forbiddenKeyIn([undefined, { prototype: 1 }, undefined])).toBe('prototype');
    expect(forbiddenKeyIn(LETTER)).toBeNull();
  });
});
