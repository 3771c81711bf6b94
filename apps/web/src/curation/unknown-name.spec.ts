import { mistypedField, withNameMended } from './unknown-name';

const FIELDS = ['legalBasis', 'decision'].map((id, index) => ({ index, id, label: id, type: 'text', toLlm: 'raw' }));

describe('a name that no field has', () => {
  const fault = (name: string) => ({ path: 'prompt', line: 2, column: 6, message: `「${name}」という項目はありません。` });

  it('is probably the nearest one', () => {
    const found = mistypedField(fault('legalBasic'), FIELDS);
    expect(found?.meant.id).toBe('legalBasis');
    expect(found === null ? '' : withNameMended('{{legalBasic}}、{{#if legalBasic}}a{{/if}} legalBasic', found)).toBe(
      '{{legalBasis}}、{{#if legalBasis}}a{{/if}} legalBasic',
    );
  });

  it('is left alone when none is near, or the fault is another one', () => {
    expect(mistypedField(fault('telephone'), FIELDS)).toBeNull();
    expect(mistypedField({ path: 'prompt', line: 1, message: '長すぎます。' }, FIELDS)).toBeNull();
  });
});
