import { changedWords } from './changed-words';

const drawn = (before: string, after: string) =>
  changedWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}]` : `[+${text}]`))
    .join('');

describe('changedWords', () => {
  it.each([
    ['結論を先に書く。', '結論を先に1文で書く。', '結論を先に[+1文で]書く。'],
    ['300字まで', '400字まで', '[-300][+400]字まで'],
    ['', '新しい', '[+新しい]'],
    ['古い', '', '[-古い]'],
    ['同じ', '同じ', '同じ'],
  ])('%s → %s', (before, after, shown) => {
    expect(drawn(before, after)).toBe(shown);
  });

  it('gives both texts back whole, also when they are long', () => {
    const before = '令和6年度の予算は、'.repeat(600);
    const after = `${before}増額する。`;
    const pieces = changedWords(before, after);
    expect(pieces.map(({ kind, text }) => (kind === 'new' ? '' : text)).join('')).toBe(before);
    expect(pieces.map(({ kind, text }) => (kind === 'gone' ? '' : text)).join('')).toBe(after);
  });
});
