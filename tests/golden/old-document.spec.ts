import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takenProposalsSchema, type ProposalsView, type TakenProposals } from '@bunan/contracts';
import { draftTemplate, proposeTemplate, readDocx } from '@bunan/intake';
import { assembleDocument, boilerplateTexts, readTemplate, sampleAnswers, textOf } from '@bunan/template-engine';
import { layoutProfile, renderDocx } from '@bunan/word';
import { LIBRARY, libraryTemplate } from '../support/library.js';

const PROFILE = layoutProfile('11pt');

/** Documents of あおば市, which does not exist, as an office would have them in its folders. */
const OLD = ['juji-meibo', 'kaigiroku', 'kaito', 'kanryo-hokoku', 'shimin-kaito', 'tsuchi-taigai-1', 'tsuchi-taigai-2'];
const read = (name: string): ProposalsView => proposeTemplate(readDocx(readFileSync(join(__dirname, 'intake', `${name}.docx`))));

/** Everything that was proposed, as a curator would send it who changes nothing. */
const all = ({ fields, sections, blocks }: ProposalsView): TakenProposals =>
  takenProposalsSchema.parse({ fields, sections: sections.map((each) => ({ ...each, maxChars: each.characters + 100 })), blocks });

const draft = (taken: TakenProposals): Readonly<Record<string, unknown>> => ({
  id: 'old-document',
  name: '古い文書',
  group: '通知・案内',
  ...draftTemplate('古い文書', taken),
});

/** The draft with the one thing that its curator has to say: what is to be written. */
function instructed(taken: TakenProposals) {
  const content = draft(taken);
  const sections: unknown[] = Array.isArray(content.sections) ? content.sections : [];
  return { ...content, sections: sections.map((each) => Object.assign({}, each, { instruction: '結論から述べる。' })) };
}

/** What is wrong with a draft beside the instructions that are still empty. */
function faultsOf(content: unknown): string[] {
  const reading = readTemplate(content);
  return reading.ok ? [] : reading.faults.map(({ path, message }) => `${path}: ${message}`);
}

async function libraryDocument(id: string): Promise<Buffer> {
  const template = libraryTemplate(id);
  const answers = sampleAnswers(template);
  const model = assembleDocument(template, answers, boilerplateTexts(template, answers), PROFILE.policies);
  return renderDocx(model, { profile: PROFILE, cityName: 'あおば市', status: 'draft', practice: false });
}

describe('a template of an old document', () => {
  it.each(OLD)('lacks nothing but its instructions, made of %s', (name) => {
    const taken = all(read(name));
    expect(faultsOf(draft(taken))).toEqual(taken.sections.map((_, index) => `sections.${String(index)}.instruction: 入力してください。`));
    expect(faultsOf(instructed(taken))).toEqual([]);
  });

  it.each(LIBRARY)('can be used when it was made of what our own renderer has made of %s', async (id) => {
    expect(faultsOf(instructed(all(proposeTemplate(readDocx(await libraryDocument(id))))))).toEqual([]);
  });

  it.each(OLD)('can be used with each second of the proposals of %s dropped', (name) => {
    const { fields, sections, blocks } = all(read(name));
    for (const kept of [0, 1]) {
      const taken = { fields: fields.filter((_, index) => index % 2 === kept), sections, blocks };
      expect(faultsOf(instructed(taken))).toEqual([]);
    }
  });

  it('prints a letter as the old one was, with what was invented in the place of what was found', () => {
    const content = instructed(all(read('tsuchi-taigai-1')));
    const reading = readTemplate(content);
    if (!reading.ok) {
      throw new Error('the template has faults');
    }
    const { template } = reading;
    const answers = sampleAnswers(template);
    const { blocks } = assembleDocument(template, answers, boilerplateTexts(template, answers), PROFILE.policies);
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'numberAndDate',
      'addressee',
      'sender',
      'subject',
      'body',
      'body',
      'note',
      'items',
      'end',
      'contact',
    ]);
    const body = blocks.flatMap((block) => (block.kind === 'body' ? block.paragraphs.map(textOf) : []));
    expect(body.join('\n')).toContain('令和6年11月1日');
    expect(JSON.stringify(content)).not.toContain('緑川');
  });

  it('invents its sample, and takes nothing of the document into it', () => {
    for (const name of OLD) {
      const taken = all(read(name));
      const sample = JSON.stringify(draft(taken).sample);
      const labels = taken.fields.map(({ label }) => label).join();
      const words = taken.fields.filter(({ id }) => id !== 'greeting').flatMap(({ found }) => found.map((each) => each.words));
      expect(words.filter((each) => each.length > 3 && sample.includes(each) && !labels.includes(each))).toEqual([]);
    }
  });
});
