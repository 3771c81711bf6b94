import { fixOf } from './fault-fix';

const CONTENT = {
  fields: [
    { id: 'legalBasis', label: '根拠法令等', type: 'text', toLlm: 'raw' },
    { id: 'docNo', label: '文書番号', type: 'text', toLlm: 'placeholder' },
  ],
  prompt: '{{legalBasic}}、{{#if legalBasic}}a{{/if}} legalBasic',
  sections: [{ id: 'lead', instruction: '{{legalBasis}}と{{docNo}}を書く。', mayUse: [] }],
};
const INSTRUCTION = 'sections.0.instruction';

describe('what puts a fault of a text right', () => {
  const unknown = (name: string) => ({ path: 'prompt', line: 2, column: 6, message: `「${name}」という項目はありません。` });
  const notOffered = (id: string) => ({ path: INSTRUCTION, line: 1, message: `「${id}」は、この節で使う目印にありません。` });

  it('is the nearest field for a name that none has', () => {
    const fix = fixOf(unknown('legalBasic'), CONTENT);
    expect(fix?.words).toBe('「legalBasis（根拠法令等）」に直す');
    expect(fix?.mended).toEqual({ ...CONTENT, prompt: '{{legalBasis}}、{{#if legalBasis}}a{{/if}} legalBasic' });
  });

  it('is the name of a field that the model reads, in words', () => {
    const fix = fixOf(notOffered('legalBasis'), CONTENT);
    expect(fix?.words).toBe('項目名の「根拠法令等」に直す');
    expect(fix?.mended).toMatchObject({ sections: [{ instruction: '「根拠法令等」と{{docNo}}を書く。' }] });
  });

  it('is to offer a withheld value to the section', () => {
    const fix = fixOf(notOffered('docNo'), CONTENT);
    expect(fix?.words).toBe('「文書番号」を、この節で使えるようにする');
    expect(fix?.mended).toMatchObject({ sections: [{ instruction: CONTENT.sections[0]?.instruction, mayUse: ['docNo'] }] });
  });

  it('is nothing when no field is near, or the fault is another one', () => {
    expect(fixOf(unknown('telephone'), CONTENT)).toBeNull();
    expect(fixOf({ path: 'prompt', line: 1, message: '長すぎます。' }, CONTENT)).toBeNull();
  });
});
