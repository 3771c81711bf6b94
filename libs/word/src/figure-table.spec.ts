import { figureTable } from './figure-table.js';

const COLUMNS = [
  { head: '課', align: 'left', isWide: true },
  { head: '使用量', align: 'right' },
] as const;

describe('figureTable', () => {
  it.each([
    ['1', 5],
    ['9,000,000', 6],
    ['10,000,000', 7],
    ['９，０００', 7],
  ])('gives %s a column of %d characters, and the rest of the line to the words', (figure, width) => {
    expect(figureTable(COLUMNS, [['総務課', figure]], 42).columns.map((column) => column.width)).toEqual([42 - width, width]);
  });

  it('leaves some room for words on the narrowest line', () => {
    expect(figureTable(COLUMNS, [['総務課', '1'.repeat(70)]], 36).columns[0]?.width).toBe(5);
  });

  it('has heads and rows as lines of text', () => {
    const { columns, rows } = figureTable(COLUMNS, [['総務課', '1']], 42);
    expect(columns.map(({ head, align }) => [head, align])).toEqual([
      [[{ text: '課' }], 'left'],
      [[{ text: '使用量' }], 'right'],
    ]);
    expect(rows).toEqual([[[{ text: '総務課' }], [{ text: '1' }]]]);
  });
});
