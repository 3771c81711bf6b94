import { markedBlocks, surroundings } from './old-marks';

const BLOCKS = [
  { kind: 'paragraph', text: '令和6年11月1日から、公園の利用時間を変更しますので、令和6年11月1日までに御確認ください。' },
  {
    kind: 'table',
    rows: [
      ['契約名', '清掃業務'],
      ['契約番号', '第5号'],
    ],
  },
  { kind: 'paragraph', text: '・筆記用具' },
  { kind: 'paragraph', text: '・上履き' },
] as const;
const blocks = BLOCKS.map((block) => (block.kind === 'table' ? { ...block, rows: block.rows.map((row) => [...row]) } : block));

const marked = (id: string, ...found: { block: number; words: string }[]) =>
  markedBlocks(blocks, [{ id, found }]).flatMap((block) =>
    (block.kind === 'table' ? block.rows.flat(2) : block.segments).filter(({ ids }) => ids.includes(id)).map(({ text }) => text),
  );

describe('the marks of an old document', () => {
  it('stand at every place of a value', () => {
    const place = { block: 0, words: '令和6年11月1日' };
    expect(marked('date', place, place)).toEqual(['令和6年11月1日', '令和6年11月1日']);
    const [first] = markedBlocks(blocks, [{ id: 'date', found: [place, place] }]);
    expect(first?.kind === 'paragraph' ? first.segments.map(({ text }) => text).join('') : '').toBe(BLOCKS[0].text);
  });

  it('stand in the cells of a label and its value only', () => {
    expect(marked('contractName', { block: 1, words: '契約名　清掃業務' })).toEqual(['契約名', '清掃業務']);
  });

  it('stand at each line of a list', () => {
    expect(marked('items', { block: 2, words: '筆記用具\n上履き' })).toEqual(['筆記用具', '上履き']);
  });

  it('lie over one another where a value stands in a text', () => {
    const found = [{ block: 0, words: BLOCKS[0].text }];
    const [first] = markedBlocks(blocks, [
      { id: 'lead', found },
      { id: 'date', found: [{ block: 0, words: '令和6年11月1日' }] },
    ]);
    expect(first?.kind === 'paragraph' ? first.segments[0]?.ids : []).toEqual(['lead', 'date']);
  });

  it('are none where the words are not there, or their block is not told', () => {
    expect(marked('other', { block: 0, words: 'ありません' }, { block: 99, words: '令和6年' })).toEqual([]);
  });
});

describe('the surroundings of what was found', () => {
  it('are a few words before and behind it', () => {
    expect(surroundings({ block: 0, words: '利用時間' }, blocks)).toEqual({
      before: '…和6年11月1日から、公園の',
      after: 'を変更しますので、令和6年1…',
    });
  });

  it('are none of a cell, and none where the words are not there', () => {
    expect(surroundings({ block: 1, words: '契約名　清掃業務' }, blocks)).toEqual({ before: '', after: '' });
    expect(surroundings({ block: 0, words: 'ありません' }, blocks)).toEqual({ before: '', after: '' });
  });
});
