import * as z from 'zod';
import './messages.js';
import { idSchema } from './id.js';
import { wordsSchema } from './words.js';

/** Which text an expectation is about: both, or only one of them. */
const ofSchema = z.enum(['boilerplate', 'answer']).optional();
const place = { section: idSchema.optional(), of: ofSchema };
const limitSchema = z.int().nonnegative().max(100_000).optional();

/**
 * What has to be true of a document that is made from the answers of a test.
 *
 * `contains`, `lacks`: of the whole document, or of one section; values of the form are filled in. `length`: of a
 * section, code points. `present`, `absent`: a written section is in the document or not. `finding`, `noFinding`: the
 * review has such a finding (指摘), or has none of this rule; without a rule, none that must be dealt with (要対応).
 */
export const expectationSchema = z.discriminatedUnion('that', [
  z.strictObject({ that: z.literal('contains'), text: wordsSchema(1_000), ...place }),
  z.strictObject({ that: z.literal('lacks'), text: wordsSchema(1_000), ...place }),
  z.strictObject({ that: z.literal('length'), section: idSchema, min: limitSchema, max: limitSchema, of: ofSchema }),
  z.strictObject({ that: z.literal('present'), section: idSchema, of: ofSchema }),
  z.strictObject({ that: z.literal('absent'), section: idSchema, of: ofSchema }),
  z.strictObject({ that: z.literal('finding'), rule: wordsSchema(60), ...place }),
  z.strictObject({ that: z.literal('noFinding'), rule: wordsSchema(60).optional(), ...place }),
]);
export type Expectation = z.infer<typeof expectationSchema>;

/** A test of a template: a form as it is filled in, an answer of a model if one is recorded, and what has to be true. */
export const templateTestSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema(100),
  answers: z.record(z.string(), z.unknown()),
  /** What a model wrote, by section: text with `{{field}}` in it. */
  answer: z.record(z.string().max(80), z.string().max(100_000)).optional(),
  expect: z.array(expectationSchema).min(1).max(50),
});
export type TemplateTest = z.infer<typeof templateTestSchema>;

/** One expectation that is not met, with a sentence that says so. */
export interface TestFailure {
  /** Place in `expect`, from 0; null: the answers or the recorded answer cannot be used at all. */
  readonly expectation: number | null;
  readonly message: string;
}

/** What came of one test on one text; green when nothing failed. */
export interface TestResult {
  readonly testId: string;
  readonly name: string;
  readonly of: 'boilerplate' | 'answer';
  readonly failures: readonly TestFailure[];
}
