import { libraryTemplate } from '../../../tests/support/library.js';
import { templateChanges } from './changes.js';

const LETTER = libraryTemplate('tsuchi-taigai');
const [first, second, ...others] = LETTER.fields;

const lines = (after: object) =>
  templateChanges(LETTER, { ...LETTER, ...after }).map(({ label, kind, before, after: now }) => `${label} ${kind} ${before} → ${now}`);

/** Every place of a value that holds no other value. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]))
    : [path];
}

function changedAt(value: unknown, [key = '', ...rest]: readonly string[]): unknown {
  const change = (name: string, child: unknown) => (name === key ? (rest.length === 0 ? '変えた値' : changedAt(child, rest)) : child);
  if (Array.isArray(value)) {
    return value.map((child: unknown, index) => change(String(index), child));
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, child]) => [name, change(name, child)]));
}

describe('templateChanges', () => {
  it('finds none between equal definitions, whatever the order of their keys', () => {
    expect(templateChanges(LETTER, structuredClone(LETTER))).toEqual([]);
    expect(templateChanges(LETTER, Object.fromEntries(Object.entries(LETTER).toReversed()))).toEqual([]);
    expect(templateChanges({}, {})).toEqual([]);
    expect(templateChanges({ tests: [] }, {})).toEqual([]);
  });

  it('says what was changed in words', () => {
    expect(lines({ name: '通知' })).toEqual(['様式の名前 changed 通知文（対外） → 通知']);
    expect(lines({ fields: [{ ...first, required: true }, second, ...others] })).toEqual(['項目「文書番号」の必須 changed いいえ → はい']);
    expect(lines({ fields: [second, ...others] })[0]).toMatch(/^項目「文書番号」 removed \{"id":"docNo"/);
    expect(lines({ layout: LETTER.layout.slice(0, -1) })[0]).toMatch(/^紙面の\d+番目（決まった語と項目） removed/);
  });

  it('says that an order was changed once', () => {
    const [change, ...more] = lines({ fields: [second, first, ...others] });
    expect(more).toEqual([]);
    expect(change).toMatch(/^項目の順番 changed 文書番号\n発信年月日/);
  });

  it('says an order of items with one name by their ids', () => {
    const fields = [
      { id: 'a', label: '期限' },
      { id: 'b', label: '期限' },
    ];
    expect(templateChanges({ fields }, { fields: fields.toReversed() })).toEqual([
      { path: 'fields', label: '項目の順番', kind: 'changed', before: '期限（a）\n期限（b）', after: '期限（b）\n期限（a）' },
    ]);
  });

  it.each([
    [{ layout: 'x' }, { layout: 'y' }, '紙面 x → y'],
    [{ sections: 'x' }, { sections: [] }, '節 x → '],
    [{ fields: [7] }, { fields: [8] }, '項目「#0」 7 → 8'],
    [{ fields: [{ id: 'a' }] }, { fields: [{ id: 'a', toString: 1 }] }, '項目「a」のtoString  → 1'],
    [{ layout: [{ part: 'constructor' }] }, { layout: [] }, '紙面の1番目（constructor） {"part":"constructor"} → '],
    [{ minutes: 8 }, { minutes: '8' }, '入力にかかる時間 8 → "8"'],
    [{ keywords: ['a\nb'] }, { keywords: ['a', 'b'] }, 'さがすときの言葉 ["a\\nb"] → ["a","b"]'],
    [{ keywords: [['a']] }, { keywords: ['a', true] }, 'さがすときの言葉 ["a"] → a\nはい'],
  ])('finds what differs between definitions that are wrong: %j, %j', (before, after, words) => {
    expect(templateChanges(before, after).map((change) => `${change.label} ${change.before} → ${change.after}`)).toEqual([words]);
  });

  it('bears any depth and any number', () => {
    const deep = (depth: number): unknown => JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(templateChanges(deep(20_000), deep(20_000))).toEqual([]);
    expect(templateChanges(deep(20_000), deep(20_001))).toHaveLength(1);
    const many = (label: string) => ({ fields: Array.from({ length: 5_000 }, (_, index) => ({ id: `f${String(index)}`, label })) });
    expect(templateChanges(many('a'), many('b'))).toHaveLength(5_000);
  });

  it('misses no leaf of a definition', () => {
    const missed = leaves(LETTER).filter((path) => templateChanges(LETTER, changedAt(LETTER, path)).length === 0);
    expect(missed).toEqual([]);
  });

  it('has one path for each change, also of definitions that are wrong', () => {
    const wrong = { fields: [{ label: 'a' }, { id: 'x' }, { id: 'x', label: 'b' }, 7], sections: 'none', layout: [{ part: 'magic' }] };
    const paths = templateChanges(LETTER, wrong).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const tricky = (help: number) => ({
      'fields.a.help': help,
      fields: [{ id: 'a', help }, { id: '#2', help }, { help }, { id: '"#2"', help }],
    });
    expect(templateChanges(tricky(1), tricky(2)).map(({ path }) => path)).toEqual([
      '"fields.a.help"',
      'fields.a.help',
      'fields."#2".help',
      'fields.#2.help',
      'fields."\\"#2\\"".help',
    ]);
  });
});
