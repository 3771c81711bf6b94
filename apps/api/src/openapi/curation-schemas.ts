import {
  checkTemplateSchema,
  compareTemplatesSchema,
  createTemplateSchema,
  createVersionSchema,
  departmentViewSchema,
  draftStateSchema,
  importTemplateSchema,
  personViewSchema,
  saveVersionSchema,
  versionActRequestSchema,
  versionActSchema,
  versionStateSchema,
  visibilitySchema,
} from '@bunan/contracts';
import * as z from 'zod';

const fault = z.object({ path: z.string(), line: z.int().optional(), column: z.int().optional(), message: z.string() });

const result = z.object({
  testId: z.string(),
  name: z.string(),
  of: z.enum(['boilerplate', 'answer']),
  failures: z.array(z.object({ expectation: z.int().nullable(), message: z.string() })),
});

const trialRun = z.object({
  testId: z.string(),
  draftId: z.uuid(),
  department: z.string(),
  canOpen: z.boolean(),
  state: draftStateSchema,
  usedTokens: z.int(),
  result: result.nullable(),
});

const change = z.object({
  path: z.string(),
  label: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.string(),
  after: z.string(),
});

const version = z.object({
  version: z.int(),
  state: versionStateSchema,
  revision: z.int(),
  authors: z.array(personViewSchema),
  approver: personViewSchema.nullable(),
  savedAt: z.iso.datetime(),
  effectiveFrom: z.iso.date().nullable(),
  effectiveUntil: z.iso.date().nullable(),
  isInUse: z.boolean(),
});

const curated = z.object({
  id: z.string(),
  name: z.string(),
  group: z.string(),
  versions: z.array(version),
  departments: z.array(departmentViewSchema),
});

const definition = z.record(z.string(), z.unknown());

/** A check; form and document are those of a template's view. */
export function checkSchemaOf(document: z.ZodType, templateView: z.ZodType) {
  return z.object({ faults: z.array(fault), results: z.array(result), preview: document.nullable(), view: templateView.nullable() });
}

/** Bodies of curation that hold no check, by their names in the description. */
export const CURATION_SCHEMAS = {
  CuratedTemplates: z.array(curated),
  CuratedTemplate: curated,
  CreateTemplate: createTemplateSchema,
  CreateVersion: createVersionSchema,
  SaveVersion: saveVersionSchema,
  VersionActRequest: versionActRequestSchema,
  Visibility: visibilitySchema,
  Departments: z.array(departmentViewSchema),
  CheckTemplate: checkTemplateSchema,
  TemplateChanges: z.array(change),
  CompareTemplates: compareTemplatesSchema,
  ImportTemplate: importTemplateSchema,
  ImportReport: z.object({
    templateId: z.string().nullable(),
    name: z.string().nullable(),
    outcome: z.enum(['new', 'change', 'same', 'refused']),
    faults: z.array(fault),
    changes: z.array(change),
    results: z.array(result),
    version: z.int().nullable(),
  }),
  TrialRuns: z.array(trialRun),
  TrialView: z.object({
    testId: z.string(),
    expectedTokens: z.int(),
    worstTokens: z.int(),
    hindrance: z.string().nullable(),
    run: trialRun.nullable(),
  }),
};

/** Those that do. */
export function checkedSchemas(check: z.ZodType) {
  return {
    TemplateCheck: check,
    VersionView: version.extend({
      templateId: z.string(),
      name: z.string(),
      content: definition,
      check,
      events: z.array(
        z.object({
          act: z.union([versionActSchema, z.enum(['create', 'import'])]),
          by: personViewSchema.nullable(),
          at: z.iso.datetime(),
          comment: z.string().nullable(),
        }),
      ),
      acts: z.array(z.object({ act: versionActSchema, hindrance: z.string().nullable() })),
      canEdit: z.boolean(),
    }),
  };
}
