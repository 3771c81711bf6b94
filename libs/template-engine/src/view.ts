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

/** The sample as a document, with boilerplate where a model would write. */
export function sampleDocument(template: Template, policies: PrintPolicies): DocumentModel {
  const answers = sampleAnswers(template);
  return assembleDocument(template, answers, boilerplateTexts(template, answers), policies);
}

/** What a template is shown with beside its own content. */
export interface Showing {
  readonly version: number;
  /** Usual total of tokens of one run. */
  readonly expectedTokens: number;
  /** `sampleDocument` of the template: the picture of it. */
  readonly preview: DocumentModel;
}

/** Of a template that nobody has used or marked. */
const UNUSED: TemplateUse = { isFavourite: false, lastUsedAt: null, usesInDepartment: 0 };

/** A template as the gallery shows it to somebody who has not used it, with a picture of its sample document. */
export function templateSummary(template: Template, { version, expectedTokens, preview }: Showing): TemplateSummary {
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
    ...UNUSED,
  };
}

/** A template as the form needs it, for somebody who has not used it. */
export function templateView(template: Template, showing: Showing): TemplateView {
  return {
    ...templateSummary(template, showing),
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
