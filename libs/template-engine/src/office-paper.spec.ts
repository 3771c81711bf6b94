import { answersSchema, type Answers, type Block } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { libraryTemplate } from '../../../tests/support/library.js';
import { assembleDocument, sampleAnswers, textOf } from './index.js';
import { pageOrder } from './page-order.js';

const kian = libraryTemplate('kian');
const sample = sampleAnswers(kian);

function blocks(answers: Answers): readonly Block[] {
  return assembleDocument(kian, answers, {}, DEFAULT_POLICIES).blocks;
}

/** Heads of the rows of boxes for seals of a field. */
function boxes(answers: Answers, field: string): string[][] {
  return blocks(answers).flatMap((block) =>
    block.kind === 'table' && block.sectionId === field ? [block.table.columns.map(({ head }) => textOf(head))] : [],
  );
}

describe('an office paper', () => {
  it('has a box for the seal of each who decides, and none without them', () => {
    expect(boxes(sample, 'approvers')).toEqual([['区分', '総務部長', '総務課長', '文書係長']]);
    expect(boxes({ ...sample, approvers: [] }, 'approvers')).toEqual([]);
  });

  it('puts many boxes into rows of nearly the same length', () => {
    const approvers = Array.from({ length: 8 }, (_, index) => `課長${String(index)}`);
    expect(boxes({ ...sample, approvers }, 'approvers').map((row) => row.length)).toEqual([5, 5]);
  });

  it('keeps the room of a day that is not known yet', () => {
    const frame = blocks(sample).find((block) => block.kind === 'sheet');
    const day = frame?.kind === 'sheet' ? frame.rows.find(({ label }) => label === '決裁年月日')?.value : undefined;
    expect(day).toEqual([{ text: '　　　　年　　月　　日' }]);
  });

  it('asks its question as a paragraph of its own', () => {
    const asked = blocks(sample).flatMap((block) =>
      block.kind === 'body' && block.sectionId === 'text' ? block.paragraphs.map(textOf) : [],
    );
    expect(asked).toEqual(['このことについて、下記のとおり文書管理研修を実施してよろしいか伺います。']);
  });

  it('refuses a matter that the sentence cannot take in', () => {
    const result = answersSchema(kian.fields).safeParse({ ...sample, what: '文書管理研修の実施' });
    expect(result.error?.issues.map(({ message }) => message)).toEqual(['伺う事項は「研修を実施して」のように、「て」で終えてください。']);
  });

  it('is told to the model by names, with nothing that looks like a placeholder', () => {
    const order = pageOrder(kian, sample).join('\n');
    expect(order).toContain('決裁の印の欄');
    expect(order).toContain('下記のとおり（伺う事項）よろしいか伺います。');
    expect(order).not.toContain('{{');
  });
});

describe('a public notice', () => {
  const notice = libraryTemplate('kokuji-kokoku');
  const answers = sampleAnswers(notice);
  const kinds = (filled: Answers) => assembleDocument(notice, filled, {}, DEFAULT_POLICIES).blocks.map(({ kind }) => kind);

  it('has its items without 記 and 以上, below its sender', () => {
    expect(kinds(answers)).toEqual(['plain', 'plain', 'body', 'body', 'sender', 'items', 'plain']);
  });

  it('has none of what is not filled in', () => {
    expect(kinds({ ...answers, no: '', subject: '', items: [], postPeriod: '' })).toEqual(['body', 'body', 'sender']);
    expect(pageOrder(notice, { ...answers, no: '', subject: '', items: [], postPeriod: '' })).toEqual([
      '1 ★本文（body）',
      '2 （公示年月日）',
      '3 発信者',
    ]);
  });
});
