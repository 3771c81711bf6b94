import type { Line } from '@bunan/contracts';
import fc from 'fast-check';
import { editedParts, plainText, replacedParts } from './edited-parts';

const LINE: Line = [
  { text: '令和6年11月1日', field: 'day' },
  { text: 'から、' },
  { text: '12人', field: 'count' },
  { text: 'が使います。' },
];

/** What parts show: their texts, and the values of the line for their fields. */
function shown(parts: ReturnType<typeof editedParts>): string {
  return parts.map((part) => ('text' in part ? part.text : (LINE.find((run) => run.field === part.field)?.text ?? ''))).join('');
}

describe('editedParts', () => {
  it('keeps values that still stand in the text', () => {
    expect(editedParts('令和6年11月1日から、およそ12人が使います。', LINE)).toEqual([
      { field: 'day' },
      { text: 'から、およそ' },
      { field: 'count' },
      { text: 'が使います。' },
    ]);
  });

  it('takes a value that was changed by hand as text', () => {
    expect(editedParts('令和6年12月1日から、12人が使います。', LINE)).toEqual([
      { text: '令和6年12月1日から、' },
      { field: 'count' },
      { text: 'が使います。' },
    ]);
  });

  it('keeps typed braces as the characters they are', () => {
    expect(editedParts('{{day}}', LINE)).toEqual([{ text: '{{day}}' }]);
  });

  it('shows exactly what was typed, whatever it is', () => {
    const words = fc.constantFrom('令和6年11月1日', '12人', 'から、', '12', '人', '\n', '𠮷', '{{day}}');
    fc.assert(
      fc.property(fc.array(words), (pieces) => {
        const text = pieces.join('');
        expect(shown(editedParts(text, LINE))).toBe(text);
      }),
    );
  });
});

describe('replacedParts', () => {
  it('replaces the place of a finding', () => {
    const start = plainText(LINE).indexOf('使い');
    expect(shown(replacedParts(LINE, { start, end: start + 2 }, '用い'))).toBe('令和6年11月1日から、12人が用います。');
  });
});
