import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { assembleDocument, boilerplateTexts, buildPrompt, loadTemplate, sampleAnswers, textOf } from './index.js';

const ROOT = join(__dirname, '../../../templates');
const read = (id: string, file: string) => readFileSync(join(ROOT, id, file), 'utf8');

/** The template of a folder of the starting library. */
export function libraryTemplate(id: string) {
  const definition: object = JSON.parse(read(id, 'template.json'));
  return loadTemplate({ ...definition, prompt: read(id, 'prompt.hbs'), sample: JSON.parse(read(id, 'sample.json')) });
}

describe.each(readdirSync(ROOT))('template %s', (id) => {
  const template = libraryTemplate(id);
  const answers = sampleAnswers(template);

  it('is found under its own id', () => {
    expect(template.id).toBe(id);
  });

  it('withholds every fact from the prompt', () => {
    const prompt = buildPrompt(template, answers, [], 'test');
    const text = prompt.messages.map((message) => message.content).join('\n');
    for (const field of template.fields.filter((each) => each.toLlm !== 'raw' && each.type !== 'select')) {
      const value = answers[field.id];
      if (typeof value === 'string' && value.length > 3 && field.shape !== value && field.example !== value) {
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
