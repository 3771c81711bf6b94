import {
  capsViewSchema,
  confirmDraftSchema,
  correctSchema,
  createDraftSchema,
  departmentPeopleViewSchema,
  draftStateSchema,
  editAnswersSchema,
  editSectionSchema,
  estimateDraftSchema,
  estimatedCallsSchema,
  estimateViewSchema,
  failureCodeSchema,
  fieldSchema,
  findingSchema,
  formGroupSchema,
  healthViewSchema,
  ledgerStateSchema,
  liftHaltSchema,
  originSchema,
  savedInputSchema,
  partsSchema,
  personViewSchema,
  problemSchema,
  reallocateSchema,
  refusalReasonSchema,
  sessionViewSchema,
  setContractCapSchema,
  setDepartmentCapSchema,
  setPersonCapSchema,
  signInSchema,
  usageHistorySchema,
  usageOutlookSchema,
  usageReportSchema,
  usageViewSchema,
  whatIfQuerySchema,
  whatIfViewSchema,
  writtenSectionSchema,
} from '@bunan/contracts';
import * as z from 'zod';

/** Shapes that the code knows as types, said as schemas for the description of the API. */
const summary = z.object({
  id: z.uuid(),
  templateId: z.string(),
  templateName: z.string(),
  title: z.string(),
  state: draftStateSchema,
  confirmed: z.boolean(),
  author: personViewSchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

const document = z.object({
  title: z.string(),
  templateName: z.string(),
  blocks: z.array(z.looseObject({ kind: z.string(), sectionId: z.string() })),
});

const answers = z.record(z.string(), z.unknown());

const draftView = summary.extend({
  templateVersion: z.int(),
  version: z.int(),
  revision: z.int(),
  attempt: z.int(),
  retrying: z.boolean(),
  truncated: z.boolean(),
  failure: z.object({ code: failureCodeSchema, message: z.string() }).nullable(),
  stopped: z
    .object({
      scope: z.enum(['contract', 'department', 'person']),
      reason: refusalReasonSchema,
      remainingTokens: z.int(),
      requestedTokens: z.int(),
      renewsAt: z.iso.datetime().nullable(),
      raisers: z.array(z.string()),
      message: z.string(),
    })
    .nullable(),
  tokens: z.object({ used: z.int(), reserved: z.int() }),
  practice: z.boolean(),
  answers,
  sections: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      parts: partsSchema,
      line: z.array(z.object({ text: z.string(), field: z.string().optional() })),
      origin: originSchema,
      progress: z.enum(['waiting', 'writing', 'done']),
      minChars: z.int(),
      maxChars: z.int(),
    }),
  ),
  document,
  findings: z.array(findingSchema),
  confirmations: z.array(z.object({ person: personViewSchema, revision: z.int(), at: z.iso.datetime() })),
  fileNames: z.object({ draft: z.string(), final: z.string() }),
});

const templateSummary = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  group: z.string(),
  purpose: z.string(),
  fieldCount: z.int(),
  requiredCount: z.int(),
  expectedTokens: z.int(),
  minutes: z.int(),
  preview: document,
});

const templateView = templateSummary.extend({
  groups: z.array(formGroupSchema),
  fields: z.array(fieldSchema),
  sections: z.array(
    writtenSectionSchema.pick({ id: true, label: true, minChars: true, maxChars: true, maxSentenceChars: true, style: true }),
  ),
  subjectSuffix: z.string(),
  styleProfile: z.string(),
  sample: z.object({ source: z.string(), answers }),
});

/** Every body that is sent or answered, by its name in the description. */
export const SCHEMAS = {
  Problem: problemSchema,
  SignIn: signInSchema,
  SessionView: sessionViewSchema,
  TemplateSummaries: z.array(templateSummary),
  TemplateView: templateView,
  SavedInput: savedInputSchema,
  SavedInputView: z.object({ answers: answers.nullable(), savedAt: z.iso.datetime().nullable() }),
  CreateDraft: createDraftSchema,
  DraftReceipt: z.object({ id: z.uuid(), state: draftStateSchema }),
  DraftPage: z.object({ drafts: z.array(summary), next: z.uuid().nullable() }),
  DraftView: draftView,
  EditSection: editSectionSchema,
  EditAnswers: editAnswersSchema,
  ConfirmDraft: confirmDraftSchema,
  EstimateDraft: estimateDraftSchema,
  EstimateView: estimateViewSchema,
  UsageView: usageViewSchema,
  UsageHistory: usageHistorySchema,
  UsageOutlook: usageOutlookSchema,
  UsageReport: usageReportSchema,
  WhatIfQuery: whatIfQuerySchema,
  WhatIfView: whatIfViewSchema,
  CapsView: capsViewSchema,
  DepartmentPeopleView: departmentPeopleViewSchema,
  SetContractCap: setContractCapSchema,
  SetDepartmentCap: setDepartmentCapSchema,
  SetPersonCap: setPersonCapSchema,
  Reallocate: reallocateSchema,
  LedgerState: ledgerStateSchema,
  LiftHalt: liftHaltSchema,
  EstimatedCalls: estimatedCallsSchema,
  Correct: correctSchema,
  HealthView: healthViewSchema,
  Status: z.object({ status: z.enum(['ok', 'degraded']) }),
} as const;

export type SchemaName = keyof typeof SCHEMAS;
