import * as z from 'zod';
import './messages.js';
import { idSchema } from './id.js';
import { wordsSchema } from './words.js';

/** Text with values in it: `{{field}}`, `{{field|format}}` or `{{field|format:other}}` with one of the formats below. */
const patternSchema = wordsSchema(1_000);

/**
 * How a value is printed where its own form is not wanted.
 *
 * `weekday`: a day with its weekday. `until`: the end of a stretch, `{{endAt|until:startAt}}`: with its day only when it
 * is another one. `duration`: the time from another date-time to this one, `{{endAt|duration:startAt}}`: 2時間30分.
 * `stretch`: from a date-time until another, if there is one, `{{startAt|stretch:endAt}}`: 午前10時から午前11時30分まで.
 * `count`: how many lines or rows. `names`: the column `name` of all rows. `spaced`: the cells of a row with wide spaces
 * between them, a line for each row.
 */
export const printFormatSchema = z.enum(['weekday', 'until', 'duration', 'stretch', 'count', 'names', 'spaced']);
export type PrintFormat = z.infer<typeof printFormatSchema>;

/**
 * One numbered item of minutes or of a 記; what it shows depends on the key that is given.
 *
 * `as` of a section: `minutes`: speeches in tables; `pairs`: each question an item with its answer below it.
 */
export interface OutlineItem {
  readonly label: string;
  /** Text beside the label; as `paragraphs`, below it. */
  readonly text?: string | undefined;
  /** A `lines` field, each line an item one level down. */
  readonly lines?: string | undefined;
  /** A `rows` field as a table. */
  readonly table?: string | undefined;
  /** Columns of the table with a sum below them (計). */
  readonly totals?: readonly string[] | undefined;
  /** A written section and how its lines are laid out; `headed`: below the headings that it has, numbered anew. */
  readonly section?: string | undefined;
  readonly as?: 'paragraphs' | 'items' | 'minutes' | 'headed' | 'pairs' | 'table' | undefined;
  /** Of `table`: its columns. A line of the section is a row, its cells stand between bars. */
  readonly heads?: readonly { readonly label: string; readonly width?: number | undefined }[] | undefined;
  /** Shown only when this field is filled. */
  readonly onlyWith?: string | undefined;
  /** Items one level down; without any of them there is nothing to print. */
  readonly items?: readonly OutlineItem[] | undefined;
  /** Printed when there is nothing else to print: なし. Of a section: when the document does not have it. */
  readonly empty?: string | undefined;
}

export const outlineItemSchema: z.ZodType<OutlineItem> = z.strictObject({
  label: wordsSchema(60),
  text: patternSchema.optional(),
  lines: idSchema.optional(),
  table: idSchema.optional(),
  totals: z.array(idSchema).max(20).optional(),
  section: idSchema.optional(),
  as: z.enum(['paragraphs', 'items', 'minutes', 'headed', 'pairs', 'table']).optional(),
  heads: z
    .array(z.strictObject({ label: wordsSchema(20), width: z.number().positive().max(100).optional() }))
    .min(2)
    .max(10)
    .optional(),
  onlyWith: idSchema.optional(),
  items: z.lazy(() => z.array(outlineItemSchema).min(1).max(20)).optional(),
  empty: wordsSchema(60).optional(),
});

/** One part of the page, in the order of the page. */
export const layoutPartSchema = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('numberAndDate'),
    number: idSchema.optional(),
    /** Words in the place of a number: 事務連絡. */
    mark: wordsSchema(20).optional(),
    /** Of a document without a number: its place is kept (「　　第　　　号」), or the date stands alone. */
    unnumbered: z.enum(['blank', 'omitted']).default('blank'),
    date: idSchema,
  }),
  z.strictObject({ part: z.literal('addressee'), lines: idSchema, honorific: idSchema.optional() }),
  z.strictObject({ part: z.literal('sender'), lines: z.array(patternSchema).min(1).max(10), seal: idSchema.optional() }),
  z.strictObject({ part: z.literal('subject'), text: patternSchema }),
  /** `notWith`: not where this field is filled, as when a section writes the title. */
  z.strictObject({ part: z.literal('title'), text: patternSchema, notWith: idSchema.optional() }),
  /** A paragraph that a choice of the form decides: the greeting. */
  z.strictObject({ part: z.literal('phrase'), field: idSchema, phrases: z.record(z.string().max(100), z.string().max(1_000)) }),
  /** `questions`: lines that begin with 問1, Q1, A1 … hang behind that mark. `title`: set like a title. */
  z.strictObject({ part: z.literal('written'), section: idSchema, as: z.enum(['paragraphs', 'questions', 'title']).optional() }),
  /** `paragraphs`: set like the text of a letter, not flush with the margin. */
  z.strictObject({ part: z.literal('text'), text: patternSchema, onlyWith: idSchema.optional(), as: z.enum(['paragraphs']).optional() }),
  /**
   * 記, the numbered items, 以上: always together; `bare`: the items alone. Items before the rows, the rows of the form, items
   * after them.
   *
   * `answers`: a section that answers the rows of a field, each an item under the words of its first column.
   */
  z.strictObject({
    part: z.literal('note'),
    before: z.array(outlineItemSchema).max(40).default([]),
    rows: idSchema.optional(),
    answers: z.strictObject({ section: idSchema, rows: idSchema }).optional(),
    bare: z.boolean().optional(),
    also: z.array(outlineItemSchema).max(40).default([]),
  }),
  z.strictObject({ part: z.literal('outline'), items: z.array(outlineItemSchema).min(1).max(40) }),
  /** Labels and values in a frame (起案用紙): a row without a value is left out, or has its word for 「nothing」. */
  z.strictObject({
    part: z.literal('sheet'),
    rows: z
      .array(z.strictObject({ label: wordsSchema(20), text: patternSchema, empty: wordsSchema(60).optional() }))
      .min(1)
      .max(40),
  }),
  /** Boxes for seals: one for each line of a `lines` field, its title above it (決裁欄); none without lines. */
  z.strictObject({ part: z.literal('stamps'), label: wordsSchema(10), lines: idSchema }),
  /** A `rows` field as a table of its own. */
  z.strictObject({
    part: z.literal('table'),
    table: idSchema,
    totals: z.array(idSchema).max(20).default([]),
    notWith: idSchema.optional(),
  }),
  /** A block at the right: who is asked, or who applies (`name`: what it is to the model). */
  z.strictObject({
    part: z.literal('contact'),
    name: wordsSchema(40).default('担当者の連絡先'),
    rows: z
      .array(z.strictObject({ label: z.string().max(20), text: patternSchema }))
      .min(1)
      .max(20),
  }),
  z.strictObject({
    part: z.literal('plain'),
    lines: z.array(patternSchema).min(1).max(20),
    align: z.enum(['left', 'center', 'right']).default('left'),
  }),
]);
export type LayoutPart = z.infer<typeof layoutPartSchema>;
