import type { Answers, LayoutPart, OutlineItem } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { libraryTemplate } from '../../../tests/support/library.js';
import { outlineItems } from './outline.js';
import { pageOrder } from './page-order.js';
import { textOf } from './print.js';
import { assembleDocument, sampleAnswers } from './index.js';
import { templateFaults } from './template-faults.js';

const register = libraryTemplate('juji-meibo');
const minutes = libraryTemplate('kaigiroku');

function shown(item: OutlineItem, answers: Answers, template = register) {
  return outlineItems({ template, answers, texts: {}, policies: DEFAULT_POLICIES }, item);
}

describe('items below an item', () => {
  const item = {
    label: '責任者',
    items: [
      { label: '氏名', text: '{{managerName}}' },
      { label: '資格', text: '{{managerLicense}}' },
    ],
  };

  it('are those that have something', () => {
    const [only] = shown(item, { managerName: '早川　智子' });
    expect(only?.items?.map(({ label = [], text = [] }) => [textOf(label), textOf(text)])).toEqual([['氏名', '早川　智子']]);
  });

  it('go with their label when none has anything', () => {
    expect(shown(item, {})).toEqual([]);
    expect(shown({ ...item, empty: 'なし' }, {})).toHaveLength(1);
  });

  it('are checked like those at the top', () => {
    const layout: LayoutPart[] = [{ part: 'outline', items: [{ label: '外', items: [{ label: '中', section: 'nowhere' }] }] }];
    expect(templateFaults({ ...register, layout }).map(({ message }) => message)).toContain('節「nowhere」がありません。');
  });
});

describe('names of files', () => {
  const names = ['会場図.pdf', '様式.docx'];
  const files = names.map((name, index) => ({ id: 'ab'.charAt(index).repeat(24), name, bytes: '120000' }));
  const item = { label: '添付資料', lines: 'files' };

  it('stand one a line below their label, a single one beside it', () => {
    expect(shown(item, { files })[0]?.items?.map(({ text = [] }) => textOf(text))).toEqual(names);
    expect(textOf(shown(item, { files: files.slice(0, 1) })[0]?.text ?? [])).toBe('会場図.pdf');
    expect(shown(item, { files: [] })).toEqual([]);
  });
});

describe('a section that is not asked for', () => {
  const item = { label: '今後の対応', section: 'actionsText' };
  const answers = { ...sampleAnswers(minutes), actions: [{ task: '精査' }] };
  const layout: LayoutPart[] = [{ part: 'outline', items: [item, { ...item, empty: '調査中' }] }];

  it('has its word where the layout gives one, on paper and for the model', () => {
    expect(shown(item, answers, minutes)).toEqual([]);
    expect(shown({ ...item, empty: '調査中' }, answers, minutes)).toEqual([
      { label: [{ text: '今後の対応' }], text: [{ text: '調査中' }] },
    ]);
    expect(pageOrder({ ...minutes, layout }, answers)).toEqual(['1 今後の対応']);
    expect(pageOrder({ ...minutes, layout }, sampleAnswers(minutes))).toHaveLength(2);
  });
});

describe('a column that may be left out', () => {
  const heads = (row: object) => {
    const full = { name: '原田　亮', dept: '技術部', duty: '監視', pii: '無', ...row };
    return shown({ label: '従事者', table: 'workers' }, { workers: [full] })[0]?.table?.columns.map(({ head }) => textOf(head));
  };

  it('is printed when any row has something in it', () => {
    expect(heads({})).toEqual(['氏名', '所属', '担当業務', '個人情報の取扱い']);
    expect(heads({ years: '3' })).toContain('経験（年）');
  });
});

describe('a text of the letter', () => {
  const layout: LayoutPart[] = [{ part: 'text', as: 'paragraphs', text: '{{contractName}}を届け出ます。' }];
  const template = { ...register, layout };

  it('is a paragraph, and tells the model no value', () => {
    const answers = { contractName: '保守業務委託' };
    expect(assembleDocument(template, answers, {}, DEFAULT_POLICIES).blocks).toMatchObject([{ kind: 'body', written: false }]);
    expect(pageOrder(template, answers)).toEqual(['1 （業務の名称）を届け出ます。']);
  });
});
