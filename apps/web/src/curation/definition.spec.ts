import {
  fieldNames,
  freshId,
  listAt,
  textAt,
  valueAt,
  withFieldRenamed,
  withItem,
  withMoved,
  withoutItem,
  withValue,
  type Definition,
} from './definition';
import { PART_SLOTS, type Slot } from './layout-slots';

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
});

describe('a field with another id', () => {
  const renamed = (content: object) => withFieldRenamed({ ...content }, 'subject', 'matter');

  it('is named so wherever it is named', () => {
    const changed = renamed(CONTENT);
    expect(valueAt(changed, 'sections.0')).toEqual({
      id: 'lead',
      boilerplate: '{{matter}}、{{#if matter}}件{{/if}}',
      material: ['matter'],
    });
    expect(textAt(changed, 'layout.0.text')).toBe('{{items|count}}件 {{endAt|until:matter}}');
    expect(fieldNames(changed).map(({ id }) => id)).toEqual(['matter', 'items']);
  });

  it('is named so in every way in which a text can name it', () => {
    const prompt = (text: string) => renamed({ prompt: text }).prompt;
    expect(prompt('{{ subject }}{{#unless subject}}{{else if subject}}{{~subject~}}{{/unless}}')).toBe(
      '{{ matter }}{{#unless matter}}{{else if matter}}{{~matter~}}{{/unless}}',
    );
    expect(prompt('{{subject|weekday}}{{subject|stretch:subject}}')).toBe('{{matter|weekday}}{{matter|stretch:matter}}');
    expect(prompt('subject {{subjects}} {{theSubject}} {{/if}}')).toBe('subject {{subjects}} {{theSubject}} {{/if}}');
  });

  it('is named so in conditions, and in the order of days', () => {
    const rule = { all: [{ field: 'subject', isOneOf: ['subject'] }, { not: { field: 'subject', isFilled: true } }] };
    expect(renamed({ fields: [{ id: 'a', notBefore: 'subject', visibleWhen: rule, requiredWhen: { field: 'subject' } }] })).toEqual({
      fields: [
        {
          ...{ id: 'a', notBefore: 'matter', requiredWhen: { field: 'matter' } },
          visibleWhen: { all: [{ field: 'matter', isOneOf: ['subject'] }, { not: { field: 'matter', isFilled: true } }] },
        },
      ],
    });
  });

  it('is named so at every place of the page where a field is chosen', () => {
    const filled = (slots: readonly Slot[], depth: number): Definition =>
      slots.reduce<Definition>((part, slot) => {
        if (slot.kind === 'list') {
          return depth === 0 ? part : withValue(part, slot.key, [filled(slot.slots(), depth - 1)]);
        }
        return slot.kind === 'field' ? withValue(part, slot.key, 'subject') : part;
      }, {});
    const layout = Object.entries(PART_SLOTS).map(([part, slots = []]) => ({ part, ...filled(slots, 3) }));
    const before = JSON.stringify({ layout });
    expect(before.split(':"subject"').length).toBeGreaterThan(30);
    expect(JSON.stringify(renamed({ layout }))).toBe(before.replaceAll(/(?<!"part"):"subject"/g, ':"matter"'));
  });

  it('has its answers under the new id; what was entered, and words of other kinds, stay', () => {
    const others = {
      name: 'subject',
      fields: [{ id: 'a', type: 'subject', default: 'subject', options: ['subject'], columns: [{ id: 'subject' }] }],
      sections: [{ id: 'subject' }],
      layout: [
        { part: 'subject', lines: ['subject'], rows: [{ label: 'subject' }], totals: ['subject'], section: 'subject' },
        { part: 'phrase', phrases: { number: 'subject', subject: '件名' } },
      ],
    };
    const answers = { a: [{ subject: '{{subject}}' }] };
    const entered = (id: string) => ({
      sample: { source: 'subject', answers: { [id]: 'subject', ...answers } },
      tests: [
        {
          id: 'subject',
          answers: { [id]: 'subject', ...answers },
          answer: { subject: `件は{{${id}}}。` },
          expect: [{ section: 'subject' }],
        },
      ],
    });
    expect(renamed({ ...others, ...entered('subject') })).toEqual({ ...others, ...entered('matter') });
  });

  it('may have had an id that is none', () => {
    expect(withFieldRenamed({ fields: [{ id: '(' }], prompt: '{{(}}' }, '(', 'matter')).toEqual({
      fields: [{ id: 'matter' }],
      prompt: '{{matter}}',
    });
  });
});
