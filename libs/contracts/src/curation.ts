import * as z from 'zod';
import './messages.js';
import type { DocumentModel } from './document.js';
import type { DraftState } from './draft.js';
import type { PersonView } from './people.js';
import { takenProposalsSchema } from './proposals.js';
import { templateIdSchema, type TemplateView } from './template.js';
import { cleanText } from './text.js';
import type { TestResult } from './template-test.js';
import { wordsSchema } from './words.js';

/**
 * States of a version of a template (様式の版): 作成中, 審査中, 承認済み, 公開, 廃止.
 *
 * Content changes in `draft` only. Of the published versions the newest one whose day has come is in use; what came
 * before it stays readable, because documents were made from it.
 */
export const versionStateSchema = z.enum(['draft', 'in-review', 'approved', 'published', 'retired']);
export type VersionState = z.infer<typeof versionStateSchema>;

/** What can be done with a version: 審査に出す, 差し戻す, 取り下げる, 承認する, 公開する, 廃止する. */
export const versionActSchema = z.enum(['submit', 'return', 'withdraw', 'approve', 'publish', 'retire']);
export type VersionAct = z.infer<typeof versionActSchema>;

/** The largest number that the database keeps for a version or a revision. */
const MOST = 2_147_483_647;

/** Number of a version of a template. */
export const versionNumberSchema = z.int().positive().max(MOST);
const revisionSchema = z.int().nonnegative().max(MOST);

const daySchema = z.iso.date({ error: '年月日を入力してください。' });

/** POST /api/curation/templates: a new template, empty, as a copy of another one, or from an old document. */
export const createTemplateSchema = z.strictObject({
  id: templateIdSchema,
  name: wordsSchema(60),
  group: wordsSchema(40),
  /** Template that it is copied from, its version in use. */
  copyOf: templateIdSchema.optional(),
  /** What it is made of, of an old document; `copyOf` then says nothing. */
  taken: takenProposalsSchema.optional(),
});
export type CreateTemplate = z.infer<typeof createTemplateSchema>;

/** POST /api/curation/templates/:id/versions: the next version, begun from this one (also to go back to it). */
export const createVersionSchema = z.strictObject({ from: versionNumberSchema });
export type CreateVersion = z.infer<typeof createVersionSchema>;

/** PUT /api/curation/templates/:id/versions/:version; `revision` is the one that the editor started from. */
export const saveVersionSchema = z.strictObject({
  /** The definition as it stands, right or not. */
  content: z.record(z.string(), z.unknown()),
  revision: revisionSchema,
});
export type SaveVersion = z.infer<typeof saveVersionSchema>;

/** POST /api/curation/templates/:id/versions/:version/acts */
export const versionActRequestSchema = z.strictObject({
  act: versionActSchema,
  revision: revisionSchema,
  /** Why it is sent back; required for `return`. */
  comment: z.string().overwrite(cleanText).max(1_000, '理由は1,000字までです。').optional(),
  /** Of `publish` and `retire`: the first day (JST) on which it holds; today when it is left out. */
  from: daySchema.optional(),
});
export type VersionActRequest = z.infer<typeof versionActRequestSchema>;

/** PUT /api/curation/templates/:id/visibility: departments that may use the template; none: all. */
export const visibilitySchema = z.strictObject({ departmentIds: z.array(z.uuid()).max(500) });
export type Visibility = z.infer<typeof visibilitySchema>;

/** POST /api/curation/checks */
export const checkTemplateSchema = z.strictObject({ content: z.record(z.string(), z.unknown()) });
export type CheckTemplate = z.infer<typeof checkTemplateSchema>;

/** POST /api/curation/comparisons: two definitions as they stand, right or not. */
export const compareTemplatesSchema = z.strictObject({
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
export type CompareTemplates = z.infer<typeof compareTemplatesSchema>;

/**
 * Largest template, UTF-8 bytes of the file that it is carried over in: twenty times the largest of the library. Two of
 * them fit into one request, to be compared.
 */
export const MAX_TEMPLATE_BYTES = 400_000;

/** What is said of a larger one. */
export const TEMPLATE_TOO_LARGE = '様式が大きすぎます（400キロバイトまで）。文、表、試験を減らしてください。';

/** POST /api/curation/imports: the text of an exchange file; `apply: false` only reports. */
export const importTemplateSchema = z.strictObject({
  file: z.string().max(MAX_TEMPLATE_BYTES, TEMPLATE_TOO_LARGE),
  apply: z.boolean().default(false),
});
export type ImportTemplate = z.infer<typeof importTemplateSchema>;

/** One thing that is wrong with a template, at its place; line and column of a text from 1. */
export interface FaultView {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** What came of checking a definition: its faults, its tests, and how it looks filled in with its sample. */
export interface TemplateCheck {
  readonly faults: readonly FaultView[];
  /** Of boilerplate and recorded answers; empty while there are faults. */
  readonly results: readonly TestResult[];
  /** The document of the sample by boilerplate; null while there are faults. */
  readonly preview: DocumentModel | null;
  /** The form as a clerk sees it; null while there are faults. */
  readonly view: TemplateView | null;
}

/** One version in a list. Days are JST `YYYY-MM-DD`, instants ISO 8601 UTC. */
export interface VersionSummary {
  readonly version: number;
  readonly state: VersionState;
  /** Grows with every save and act: what the next one starts from. */
  readonly revision: number;
  /** Everyone who has changed its content, the first one first; empty for versions that came with the product. */
  readonly authors: readonly PersonView[];
  readonly approver: PersonView | null;
  readonly savedAt: string;
  /** First day in use, and the first day no longer. */
  readonly effectiveFrom: string | null;
  readonly effectiveUntil: string | null;
  /** Clerks get this one today. */
  readonly isInUse: boolean;
}

/** GET /api/curation/templates: one template with its versions, newest first. */
export interface CuratedTemplate {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly versions: readonly VersionSummary[];
  /** Departments that may use it; empty: all. */
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

/** Something that was done with a version. */
export interface VersionEvent {
  readonly act: VersionAct | 'create' | 'import';
  readonly by: PersonView | null;
  readonly at: string;
  readonly comment: string | null;
}

/** GET /api/curation/templates/:id/versions/:version */
export interface VersionView extends VersionSummary {
  readonly templateId: string;
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly check: TemplateCheck;
  readonly events: readonly VersionEvent[];
  /** What the person who is signed in may do now; `hindrance` says in a sentence why not. */
  readonly acts: readonly { readonly act: VersionAct; readonly hindrance: string | null }[];
  readonly canEdit: boolean;
}

/** One difference between two versions, in words a curator knows. */
export interface TemplateChange {
  readonly path: string;
  /** 「項目「期限」の説明」 */
  readonly label: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** As text; '' where there was, or is, nothing. */
  readonly before: string;
  readonly after: string;
}

/** GET /api/curation/templates/:id/versions/:version/changes?since=2 */
export const changesQuerySchema = z.strictObject({ since: z.coerce.number().pipe(versionNumberSchema) });
export type ChangesQuery = z.infer<typeof changesQuerySchema>;

/** Answer of an import: what it would change, or has changed. */
export interface ImportReport {
  readonly templateId: string | null;
  readonly name: string | null;
  /** `new`: no such template here; `change`: another content; `same`: nothing to do; `refused`: see `faults`. */
  readonly outcome: 'new' | 'change' | 'same' | 'refused';
  readonly faults: readonly FaultView[];
  readonly changes: readonly TemplateChange[];
  readonly results: readonly TestResult[];
  /** The version in 作成中 that was made of it; null when nothing was applied. */
  readonly version: number | null;
}

/** GET /api/curation/templates/:id/versions/:version/trials: the newest run of each test that has one, in whatever department. */
export interface TrialRunView {
  readonly testId: string;
  readonly draftId: string;
  /** The department that tried it, and paid for it. */
  readonly department: string;
  /** Whether the person may read what was written: only in that department. */
  readonly canOpen: boolean;
  readonly state: DraftState;
  readonly usedTokens: number;
  /** Whether it kept to what the test expects; null until the draft is there. */
  readonly result: TestResult | null;
}

/** GET and POST /api/curation/templates/:id/versions/:version/trials/:testId: one test on the model, on request. */
export interface TrialView {
  readonly testId: string;
  /** Usual and most tokens of the run. */
  readonly expectedTokens: number;
  readonly worstTokens: number;
  /** Why it cannot be run now; null when it can. */
  readonly hindrance: string | null;
  /** The newest run; null when there was none. */
  readonly run: TrialRunView | null;
}
