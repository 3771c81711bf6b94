import { LIBRARY, libraryTemplate } from '../../../tests/support/library.js';
import { contentFault } from './content-fault.js';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('contentFault', () => {
  it.each(LIBRARY)('finds nothing in %s', (id) => {
    expect(contentFault(libraryTemplate(id))).toBeNull();
  });

  it('finds nothing in a definition that is wrong, yet harmless', () => {
    expect(contentFault({ id: 'x', fields: 'none', layout: [{ part: 'magic' }] })).toBeNull();
    expect(contentFault({ name: 'constructor' })).toBeNull();
  });

  it.each([
    ['a prototype deep inside', JSON.parse('{"a":[{"b":{"__proto__":1}}]}'), '「__proto__」'],
    ['a constructor', { fields: [{ constructor: 1 }] }, '「constructor」'],
    ['41 levels', nested(42), '入れ子が深すぎます'],
    ['100,000 levels', nested(100_000), '入れ子が深すぎます'],
    ['10,000 fields', { fields: Array.from({ length: 10_000 }, () => 1) }, '値が多すぎます'],
    ['a null byte', { name: 'a\0b' }, '読み取れない文字'],
    ['half a character', { fields: [{ label: 'a\ud842' }] }, '読み取れない文字'],
    ['half a character in a key', { sample: { '\udc00': 1 } }, '読み取れない文字'],
  ])('says what is against %s', (_, content, words) => {
    expect(contentFault(content)).toContain(words);
  });
});
