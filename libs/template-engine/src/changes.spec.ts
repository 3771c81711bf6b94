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
  return Object.fromEntries(Object.entries(Object(value)).map(([name, child]) => [name, change(name, child)]));
}

describe('templateChanges', () => {
  it('finds none between equal definitions, whatever the order of their keys', () => {
    expect(templateChanges(LETTER, structuredClone(LETTER))).toEqual([]);
    expect(templateChanges(LETTER, Object.fromEntries(Object.entries(LETTER).toReversed()))).toEqual([]);
    expect(templateChanges({}, {})).toEqual([]);
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

  it('misses no leaf of a definition', () => {
    const missed = leaves(LETTER).filter((path) => templateChanges(LETTER, changedAt(LETTER, path)).length === 0);
    expect(missed).toEqual([]);
  });

  it('has one path for each change, also of definitions that are wrong', () => {
    const wrong = { fields: [{ label: 'a' }, { id: 'x' }, { id: 'x', label: 'b' }, 7], sections: 'none', layout: [{ part: 'magic' }] };
    const paths = templateChanges(LETTER, wrong).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
