import { isEmptyAnswer, type Answers, type Line, type SectionTexts } from '@bunan/contracts';
import type { PrintPolicies } from '@bunan/wareki';
import { fillPattern, sectionLine } from './print.js';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/** What is printed and with what. */
export interface Sheet {
  readonly template: Template;
  readonly answers: Answers;
  readonly texts: SectionTexts;
  readonly policies: PrintPolicies;
}

/** A text of the layout with the values of the form in it. */
export function fill(sheet: Sheet, pattern: string): Line {
  return fillPattern(pattern, sheet.template, sheet.answers, sheet.policies);
}

/** Whether the form holds something under this id. */
export function isFilled(sheet: Sheet, id: string): boolean {
  return !isEmptyAnswer(sheet.answers[id]);
}

/** The text of a written section; null when the document does not have it. */
export function written(sheet: Sheet, sectionId: string): Line | null {
  if (!askedSections(sheet.template, sheet.answers).some((section) => section.id === sectionId)) {
    return null;
  }
  return sectionLine(sheet.template, sheet.answers, sheet.texts[sectionId] ?? [], sheet.policies);
}
