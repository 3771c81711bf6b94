import type { Field } from '@bunan/contracts';
import { checkForm } from './form-check';
import { fieldsInOrder, shownGroups } from './form-groups';
import { blankInput } from './form-input';

const base = { type: 'text', required: false, pii: 'none', toLlm: 'raw', role: 'material' } as const;
const FIELDS: Field[] = [
  { ...base, id: 'a', label: 'a', required: true },
  { ...base, id: 'b', label: 'b', required: true, visibleWhen: { field: 'a', isFilled: true } },
  { ...base, id: 'c', label: 'c', hidden: true, default: 'c' },
  { ...base, id: 'd', label: 'd' },
];
const GROUPS = [
  { id: 'first', title: '一', fields: ['a'] },
  { id: 'second', title: '二', fields: ['b', 'c'] },
  { id: 'third', title: '三', fields: ['d'] },
];

function groupsFor(a: string, errors: { fieldId: string; target: string; message: string }[] = []) {
  const { texts, rows } = blankInput(FIELDS);
  return shownGroups(GROUPS, checkForm(FIELDS, { texts: { ...texts, a }, rows }), errors);
}

describe('the fields of a form', () => {
  it('follow each other as the groups have them', () => {
    const fields = [...FIELDS].toReversed();
    expect(fieldsInOrder({ fields, groups: GROUPS }).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    const hidden = GROUPS.map((group) => ({ ...group, fields: group.fields.filter((id) => id !== 'c') }));
    expect(fieldsInOrder({ fields, groups: hidden }).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
  });
});

describe('the groups of a form', () => {
  it('are numbered as far as something in them is asked for', () => {
    expect(groupsFor('').map(({ id, number }) => [id, number])).toEqual([
      ['first', 1],
      ['third', 2],
    ]);
    expect(groupsFor('x').map(({ id, number, count }) => [id, number, count])).toEqual([
      ['first', 1, 1],
      ['second', 2, 1],
      ['third', 3, 1],
    ]);
  });

  it('are done when nothing that is required is missing', () => {
    expect(groupsFor('x').map(({ isDone }) => isDone)).toEqual([true, false, true]);
  });

  it('count their errors', () => {
    const error = { fieldId: 'b', target: 'b', message: '' };
    expect(groupsFor('x', [error, error]).map(({ wrong }) => wrong)).toEqual([0, 2, 0]);
  });
});
