import { DEFAULT_POLICIES } from '@bunan/wareki';
import { LIBRARY, libraryTemplate } from '../../../tests/support/library.js';
import { assembleDocument, boilerplateTexts, buildPrompt, sampleAnswers, textOf } from './index.js';

describe.each(LIBRARY)('template %s', (id) => {
  const template = libraryTemplate(id);
  const answers = sampleAnswers(template);

  it('is found under its own id', () => {
    expect(template.id).toBe(id);
  });

  it('withholds every fact from the prompt', () => {
    const prompt = buildPrompt(template, answers, { masks: [], nonce: 'test' });
    const text = prompt.messages.map((message) => message.content).join('\n');
    const told = JSON.stringify(template.fields.filter(({ toLlm }) => toLlm === 'raw').map(({ id: raw }) => answers[raw]));
    for (const field of template.fields.filter((each) => each.toLlm !== 'raw' && each.type !== 'select')) {
      const value = answers[field.id];
      // What the clerk has also written into a text that the model reads is told there.
      if (typeof value === 'string' && value.length > 3 && !told.includes(value) && field.shape !== value && field.example !== value) {
        expect([field.id, text.includes(value)]).toEqual([field.id, false]);
      }
    }
  });

  it('makes a document from boilerplate with every filled field in it', () => {
    const document = assembleDocument(template, answers, boilerplateTexts(template, answers), DEFAULT_POLICIES);
    expect(document.blocks.length).toBeGreaterThan(1);
    expect(JSON.stringify(document)).not.toContain('{{');
    expect(textOf([{ text: document.title }])).not.toBe('');
  });
});
