import * as z from 'zod';
import { fieldErrors } from './answers-schema.js';
import { createDraftSchema } from './draft.js';
import { errorTable } from './errors.js';
import './messages.js';

describe('errorTable', () => {
  it.each(Object.entries(errorTable))('has a status and a Japanese sentence for %s', (_, { status, title }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title).toMatch(/^[^a-zA-Z]*[ぁ-ん][^a-zA-Z]*。$/);
  });
});

describe('the errors of a schema', () => {
  const errorsOf = (schema: z.ZodType, value: unknown) => fieldErrors(schema.safeParse(value).error ?? { issues: [] });

  it.each([
    [z.strictObject({ a: z.string() }), { a: '', b: 1 }, 'b', 'unknown'],
    [z.object({ a: z.object({ b: z.string() }) }), { a: {} }, 'a.b', 'invalid_type'],
    [z.array(z.int().max(3)), [1, 4], '1', 'too_big'],
    [z.string().min(2), 'a', '', 'too_small'],
    [z.object({ id: z.uuid() }), { id: 'x' }, 'id', 'invalid_format'],
    [z.enum(['a', 'b']), 'c', '', 'invalid_value'],
    [z.string(), null, '', 'invalid_type'],
  ])('say in Japanese what is wrong, and where', (schema, value, path, code) => {
    const errors = errorsOf(schema, value);
    expect(errors).toMatchObject([{ path, code }]);
    expect(errors[0]?.message).toMatch(/^[^a-zA-Z]+。$/);
  });

  it('keep the words of a schema that has its own', () => {
    expect(errorsOf(createDraftSchema, { answers: {} })).toEqual([
      { path: 'templateId', code: 'invalid_type', message: '様式を選んでください。' },
    ]);
  });
});
