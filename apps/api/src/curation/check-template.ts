import type { TemplateCheck } from '@bunan/contracts';
import { prepareCall, runTemplateTests, type CallBasis } from '@bunan/drafts';
import { faultOfContent, readTemplate, sampleAnswers, sampleDocument, templateView } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';

/** What a check needs beside the definition. */
export interface CheckBasis extends Pick<CallBasis, 'limits' | 'past'> {
  readonly policies: PrintPolicies;
}

/** A check that ends with these faults. */
export function faultyCheck(faults: TemplateCheck['faults']): TemplateCheck {
  return { faults, results: [], preview: null, view: null };
}

/**
 * Checks a definition as strictly as publishing does: its faults at their places; when there are none, its tests, and how
 * form and document look with the sample. May take as long as a hostile definition wants: see CheckProcess.
 */
export function checkTemplate(content: unknown, { policies, limits, past }: CheckBasis): TemplateCheck {
  const fault = faultOfContent(content);
  if (fault !== null) {
    return faultyCheck([{ path: '', message: fault }]);
  }
  const reading = readTemplate(content);
  if (!reading.ok) {
    return faultyCheck(reading.faults);
  }
  const { template } = reading;
  const { expectedTokens } = prepareCall(template, sampleAnswers(template), { limits, past });
  const preview = sampleDocument(template, policies);
  const view = templateView(template, { version: 0, expectedTokens, preview });
  return { faults: [], results: runTemplateTests(template), preview, view };
}
