import * as z from 'zod';
import './messages.js';
import { answersShapeSchema, type Answers } from './answers.js';
import type { DocumentModel, Line } from './document.js';
import type { AttachedFile } from './files.js';
import type { Finding } from './finding.js';
import { partsSchema, type Parts } from './parts.js';
import type { PersonView } from './people.js';
import type { RefusalReason } from './usage.js';

/** States of a draft; DESIGN.md 6b. `stopped`: a cap refused the reservation. */
export const draftStateSchema = z.enum(['queued', 'writing', 'ready', 'failed', 'stopped', 'cancelled']);
export type DraftState = z.infer<typeof draftStateSchema>;

/** Why a draft failed; each has a sentence in `failureTexts`. */
export const failureCodeSchema = z.enum(['answer', 'filter', 'timeout', 'unavailable', 'busy', 'refused', 'interrupted', 'too-long']);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** What a clerk reads when a draft failed: what happened, what is kept, what to do. */
export const failureTexts: Readonly<Record<FailureCode, string>> = {
  answer: 'AIの応答が不正で、文章として読み取れませんでした。入力は残っています。もう一度つくるか、定型文でつくってください。',
  filter: 'AIの側の検査により、文章をつくれませんでした。入力は残っています。書き方を変えるか、定型文でつくってください。',
  timeout: 'AIから応答がなく、時間切れになりました。入力は残っています。しばらくしてから、もう一度つくってください。',
  unavailable: 'AIにつながりません。入力は残っています。しばらくしてから、もう一度つくるか、定型文でつくってください。',
  busy: 'AIの側が混み合っています。入力は残っています。しばらくしてから、もう一度つくってください。',
  refused: 'AIがこの依頼を受け付けませんでした。入力は残っています。情報政策課に知らせてください。',
  interrupted: '作成の途中で処理が止まりました。入力は残っています。もう一度つくってください。',
  'too-long': '資料が長く、AIが一度に読めません。入力は残っています。資料を短くするか、定型文でつくってください。',
};

/** What a clerk reads when a text could not be continued; it is as it was. */
export const continuationFailureTexts: Readonly<Record<FailureCode | 'tokens', string>> = {
  answer: 'AIの応答が不正で、続きを読み取れませんでした。ここまでの文章は残っています。もう一度試すか、手で書き足してください。',
  filter: 'AIの側の検査により、続きを書けませんでした。ここまでの文章は残っています。手で書き足してください。',
  timeout: 'AIから応答がなく、続きを書けませんでした。ここまでの文章は残っています。しばらくしてから、もう一度お試しください。',
  unavailable: 'AIにつながらず、続きを書けませんでした。ここまでの文章は残っています。しばらくしてから、もう一度お試しください。',
  busy: 'AIの側が混み合っていて、続きを書けませんでした。ここまでの文章は残っています。しばらくしてから、もう一度お試しください。',
  refused: 'AIがこの依頼を受け付けませんでした。ここまでの文章は残っています。情報政策課に知らせてください。',
  interrupted: '途中で処理が止まり、続きを書けませんでした。ここまでの文章は残っています。もう一度お試しください。',
  'too-long': '資料が長く、AIが一度に読めないため、続きを書けませんでした。ここまでの文章は残っています。手で書き足してください。',
  tokens: 'トークンの残りが足りないため、続きを書けませんでした。ここまでの文章は残っています。手で書き足せます。',
};

/** POST /api/drafts. `boilerplate` makes the draft from 定型文, with no model and no tokens. */
export const createDraftSchema = z.strictObject({
  templateId: z.string({ error: '様式を選んでください。' }).min(1, '様式を選んでください。').max(80, '様式の番号が長すぎます。'),
  answers: z.record(z.string(), z.unknown(), { error: '入力の形式が正しくありません。' }),
  writer: z.enum(['model', 'boilerplate'], { error: '作り方の指定が正しくありません。' }).default('model'),
});
export type CreateDraft = z.infer<typeof createDraftSchema>;

/** Answer of POST /api/drafts (202): the draft to follow. */
export interface DraftReceipt {
  readonly id: string;
  readonly state: DraftState;
}

/** POST /api/drafts/:id/resume: takes up a draft that a cap had stopped; `short`: half as long as usual. */
export const resumeDraftSchema = z.strictObject({
  short: z.boolean({ error: '短くするかどうかの指定が正しくありません。' }).default(false),
});
export type ResumeDraft = z.infer<typeof resumeDraftSchema>;

/** POST /api/estimates */
export const estimateDraftSchema = createDraftSchema.omit({ writer: true });
export type EstimateDraft = z.infer<typeof estimateDraftSchema>;

/** PATCH /api/drafts/:id/sections/:sectionId; `baseRevision` is the revision the editor started from. */
export const editSectionSchema = z.strictObject({
  parts: partsSchema,
  baseRevision: z.int({ error: '版の番号が必要です。' }).nonnegative(),
});
export type EditSection = z.infer<typeof editSectionSchema>;

/** PATCH /api/drafts/:id/answers: corrects values of the form in a finished draft; costs no tokens. */
export const editAnswersSchema = z.strictObject({
  answers: z.record(z.string(), z.unknown(), { error: '入力の形式が正しくありません。' }),
  baseRevision: z.int({ error: '版の番号が必要です。' }).nonnegative(),
});
export type EditAnswers = z.infer<typeof editAnswersSchema>;

/** POST /api/drafts/:id/confirmations: the person who is signed in answers for this revision. */
export const confirmDraftSchema = z.strictObject({
  revision: z.int({ error: '版の番号が必要です。' }).nonnegative(),
});
export type ConfirmDraft = z.infer<typeof confirmDraftSchema>;

/** Words that were typed into a field which a later version of the template no longer has. */
export const leftoverSchema = z.strictObject({
  /** Of the field, as it was. */
  label: z.string().max(60, '項目の名前は60字までです。'),
  text: z.string().max(100_000, '残っている入力が長すぎます。'),
});
export type Leftover = z.infer<typeof leftoverSchema>;

/** PUT /api/templates/:id/input: the form as it stands, complete or not. */
export const savedInputSchema = z.strictObject({
  answers: z.record(z.string().max(80), z.unknown(), { error: '入力の形式が正しくありません。' }),
  /** Names of the fields that have answers: the next version of the template may not know them. */
  labels: z.record(z.string().max(80), z.string().max(60, '項目の名前は60字までです。')).default({}),
  leftovers: z.array(leftoverSchema).max(50, '残っている入力が多すぎます。').default([]),
});
export type SavedInput = z.infer<typeof savedInputSchema>;

/** GET and PUT /api/templates/:id/input. */
export interface SavedInputView {
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly leftovers: readonly Leftover[];
  /** ISO 8601, UTC. */
  readonly savedAt: string | null;
}

/** GET /api/drafts: `before` is the `next` of the page before. */
export const draftPageQuerySchema = z.strictObject({ before: z.uuid({ error: 'ページの指定が正しくありません。' }).optional() });
export type DraftPageQuery = z.infer<typeof draftPageQuerySchema>;

/** GET /api/drafts/:id/docx */
export const exportQuerySchema = z.strictObject({
  status: z.enum(['draft', 'final'], { error: '「案」か確定版かを選んでください。' }).optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

/** Header `Idempotency-Key`: chosen by the client, one for each thing that should happen once. */
export const idempotencyKeySchema = z
  .string({ error: '受付番号（Idempotency-Key）が必要です。' })
  .regex(/^[\x21-\x7e]{1,100}$/, '受付番号（Idempotency-Key）は英数字と記号で100字までです。');

/** Where the text of a section comes from. */
export const originSchema = z.enum(['model', 'boilerplate', 'hand']);
export type Origin = z.infer<typeof originSchema>;

/** One written section of a revision. */
const sectionContentSchema = z
  .object({
    parts: partsSchema,
    origin: originSchema,
    /** The answer ended in this section, or before it; whoever edits it finishes it. */
    isCut: z.boolean().optional(),
  })
  .readonly();
export type SectionContent = z.infer<typeof sectionContentSchema>;

/** The whole content of one revision (版), as it is sealed: what was filled in and what was written. */
export const revisionContentSchema = z
  .object({ answers: answersShapeSchema, sections: z.record(z.string(), sectionContentSchema).readonly() })
  .readonly();
export type RevisionContent = z.infer<typeof revisionContentSchema>;

/** One written section as it stands now. While it is being written, `parts` is what has arrived so far. */
export interface SectionView {
  readonly id: string;
  readonly label: string;
  readonly parts: Parts;
  /** The parts with the values of the form filled in, one run for each part: places of findings count in it. */
  readonly line: Line;
  readonly origin: Origin;
  /** `waiting`: nothing yet; `writing`: arriving; `done`. */
  readonly progress: 'waiting' | 'writing' | 'done';
  /** The answer ended in this section or before it, and nobody has finished it since. */
  readonly isCut: boolean;
  readonly minChars: number;
  readonly maxChars: number;
}

/** A person has answered for a revision. */
export interface ConfirmationView {
  readonly person: PersonView;
  readonly revision: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** GET /api/drafts: one row. */
export interface DraftSummary {
  readonly id: string;
  readonly templateId: string;
  readonly templateName: string;
  readonly title: string;
  readonly state: DraftState;
  readonly confirmed: boolean;
  readonly author: PersonView;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** GET /api/drafts */
export interface DraftPage {
  readonly drafts: readonly DraftSummary[];
  /** Pass as `before` to get the next page; null at the end. */
  readonly next: string | null;
}

/** GET /api/drafts/:id, and the data of each live event: the whole state of the draft at `version`. */
export interface DraftView extends DraftSummary {
  readonly templateVersion: number;
  /** The test of a template that it tries; null: a document. A trial can be neither changed nor confirmed. */
  readonly trialTest: string | null;
  /** Grows with every change, partial text included: the id of a live event. */
  readonly version: number;
  /** Grows with every change of the text by model or hand: what an edit starts from. */
  readonly revision: number;
  /** The try that is running, from 1; with `state: writing`. */
  readonly attempt: number;
  /** A try failed and another one follows: 再試行中. */
  readonly retrying: boolean;
  /** The answer ended at its limit: 途中で打ち切り. */
  readonly truncated: boolean;
  readonly failure: { readonly code: FailureCode; readonly message: string } | null;
  /** Why the last try to continue a cut text gave nothing; null: there was none, or it did. */
  readonly continuationFailure: { readonly code: FailureCode | 'tokens'; readonly message: string } | null;
  /** Which cap refused and why, what was left of it and what was asked, tokens. */
  readonly stopped: {
    readonly scope: 'contract' | 'department' | 'person';
    readonly reason: RefusalReason;
    readonly remainingTokens: number;
    readonly requestedTokens: number;
    /** What a text of half the length would take at most, if that much is left; null: not even that. */
    readonly shortTokens: number | null;
    /** When the cap begins anew, ISO 8601, UTC; null: nobody knows. */
    readonly renewsAt: string | null;
    /** Names of those who can raise it: heads for a person's cap, administrators for others. */
    readonly raisers: readonly string[];
    readonly message: string;
  } | null;
  /** Tokens of this draft so far, all tries; `reserved` while a call is open. */
  readonly tokens: { readonly used: number; readonly reserved: number };
  /** True when the rehearsal server wrote it: screen and file say 稽古用. */
  readonly practice: boolean;
  readonly answers: Answers;
  readonly sections: readonly SectionView[];
  /** The document with every value filled in. */
  readonly document: DocumentModel;
  /** Empty until the draft is ready. */
  readonly findings: readonly Finding[];
  readonly confirmations: readonly ConfirmationView[];
  /** Names of the files that the download gives now. */
  readonly fileNames: { readonly draft: string; readonly final: string };
  /** Files that the form names, in its order; `label` of their field. */
  readonly files: readonly (AttachedFile & { readonly label: string })[];
}
