import { takenProposalsSchema, type TakenProposals } from '@bunan/contracts';
import type { IntakeBlock } from './blocks.js';
import { draftTemplate } from './draft-template.js';
import { proposeTemplate } from './propose.js';

const p = (text: string): IntakeBlock => ({ kind: 'paragraph', text, numbering: null, level: null });

const PROSE = '令和6年11月1日から公園の利用時間を変更しますので、お知らせします。';

/** What is proposed of a document that begins with its text, with no field that a model may read. */
function proseFirst(): TakenProposals {
  const { fields, sections, blocks } = proposeTemplate([p(PROSE), p('変更日\t令和6年11月1日（金曜日）')]);
  return { fields, sections: sections.map((section) => ({ ...section, maxChars: 200 })), blocks };
}

describe('draftTemplate', () => {
  it('adds something to write from where no field may be read, and leaves the text of the document as it is', () => {
    const taken = proseFirst();
    expect(taken.fields.map(({ toLlm }) => toLlm)).toEqual(['placeholder']);
    expect(draftTemplate('公園', taken)).toMatchObject({
      fields: [{ id: 'changeDate' }, { id: 'matter', label: '伝える内容' }],
      sections: [{ boilerplate: '{{changeDate}}から公園の利用時間を変更しますので、お知らせします。', material: ['matter'] }],
      sample: { answers: { matter: '見本の伝える内容です。' } },
    });
  });

  it('takes no empty words for a value', () => {
    const taken = proseFirst();
    const [field] = taken.fields;
    const fields = field === undefined ? [] : [{ ...field, found: [{ block: 0, words: '' }] }];
    expect(draftTemplate('公園', { ...taken, fields })).toMatchObject({ sections: [{ boilerplate: PROSE }] });
    expect(takenProposalsSchema.safeParse(taken).success).toBe(true);
    expect(takenProposalsSchema.safeParse({ ...taken, fields }).success).toBe(false);
  });
});
