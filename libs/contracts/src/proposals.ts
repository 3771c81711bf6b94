import * as z from 'zod';
import './messages.js';
import { idSchema } from './id.js';
import { columnSchema, fieldSchema, fieldTypeSchema, writtenSectionSchema } from './template.js';
import { wordsSchema } from './words.js';

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

/** Most proposals of one document: as many as a template can have; and most places that are told of each. */
export const MOST_PROPOSALS = { fields: 200, sections: 40, places: 200 } as const;

/** Fields by which the head of a letter is known, and those that say at its foot who is asked. */
export const LETTER_FIELDS = {
  head: ['docNo', 'issueDate', 'addressee', 'honorific', 'senderTitle', 'senderName'],
  foot: ['contactDept', 'contactPerson', 'contact', 'contactTel', 'contactFax', 'contactEmail'],
} as const satisfies Record<string, readonly string[]>;

/** The group of the form in which a field of an old document is entered. */
export function groupOfField(id: string): 'parties' | 'message' | 'inquiries' {
  if (LETTER_FIELDS.head.some((each) => each === id)) {
    return 'parties';
  }
  return LETTER_FIELDS.foot.some((each) => each === id) ? 'inquiries' : 'message';
}

/** Names of these groups, in the order of the form. */
export const GROUP_TITLES = { parties: '宛先と発信者', message: '伝える内容', inquiries: '問合せ先' } as const;

/** As much of the old document as is told, characters: some forty pages. */
export const MOST_TOLD_CHARACTERS = 40_000;

/** Words of the old document that a proposal comes from; `block`: number of the paragraph or table, from 0. */
const foundSchema = z.object({ block: z.int().nonnegative(), words: z.string().min(1).max(400) });

const placesSchema = z.array(foundSchema).min(1).max(MOST_PROPOSALS.places);

const cellSchema = z.string().max(MOST_TOLD_CHARACTERS);

/** A paragraph or a table of the old document, its text alone. */
const oldBlockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), text: cellSchema }),
  z.object({ kind: z.literal('table'), rows: z.array(z.array(cellSchema)) }),
]);
export type OldBlock = z.infer<typeof oldBlockSchema>;

/** A field that an old document seems to have (項目の案). */
export const fieldProposalSchema = z.object({
  id: idSchema,
  label: wordsSchema(60),
  type: fieldTypeSchema,
  toLlm: fieldSchema.shape.toLlm,
  pii: fieldSchema.shape.pii,
  /** Its places, the first one first. */
  found: placesSchema,
  /** Of a choice, as far as the words tell. */
  options: z.array(wordsSchema(100)).max(100).optional(),
  /** Of a table that becomes `rows`. */
  columns: z
    .array(z.object({ id: idSchema, label: z.string().max(60), type: columnSchema.shape.type.unwrap() }))
    .max(100)
    .optional(),
});
export type FieldProposal = z.infer<typeof fieldProposalSchema>;

/** A part that seems to be written anew each time (文章の節の案). */
export const sectionProposalSchema = z.object({
  id: idSchema,
  label: wordsSchema(60),
  style: writtenSectionSchema.shape.style,
  found: placesSchema,
  /** As long as it is in the old document, in code points. */
  characters: z.int().positive(),
  /** Fields whose values stand in it. */
  fields: z.array(idSchema).max(MOST_PROPOSALS.fields),
});
export type SectionProposal = z.infer<typeof sectionProposalSchema>;

/** POST /api/curation/proposals: what a template made from an old document could have. Nothing is stored. */
export const proposalsViewSchema = z.object({
  fields: z.array(fieldProposalSchema).max(MOST_PROPOSALS.fields),
  sections: z.array(sectionProposalSchema).max(MOST_PROPOSALS.sections),
  /** The document from its beginning, as far as it is told. */
  blocks: z.array(oldBlockSchema),
  /** Paragraphs and tables behind those that are told. */
  blocksLeft: z.int().nonnegative(),
});
export type ProposalsView = z.infer<typeof proposalsViewSchema>;

function hasEachIdOnce({ fields, sections }: Pick<ProposalsView, 'fields' | 'sections'>): boolean {
  const ids = [...fields, ...sections].map(({ id }) => id);
  return new Set(ids).size === ids.length;
}

/** What a curator has taken of the proposals, with the names, kinds and lengths that they gave; at least one of it. */
export const takenProposalsSchema = z
  .object({
    fields: proposalsViewSchema.shape.fields,
    sections: z.array(sectionProposalSchema.extend({ maxChars: writtenSectionSchema.shape.maxChars })).max(MOST_PROPOSALS.sections),
    blocks: proposalsViewSchema.shape.blocks,
  })
  .refine(({ fields, sections }) => fields.length + sections.length > 0, '項目か文章を、一つは取り入れてください。')
  .refine(hasEachIdOnce, '同じ番号の項目があります。もう一度、文書を読み取ってください。');
export type TakenProposals = z.infer<typeof takenProposalsSchema>;
