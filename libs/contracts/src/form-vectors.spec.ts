import { FORM_VECTORS } from '../../../tests/support/form-vectors.js';
import { answersSchema, fieldErrors } from './answers-schema.js';

describe('what is wrong with the answers to a form', () => {
  it('is tried with 200 forms', () => {
    expect(FORM_VECTORS.length).toBeGreaterThanOrEqual(200);
  });

  it.each(FORM_VECTORS.map((vector, index) => [`${String(index + 1)}: ${JSON.stringify(vector.answers)}`, vector] as const))(
    '%s',
    (_name, { fields, answers, faults }) => {
      const result = answersSchema(fields).safeParse(answers);
      const found = result.success ? [] : fieldErrors(result.error).map(({ path, code }) => `${path} ${code}`);
      expect([...found].toSorted()).toEqual([...faults].toSorted());
    },
  );
});
