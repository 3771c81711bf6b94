import { textAnswer } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { libraryTemplate } from '../../../tests/support/library.js';
import { assembleDocument, boilerplateTexts, sampleAnswers, textOf } from './index.js';
import { pageOrder } from './page-order.js';

describe('a press release', () => {
  const template = libraryTemplate('hodo');
  const sample = sampleAnswers(template);

  it('prints a comment as a paragraph below its label, word for word', () => {
    const { blocks } = assembleDocument(template, sample, boilerplateTexts(template, sample), DEFAULT_POLICIES);
    const items = blocks.flatMap((block) => (block.kind === 'items' ? block.items : []));
    const comment = items.find(({ label }) => textOf(label ?? []) === 'コメント');
    expect(comment?.text).toBeUndefined();
    expect(comment?.paragraphs?.map(textOf)).toEqual([`${textAnswer(sample.quoteBy)}：「${textAnswer(sample.quote)}」`]);
  });

  it('tells the model of a comment only where there is one', () => {
    const names = (answers: typeof sample) => pageOrder(template, answers).join('\n');
    expect(names(sample)).toContain('コメント');
    expect(names({ ...sample, quote: '', quoteBy: '' })).not.toContain('コメント');
  });
});
