import { fieldNames, freshId, listAt, textAt, valueAt, withFieldRenamed, withItem, withMoved, withoutItem, withValue } from './definition';

const CONTENT = {
  name: '通知文',
  fields: [
    { id: 'subject', label: '件名', type: 'text', toLlm: 'raw' },
    { id: 'items', label: '記', type: 'rows', toLlm: 'never' },
  ],
  sections: [{ id: 'lead', boilerplate: '{{subject}}、{{#if subject}}件{{/if}}', material: ['subject'] }],
  layout: [{ part: 'text', text: '{{items|count}}件 {{endAt|until:subject}}' }],
};

describe('a definition', () => {
  it('is read at any place, also where nothing is', () => {
    expect(textAt(CONTENT, 'fields.1.label')).toBe('記');
    expect(valueAt(CONTENT, 'fields.9.label')).toBeUndefined();
    expect(valueAt(CONTENT, 'name.length.x')).toBeUndefined();
    expect(listAt(CONTENT, 'name')).toEqual([]);
  });

  it('is changed at one place and nowhere else', () => {
    const changed = withValue(CONTENT, 'fields.0.label', '標題');
    expect(textAt(changed, 'fields.0.label')).toBe('標題');
    expect(valueAt(changed, 'fields.1')).toBe(CONTENT.fields[1]);
    expect(CONTENT.fields[0]?.label).toBe('件名');
  });

  it('takes new places in and lets old ones go', () => {
    expect(valueAt(withValue(CONTENT, 'fields.0.help', '短く'), 'fields.0.help')).toBe('短く');
    expect(valueAt(withValue(CONTENT, 'fields.0.label', undefined), 'fields.0')).toEqual({ id: 'subject', type: 'text', toLlm: 'raw' });
  });

  it('holds nothing empty where the last value was taken away, but in lists', () => {
    const shaped = withValue(CONTENT, 'fields.0.must.pattern', '^第');
    expect(valueAt(shaped, 'fields.0.must')).toEqual({ pattern: '^第' });
    expect(withValue(shaped, 'fields.0.must.pattern', undefined)).toEqual(CONTENT);
    expect(valueAt(withValue({ fields: [{ id: 'a' }] }, 'fields.0.id', undefined), 'fields')).toEqual([{}]);
    expect(withValue(CONTENT, 'sample', {})).toMatchObject({ sample: {} });
  });

  it('has lists that grow, shrink and change their order', () => {
    expect(fieldNames(withItem(CONTENT, 'fields', { id: 'x' })).map(({ label }) => label)).toEqual(['件名', '記', 'x']);
    expect(fieldNames(withoutItem(CONTENT, 'fields', 0)).map(({ id }) => id)).toEqual(['items']);
    expect(fieldNames(withMoved(CONTENT, 'fields', 0, 1)).map(({ id }) => id)).toEqual(['items', 'subject']);
    expect(withMoved(CONTENT, 'fields', 0, -1)).toBe(CONTENT);
  });

  it('finds an id that is free', () => {
    expect(freshId(CONTENT, 'fields', 'subject')).toBe('subject2');
    expect(freshId(CONTENT, 'fields', 'item')).toBe('item');
  });

  it('gives a field another id wherever it is named, and only there', () => {
    const renamed = withFieldRenamed(CONTENT, 'subject', 'matter');
    expect(valueAt(renamed, 'sections.0')).toEqual({
      id: 'lead',
      boilerplate: '{{matter}}、{{#if matter}}件{{/if}}',
      material: ['matter'],
    });
    expect(textAt(renamed, 'layout.0.text')).toBe('{{items|count}}件 {{endAt|until:matter}}');
    expect(textAt(renamed, 'layout.0.part')).toBe('text');
  });
});
