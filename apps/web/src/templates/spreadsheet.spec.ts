import type { Column } from '@bunan/contracts';
import { cellsOf, pastedRows, withPasted } from './spreadsheet';

const column = (id: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  id,
  label: id,
  type,
  required: false,
  maxLength: 100,
  ...more,
});
const COLUMNS = [column('day', 'date'), column('price', 'amount'), column('how', 'select', { options: ['持参', '郵送（書留）'] })];

describe('a part of a spreadsheet', () => {
  it.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\t\r\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    [
      '"一\n二"\t"言う""はい"""\n三\t四',
      [
        ['一\n二', '言う"はい"'],
        ['三', '四'],
      ],
    ],
    ['5" の板\tb', [['5" の板', 'b']]],
    ['', [['']]],
  ])('%j is read cell by cell', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('brings days, numbers and choices into their own form', () => {
    expect(pastedRows(COLUMNS, 0, 'R6.10.1\t1,200円\t 持参\n2024/10/2\t未定\t郵送(書留)')).toEqual([
      { day: '2024-10-01', price: '1200', how: '持参' },
      { day: '2024-10-02', price: '未定', how: '郵送（書留）' },
    ]);
  });

  it('begins at the column it is pasted into, and leaves out what is beside the table', () => {
    expect(pastedRows(COLUMNS, 1, '１０\t持参\t余り')).toEqual([{ price: '10', how: '持参' }]);
  });

  it('leaves out a first line that repeats the names of the columns', () => {
    expect(pastedRows(COLUMNS, 0, 'day\tprice\n2024/10/1\t1')).toEqual([{ day: '2024-10-01', price: '1' }]);
  });
});

describe('a paste into a table', () => {
  const row = (what: string, how = '') => ({ what, how });
  const BLANK = row('');
  const pasted = [{ what: 'p' }, { what: 'q' }, { what: 'r' }];

  it('puts the first row into the one that is there and the others behind it', () => {
    const { rows, over } = withPasted({ rows: [row('a', '室内'), row('b', '屋外')], index: 0, blank: BLANK, limit: 9 }, pasted);
    expect(rows).toEqual([row('p', '室内'), row('q'), row('r'), row('b', '屋外')]);
    expect(over).toBe(0);
  });

  it.each([
    ['a,b,c', { index: 0, limit: 5 }, 'p,q,r,b,c', 0],
    ['a,b,c', { index: 0, limit: 4 }, 'p,q,b,c', 1],
    ['a,b,c', { index: 0, limit: 3 }, 'p,b,c', 2],
    ['a,b,c', { index: 2, limit: 4 }, 'a,b,p,q', 1],
    ['a,b,,', { index: 0, limit: 5 }, 'p,q,r,b,', 0],
    ['a,b,,', { index: 0, limit: 4 }, 'p,q,r,b', 0],
    ['a,b,,', { index: 0, limit: 3 }, 'p,q,b', 1],
    ['a,,c', { index: 0, limit: 4 }, 'p,q,,c', 1],
    // Saved when the table could be longer.
    ['a,b,c,d', { index: 0, limit: 3 }, 'p,b,c,d', 2],
  ])('keeps what was typed: into %s, %j', (rows, place, after, over) => {
    const typed = rows.split(',').map((what) => row(what));
    const result = withPasted({ rows: typed, ...place, blank: BLANK }, pasted);
    expect([result.rows.map(({ what }) => what).join(), result.over]).toEqual([after, over]);
  });
});
