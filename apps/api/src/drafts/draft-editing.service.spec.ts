import { tidyParts } from './draft-editing.service.js';

const FIELDS = new Set(['deadline']);

describe('tidyParts', () => {
  it('joins neighbouring texts and drops empty ones', () => {
    const parts = [{ text: '期限は' }, { text: '、' }, { field: 'deadline' }, { text: '' }];
    expect(tidyParts(parts, FIELDS)).toEqual([{ text: '期限は、' }, { field: 'deadline' }]);
  });

  it('leaves a placeholder that was typed as text', () => {
    expect(tidyParts([{ text: '{{deadline}}' }], FIELDS)).toEqual([{ text: '{{deadline}}' }]);
  });

  it('takes out what no file can hold', () => {
    expect(tidyParts([{ text: 'あ\u0000\r\nい\ufffe' }], FIELDS)).toEqual([{ text: 'あ\nい' }]);
  });

  it('refuses a field that the template does not have, naming its place', () => {
    try {
      tidyParts([{ text: 'あ' }, { field: 'other' }], FIELDS);
    } catch (error) {
      expect(error).toMatchObject({ code: 'request.invalid', errors: [{ path: 'parts.1.field', code: 'unknown' }] });
    }
    expect.assertions(1);
  });
});
