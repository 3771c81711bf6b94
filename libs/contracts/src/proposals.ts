import * as z from 'zod';
import './messages.js';
import { idSchema } from './id.js';
import { columnSchema, fieldSchema, fieldTypeSchema, writtenSectionSchema } from './template.js';

/** Why an old document cannot be read, and what to do. */
export const intakeRefusals = {
  'too-large': 'ファイルが大きすぎます（10MBまで）。写真を削るか、文書を分けてください。',
  'unpacked-too-large': '中身が大きすぎます（30MBまで）。写真を削るか、文書を分けてください。',
  'not-word': 'Word文書（.docx）ではありません。Wordで「.docx」として保存したものを選んでください。',
  protected: 'パスワードで保護されているか、古い形式（.doc）です。保護を外し、「.docx」として保存し直してください。',
  damaged: 'ファイルが壊れています。Wordで開いて、保存し直してください。',
  unsafe: '外部のものを読み込む仕掛けのある文書は読めません。Wordで新しい文書に文章を写して、保存してください。',
  'too-long': '文書が長すぎます。様式にしたい部分だけを残してください。',
  empty: '文書に文字がありません。画像だけの文書からは、項目を見つけられません。',
} as const;
export type IntakeRefusal = keyof typeof intakeRefusals;

/** Words of the old document that a proposal comes from; `block`: number of the paragraph or table, from 0. */
const foundSchema = z.object({ block: z.int().nonnegative(), words: z.string() });

/** A field that an old document seems to have (項目の案). */
export const fieldProposalSchema = z.object({
  id: idSchema,
  label: z.string(),
  type: fieldTypeSchema,
  toLlm: fieldSchema.shape.toLlm,
  pii: fieldSchema.shape.pii,
  /** Every place, the first one first. */
  found: z.array(foundSchema).min(1),
  /** Of a choice, as far as the words tell. */
  options: z.array(z.string()).optional(),
  /** Of a table that becomes `rows`. */
  columns: z.array(z.object({ id: idSchema, label: z.string(), type: columnSchema.shape.type.unwrap() })).optional(),
});
export type FieldProposal = z.infer<typeof fieldProposalSchema>;

/** A part that seems to be written anew each time (文章の節の案). */
export const sectionProposalSchema = z.object({
  id: idSchema,
  label: z.string(),
  style: writtenSectionSchema.shape.style,
  found: z.array(foundSchema).min(1),
  /** As long as it is in the old document, in code points. */
  characters: z.int().positive(),
  /** Fields whose values stand in it. */
  fields: z.array(idSchema),
});
export type SectionProposal = z.infer<typeof sectionProposalSchema>;

/** POST /api/curation/proposals: what a template made from an old document could have. Nothing is stored. */
export const proposalsViewSchema = z.object({
  fields: z.array(fieldProposalSchema),
  sections: z.array(sectionProposalSchema),
});
export type ProposalsView = z.infer<typeof proposalsViewSchema>;
