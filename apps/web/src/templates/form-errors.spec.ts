import type { Field } from '@bunan/contracts';
import { formError, placeOf } from './form-errors';

const FIELDS: Field[] = [
  { id: 'subject', label: '件名', type: 'text', required: true, pii: 'none', toLlm: 'raw', role: 'material' },
  {
    id: 'items',
    label: '記書き',
    type: 'rows',
    required: true,
    pii: 'none',
    toLlm: 'never',
    role: 'material',
    columns: [
      { id: 'label', label: '項目名', type: 'text', required: true, maxLength: 20 },
      { id: 'value', label: '内容', type: 'text', required: true, maxLength: 200 },
    ],
  },
];

describe('formError', () => {
  it('leads to the control of a field', () => {
    expect(formError(FIELDS, 'subject', '件名を入力してください。')).toEqual({
      fieldId: 'subject',
      target: 'subject',
      message: '件名を入力してください。',
    });
  });

  it('names the row and leads to its column', () => {
    expect(formError(FIELDS, 'items.1.value', '内容を入力してください。')).toEqual({
      fieldId: 'items',
      target: 'items-1-value',
      message: '2行目：内容を入力してください。',
    });
  });

  it('leads to the first column of the first row when the whole field is wrong', () => {
    expect(formError(FIELDS, 'items', '記書きを入力してください。')).toEqual({
      fieldId: 'items',
      target: 'items-0-label',
      message: '記書きを入力してください。',
    });
  });
});

describe('placeOf', () => {
  it('has no column for a field without rows, nor for one that is not there', () => {
    expect(placeOf(FIELDS, 'subject').column).toBeNull();
    expect(placeOf(FIELDS, 'gone.0.x').column).toBeNull();
  });
});
