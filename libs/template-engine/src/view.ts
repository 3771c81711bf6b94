import { answersSchema, type Answers, type TemplateSummary, type TemplateView } from '@bunan/contracts';
import type { PrintPolicies } from '@bunan/wareki';
import { assembleDocument } from './assemble.js';
import { boilerplateTexts } from './boilerplate.js';
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
}

/** A template as the gallery shows it, with the sample document for its miniature. */
export function templateSummary(template: Template, { version, policies, expectedTokens }: Showing): TemplateSummary {
  const answers = sampleAnswers(template);
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
    preview: assembleDocument(template, answers, boilerplateTexts(template, answers), policies),
  };
}

/** A template as the form needs it. */
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
