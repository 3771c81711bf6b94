import { loadTemplate, type Template } from '@bunan/template-engine';
import { withFieldRenamed } from '../../apps/web/src/curation/definition.js';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** An id that no template has. */
const OTHER = 'renamedField';

describe('a field with another id', () => {
  it.each(LIBRARY)('is known under it in all of %s, whichever field it is', (templateId) => {
    const template = libraryTemplate(templateId);
    const ids = template.fields.map(({ id }) => id);
    const renamed = ids.reduce<Readonly<Record<string, unknown>>>(
      (content, id) => withFieldRenamed(content, id, `${OTHER}${id}`),
      template,
    );
    expect(loadTemplate(renamed).fields.map(({ id }) => id)).toEqual(ids.map((id) => `${OTHER}${id}`));
    expect(JSON.stringify(renamed)).not.toMatch(new RegExp(`(?:\\{\\{|#[a-z]+ |:)(?:${ids.join('|')})(?:\\}\\}|\\|)`));
    expect(ids.reduce((content, id) => withFieldRenamed(content, `${OTHER}${id}`, id), renamed)).toEqual(template);
  });

  it.each([
    ['tsuchi-taigai', 'subject'],
    ['tsuchi-taigai', 'items'],
    ['aisatsu', 'date'],
  ])('leaves alone what is only called the same: in %s, %s', (templateId, id) => {
    const template = libraryTemplate(templateId);
    const renamed = loadTemplate(withFieldRenamed(template, id, OTHER));
    const words = ({ layout, fields }: Template) => ({
      parts: layout.map(({ part }) => part),
      keys: layout.map((part) => Object.keys(part)),
      types: fields.map(({ type }) => type),
      columns: fields.map(({ columns }) => columns),
    });
    expect(words(renamed)).toEqual(words(template));
    expect(renamed.sample.answers[OTHER]).toEqual(template.sample.answers[id]);
    expect(Object.keys(renamed.sample.answers)).not.toContain(id);
  });
});
