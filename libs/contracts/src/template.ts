import * as z from 'zod';
import './messages.js';
import type { Answers } from './answers.js';
import { fileKindSchema } from './files.js';
import { idSchema } from './id.js';
import { layoutPartSchema } from './layout.js';
import { patternFault } from './pattern.js';
import { ruleSchema } from './rule.js';
import { templateTestSchema } from './template-test.js';
import { wordsSchema } from './words.js';

/** How the value of a field is entered and stored. Dates are `YYYY-MM-DD`, date-times `YYYY-MM-DDTHH:mm` in JST. */
export const fieldTypeSchema = z.enum([
  'text',
  'longtext',
  'date',
  'daterange',
  'datetime',
  'number',
  'amount',
  'select',
  'multiselect',
  'bool',
  'tel',
  'email',
  'person',
  'department',
  'lines',
  'rows',
  'file',
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** A form that a text must have, or that is usual: a regular expression, and what is said of a text that has another. */
const formSchema = z.strictObject({
  pattern: z.string().superRefine((pattern, context) => {
    const fault = patternFault(pattern);
    if (fault !== null) {
      context.addIssue({ code: 'custom', message: fault });
    }
  }),
  message: wordsSchema(200),
});

const optionsSchema = z.array(wordsSchema(100)).min(1).max(100);

/** One column of a `rows` field. Every cell is kept as a text: a day `YYYY-MM-DD`, a number in ASCII digits. */
export const columnSchema = z.strictObject({
  id: idSchema,
  label: wordsSchema(60),
  type: z.enum(['text', 'longtext', 'date', 'datetime', 'number', 'amount', 'select']).default('text'),
  required: z.boolean().default(false),
  maxLength: z.int().positive().max(10_000).default(200),
  options: optionsSchema.optional(),
  /** No two rows have the same text in it; 「なし」 and 「－」 are no text. */
  unique: z.boolean().optional(),
  /** Not printed where no row has anything in it. */
  hideEmpty: z.boolean().optional(),
  /** Width in characters on paper, and the share of the row in the form. */
  width: z.number().positive().max(100).optional(),
  example: wordsSchema(200).optional(),
});
export type Column = z.infer<typeof columnSchema>;

/** One thing the clerk fills in (項目). */
export const fieldSchema = z.strictObject({
  id: idSchema,
  label: wordsSchema(60),
  type: fieldTypeSchema,
  required: z.boolean(),
  help: wordsSchema(400).optional(),
  example: wordsSchema(400).optional(),
  /** In code points. For `lines` and `rows`: of one line. */
  minLength: z.int().nonnegative().max(100_000).optional(),
  maxLength: z.int().positive().max(100_000).optional(),
  /** Of lines and rows; of a `file` field: files. */
  maxRows: z.int().positive().max(1_000).optional(),
  /** Of a `file` field: the kinds that it takes; without it, every kind. */
  accept: z.array(fileKindSchema).min(1).max(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: optionsSchema.optional(),
  default: z.union([z.string().max(2_000), z.number(), z.boolean()]).optional(),
  /** Not shown: its value is always its default. */
  hidden: z.boolean().optional(),
  columns: z.array(columnSchema).min(1).max(20).optional(),
  /** A form that the text must have: a value outside it is refused. */
  must: formSchema.optional(),
  /** A form that is usual but not binding: a value outside it is warned of, never refused. */
  usual: formSchema.optional(),
  /** Of a day or date-time: not before the one in this field. */
  notBefore: idSchema.optional(),
  /** Shown, and required if at all, only when this holds. */
  visibleWhen: ruleSchema.optional(),
  /** Of a field that is not required: required all the same when this holds. */
  requiredWhen: ruleSchema.optional(),
  /** What personal data the value is: `mask` marks free text in which such data must be expected. */
  pii: z.enum(['none', 'name', 'staff', 'mask']),
  /** What the model may see: the text itself, only `{{id}}` with its kind and an invented example, nothing. */
  toLlm: z.enum(['raw', 'placeholder', 'never']),
  /** Of a `raw` field: data, a condition that steers the writing, or the clerk's wish, which is no data. */
  role: z.enum(['material', 'condition', 'wish']).default('material'),
  /** Of a `placeholder` field: an invented example of its shape: 費用（例: 1人500円）. */
  shape: wordsSchema(100).optional(),
  /** Of a `condition`: the instruction that each option means. */
  instructions: z.record(z.string().max(100), wordsSchema(400)).optional(),
});
export type Field = z.infer<typeof fieldSchema>;

/** A heading of the form with its fields (入力のまとまり). */
export const formGroupSchema = z.strictObject({
  id: idSchema,
  title: wordsSchema(60),
  help: wordsSchema(400).optional(),
  fields: z.array(idSchema).min(1).max(200),
});
export type FormGroup = z.infer<typeof formGroupSchema>;

/** A check that not every section needs (libs/review); what each looks for stands with its rule. */
export const checkSchema = z.enum([
  'note',
  'optionalNote',
  'law',
  'sanction',
  'blame',
  'effect',
  'greeting',
  'demand',
  'humble',
  'replyDay',
  'speakers',
  'agenda',
  'evidence',
  'condensed',
  'answers',
  'tasks',
  'stance',
  'speech',
  'faq',
  'ask',
  'grounded',
  'nextStep',
  'bill',
  'publicNotice',
  'inPeriod',
  'wholeSubcontract',
  'leadTime',
  'guess',
  'settledCause',
  'timelineOrder',
  'pressLead',
  'claim',
  'media',
  'repeats',
  'easy',
  'survey',
  'season',
  'ceremony',
  'points',
]);
export type Check = z.infer<typeof checkSchema>;

/** A part of the document that a model writes, or its boilerplate (定型文) where no model is asked. */
export const writtenSectionSchema = z.strictObject({
  id: idSchema,
  /** Name on the screen: 本文, 決定事項. */
  label: wordsSchema(60),
  instruction: wordsSchema(4_000),
  style: z.enum(['desu-masu', 'dearu']),
  /** In code points; no lower limit when 「なし」 is an answer. */
  minChars: z.int().nonnegative().max(100_000),
  maxChars: z.int().positive().max(100_000),
  /** Longest sentence, in code points; longer ones are warned of. */
  maxSentenceChars: z.int().positive().max(1_000),
  /** The answer limit of this section in tokens. */
  maxTokens: z.int().positive().max(100_000),
  /** Raw fields whose text this section is written from. */
  material: z.array(idSchema).max(200),
  /** Placeholders that the section must contain when their field is filled, and those it may contain. */
  mustUse: z.array(idSchema).max(200).default([]),
  mayUse: z.array(idSchema).max(200).default([]),
  /** The section is asked for only when one of these fields is filled; otherwise it is left out of the document. */
  onlyWith: z.array(idSchema).max(200).default([]),
  /** The section is left out when one of these fields is filled: what the clerk has listed is not written again. */
  notWith: z.array(idSchema).max(200).default([]),
  checks: z.array(checkSchema).max(checkSchema.options.length).default([]),
  /** Handlebars over the fields; needs no model and no tokens. */
  boilerplate: z.string().max(20_000),
});
export type WrittenSection = z.infer<typeof writtenSectionSchema>;

/** Kinds of documents, each with its rules of wording (libs/review). */
export const styleProfileSchema = z.enum([
  'taigai-koyobun',
  'gijiroku',
  'gikai',
  'naibu',
  'jumin',
  'koho',
  'hodo',
  'hoki',
  'shikiji',
  'keiyaku',
]);
export type StyleProfileId = z.infer<typeof styleProfileSchema>;

/** Name of a template in addresses and files. */
export const templateIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,79}$/, '様式の番号は、英小文字で始まる英小文字・数字・ハイフン（80字まで）です。');

/** A template (様式) as it is published: `template.json` with the text of `prompt.hbs`, the sample and the tests in it. */
export const templateDefinitionSchema = z.strictObject({
  id: templateIdSchema,
  name: wordsSchema(60),
  group: wordsSchema(40),
  purpose: wordsSchema(400),
  /** Readings and other names under which people look for it: つうち, お知らせ. */
  keywords: z.array(wordsSchema(40)).max(40).default([]),
  styleProfile: styleProfileSchema,
  /** 通知: printed behind the subject as （通知）; empty for none. */
  subjectSuffix: z.string().max(20),
  /** Name of the document in lists, file names and properties. */
  title: wordsSchema(200),
  /** Usual time to fill the form, minutes. */
  minutes: z.int().positive().max(600),
  /** Tokens that an answer usually has; 0 where no model writes. */
  usualAnswerTokens: z.int().nonnegative().max(100_000),
  groups: z.array(formGroupSchema).min(1).max(40),
  fields: z.array(fieldSchema).min(1).max(200),
  sections: z.array(writtenSectionSchema).max(40),
  layout: z.array(layoutPartSchema).min(1).max(100),
  /** What a person makes sure of before answering for the document. */
  acceptance: z.array(wordsSchema(200)).max(30).default([]),
  /** Handlebars: what the model is told of the document, its sender and reader. */
  prompt: z.string().max(20_000),
  sample: z.strictObject({ source: wordsSchema(1_000), answers: z.record(z.string(), z.unknown()) }),
  /** What has to stay true of its documents, on boilerplate and on recorded answers. */
  tests: z.array(templateTestSchema).max(50).default([]),
});
export type TemplateDefinition = z.infer<typeof templateDefinitionSchema>;

/** How a template is used by the person who asks, and by their department. */
export interface TemplateUse {
  /** Marked by this person. */
  readonly isFavourite: boolean;
  /** When this person last began a document with it (ISO 8601, UTC); null: never. */
  readonly lastUsedAt: string | null;
  /** Documents that their department has begun with it in the last 90 days; trials do not count. */
  readonly usesInDepartment: number;
}

/** A small picture of a page, 84 by 118: SVG paths of level strokes, by what they are. */
export interface Miniature {
  /** Titles, labels, marks. */
  readonly ink: string;
  readonly text: string;
  /** Values of the form. */
  readonly value: string;
  /** Rules of tables. */
  readonly rule: string;
}

/** GET /api/templates: one row of the gallery. */
export interface TemplateSummary extends TemplateUse {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly group: string;
  readonly purpose: string;
  /** Number of fields, and of those that must be filled. */
  readonly fieldCount: number;
  readonly requiredCount: number;
  /** Usual total of tokens of one run; 0 where no model writes. */
  readonly expectedTokens: number;
  /** Usual time to fill the form, minutes. */
  readonly minutes: number;
  /** The first page of the sample document. */
  readonly miniature: Miniature;
}

/** GET /api/templates/:id: everything that the form needs. */
export interface TemplateView extends TemplateSummary {
  readonly groups: readonly FormGroup[];
  readonly fields: readonly Field[];
  readonly sections: readonly Pick<WrittenSection, 'id' | 'label' | 'minChars' | 'maxChars' | 'maxSentenceChars' | 'style'>[];
  readonly subjectSuffix: string;
  readonly styleProfile: StyleProfileId;
  /** What a person makes sure of before answering for the document. */
  readonly acceptance: readonly string[];
  /** A complete, realistic input, and where it comes from. */
  readonly sample: { readonly source: string; readonly answers: Answers };
}
