import * as z from 'zod';
import './messages.js';
import type { Answers } from './answers.js';
import type { DocumentModel } from './document.js';
import { idSchema } from './id.js';
import { ruleSchema } from './rule.js';

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
  'group',
  'file',
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** One column of a `rows` or `group` field. */
export const columnSchema = z.strictObject({
  id: idSchema,
  label: z.string().min(1),
  type: z.enum(['text', 'longtext', 'date', 'select']).default('text'),
  required: z.boolean().default(false),
  maxLength: z.int().positive().default(200),
  options: z.array(z.string()).optional(),
  /** Width in characters on paper, and the share of the row in the form. */
  width: z.number().positive().optional(),
  example: z.string().optional(),
});
export type Column = z.infer<typeof columnSchema>;

/** One thing the clerk fills in (項目). */
export const fieldSchema = z.strictObject({
  id: idSchema,
  label: z.string().min(1),
  type: fieldTypeSchema,
  required: z.boolean(),
  help: z.string().optional(),
  example: z.string().optional(),
  /** In code points. For `lines` and `rows`: of one line. */
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().positive().optional(),
  maxRows: z.int().positive().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.string()).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  columns: z.array(columnSchema).optional(),
  /** A form that is usual but not binding: a value outside it is warned of, never refused. */
  usual: z.strictObject({ pattern: z.string(), message: z.string() }).optional(),
  /** Shown, and required if at all, only when this holds. */
  visibleWhen: ruleSchema.optional(),
  /** Of a field that is not required: required all the same when this holds. */
  requiredWhen: ruleSchema.optional(),
  /** What personal data the value is: `mask` marks free text in which such data must be expected. */
  pii: z.enum(['none', 'name', 'staff', 'mask']),
  /** What the model may see: the text itself, only `{{id}}` with its kind and shape, nothing. */
  toLlm: z.enum(['raw', 'placeholder', 'never']),
  /** Of a `raw` field: data, a condition that steers the writing, or the clerk's wish, which is no data. */
  role: z.enum(['material', 'condition', 'wish']).default('material'),
  /** Of a `placeholder` field: an invented example of its shape: 費用（例: 1人500円）. */
  shape: z.string().optional(),
  /** Of a `condition`: the instruction that each option means. */
  instructions: z.record(z.string(), z.string()).optional(),
});
export type Field = z.infer<typeof fieldSchema>;

/** A heading of the form with its fields (入力のまとまり). */
export const formGroupSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  help: z.string().optional(),
  fields: z.array(idSchema).min(1),
});
export type FormGroup = z.infer<typeof formGroupSchema>;

/** A check that not every section needs (libs/review); what each looks for stands with its rule. */
export const checkSchema = z.enum(['note', 'law', 'sanction', 'blame', 'speakers', 'agenda', 'evidence', 'condensed']);
export type Check = z.infer<typeof checkSchema>;

/** A part of the document that a model writes, or its boilerplate (定型文) where no model is asked. */
export const writtenSectionSchema = z.strictObject({
  id: idSchema,
  /** Name on the screen: 本文, 決定事項. */
  label: z.string().min(1),
  instruction: z.string().min(1),
  style: z.enum(['desu-masu', 'dearu']),
  /** In code points; no lower limit when 「なし」 is an answer. */
  minChars: z.int().nonnegative(),
  maxChars: z.int().positive(),
  /** Longest sentence, in code points; longer ones are warned of. */
  maxSentenceChars: z.int().positive(),
  /** The answer limit of this section in tokens. */
  maxTokens: z.int().positive(),
  /** Raw fields whose text this section is written from. */
  material: z.array(idSchema),
  /** Placeholders that the section must contain when their field is filled, and those it may contain. */
  mustUse: z.array(idSchema).default([]),
  mayUse: z.array(idSchema).default([]),
  /** The section is asked for only when one of these fields is filled; otherwise it is left out of the document. */
  onlyWith: z.array(idSchema).default([]),
  /** The section is left out when one of these fields is filled: what the clerk has listed is not written again. */
  notWith: z.array(idSchema).default([]),
  checks: z.array(checkSchema).default([]),
  /** Handlebars over the fields; needs no model and no tokens. */
  boilerplate: z.string(),
});
export type WrittenSection = z.infer<typeof writtenSectionSchema>;

/** Text with values in it: `{{field}}`, or `{{field|format}}` with one of the formats below. */
const patternSchema = z.string().min(1);

/** How a value is printed where its own form is not wanted: a day with its weekday, the end of a range, a head count. */
export const printFormatSchema = z.enum(['weekday', 'until', 'count', 'names']);
export type PrintFormat = z.infer<typeof printFormatSchema>;

/** One numbered item of minutes or of a 記; what it shows depends on the key that is given. */
export interface OutlineItem {
  readonly label: string;
  /** Text beside the label. */
  readonly text?: string | undefined;
  /** A `lines` field, each line an item one level down. */
  readonly lines?: string | undefined;
  /** A `rows` field as a table. */
  readonly table?: string | undefined;
  /** A written section and how its lines are laid out. */
  readonly section?: string | undefined;
  readonly as?: 'paragraphs' | 'items' | 'minutes' | undefined;
  /** Shown only when this field is filled. */
  readonly onlyWith?: string | undefined;
  /** Printed when there is nothing else to print: なし. */
  readonly empty?: string | undefined;
}

export const outlineItemSchema: z.ZodType<OutlineItem> = z.strictObject({
  label: z.string().min(1),
  text: patternSchema.optional(),
  lines: idSchema.optional(),
  table: idSchema.optional(),
  section: idSchema.optional(),
  as: z.enum(['paragraphs', 'items', 'minutes']).optional(),
  onlyWith: idSchema.optional(),
  empty: z.string().optional(),
});

/** One part of the page, in the order of the page. */
export const layoutPartSchema = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('numberAndDate'),
    number: idSchema.optional(),
    /** Of a document without a number: its place is kept (「　　第　　　号」), or the date stands alone. */
    unnumbered: z.enum(['blank', 'omitted']).default('blank'),
    date: idSchema,
  }),
  z.strictObject({ part: z.literal('addressee'), lines: idSchema, honorific: idSchema.optional() }),
  z.strictObject({ part: z.literal('sender'), lines: z.array(patternSchema).min(1), seal: idSchema.optional() }),
  z.strictObject({ part: z.literal('subject'), text: patternSchema }),
  z.strictObject({ part: z.literal('title'), text: patternSchema }),
  /** A paragraph that a choice of the form decides: the greeting. */
  z.strictObject({ part: z.literal('phrase'), field: idSchema, phrases: z.record(z.string(), z.string()) }),
  z.strictObject({ part: z.literal('written'), section: idSchema }),
  z.strictObject({ part: z.literal('text'), text: patternSchema, onlyWith: idSchema.optional() }),
  /** 記, the numbered items, 以上: always together. */
  z.strictObject({ part: z.literal('note'), rows: idSchema, also: z.array(outlineItemSchema).default([]) }),
  z.strictObject({ part: z.literal('outline'), items: z.array(outlineItemSchema).min(1) }),
  z.strictObject({ part: z.literal('contact'), rows: z.array(z.strictObject({ label: z.string(), text: patternSchema })).min(1) }),
  z.strictObject({ part: z.literal('plain'), lines: z.array(patternSchema).min(1) }),
]);
export type LayoutPart = z.infer<typeof layoutPartSchema>;

/** A template (様式) as it is published: `template.json` with the text of `prompt.hbs` and the sample in it. */
export const templateDefinitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,79}$/),
  name: z.string().min(1),
  group: z.string().min(1),
  purpose: z.string().min(1),
  styleProfile: z.enum(['taigai-koyobun', 'gijiroku', 'jumin']),
  /** 通知: printed behind the subject as （通知）; empty for none. */
  subjectSuffix: z.string(),
  /** Name of the document in lists, file names and properties. */
  title: patternSchema,
  /** Usual time to fill the form, minutes. */
  minutes: z.int().positive(),
  /** Tokens that an answer usually has. */
  usualAnswerTokens: z.int().positive(),
  groups: z.array(formGroupSchema).min(1),
  fields: z.array(fieldSchema).min(1),
  sections: z.array(writtenSectionSchema),
  layout: z.array(layoutPartSchema).min(1),
  /** Handlebars: what the model is told of the document, its sender and reader. */
  prompt: z.string(),
  sample: z.strictObject({ source: z.string(), answers: z.record(z.string(), z.unknown()) }),
});
export type TemplateDefinition = z.infer<typeof templateDefinitionSchema>;

/** GET /api/templates: one row of the gallery. */
export interface TemplateSummary {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly group: string;
  readonly purpose: string;
  /** Number of fields, and of those that must be filled. */
  readonly fieldCount: number;
  readonly requiredCount: number;
  /** Usual total of tokens of one run. */
  readonly expectedTokens: number;
  /** Usual time to fill the form, minutes. */
  readonly minutes: number;
  /** The sample document, for the miniature. */
  readonly preview: DocumentModel;
}

/** GET /api/templates/:id: everything that the form needs. */
export interface TemplateView extends TemplateSummary {
  readonly groups: readonly FormGroup[];
  readonly fields: readonly Field[];
  readonly sections: readonly Pick<WrittenSection, 'id' | 'label' | 'minChars' | 'maxChars' | 'maxSentenceChars' | 'style'>[];
  readonly subjectSuffix: string;
  readonly styleProfile: string;
  /** A complete, realistic input, and where it comes from. */
  readonly sample: { readonly source: string; readonly answers: Answers };
}
