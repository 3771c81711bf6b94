import {
  answersSchema,
  type Answers,
  type DocumentModel,
  type TemplateSummary,
  type TemplateUse,
  type TemplateView,
} from '@bunan/contracts';
import type { PrintPolicies } from '@bunan/wareki';
import { assembleDocument } from './assemble.js';
import { boilerplateTexts } from './boilerplate.js';
import { miniature } from './miniature.js';
import type { Template } from './template.js';

/** The sample's answers, cleaned and checked like a clerk's. */
export function sampleAnswers(template: Template): Answers {
  return answersSchema(template.fields).parse(template.sample.answers);
}

/** What a template is shown with beside its own content. */
export interface Showing {
  readonly version: number;
  readonly policies: PrintPolicies;
  /** Usual total of tokens of one run. */
  readonly expectedTokens: number;
  /** By whoever asks; nobody in particular unless something is said. */
  readonly use?: TemplateUse;
}

/** Of a template that nobody has used or marked. */
export const UNUSED: TemplateUse = { isFavourite: false, lastUsedAt: null, usesInDepartment: 0 };

function sampleDocument(template: Template, policies: PrintPolicies): DocumentModel {
  const answers = sampleAnswers(template);
  return assembleDocument(template, answers, boilerplateTexts(template, answers), policies);
}

function summaryOf(template: Template, preview: DocumentModel, { version, expectedTokens, use = UNUSED }: Showing): TemplateSummary {
  return {
    id: template.id,
    version,
    name: template.name,
    group: template.group,
    purpose: template.purpose,
    fieldCount: template.fields.length,
    requiredCount: template.fields.filter((field) => field.required).length,
    expectedTokens,
    minutes: template.minutes,
    miniature: miniature(preview),
    ...use,
  };
}

/** A template as the gallery shows it, with a picture of its sample document. */
export function templateSummary(template: Template, showing: Showing): TemplateSummary {
  return summaryOf(template, sampleDocument(template, showing.policies), showing);
}

/** A template as the form needs it. */
export function templateView(template: Template, showing: Showing): TemplateView {
  const preview = sampleDocument(template, showing.policies);
  return {
    ...summaryOf(template, preview, showing),
    preview,
    groups: template.groups,
    fields: template.fields,
    sections: template.sections.map(({ id, label, minChars, maxChars, maxSentenceChars, style }) => ({
      id,
      label,
      minChars,
      maxChars,
      maxSentenceChars,
      style,
    })),
    subjectSuffix: template.subjectSuffix,
    styleProfile: template.styleProfile,
    acceptance: template.acceptance,
    sample: { source: template.sample.source, answers: sampleAnswers(template) },
  };
}
