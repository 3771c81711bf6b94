import { isEmptyAnswer, type Answers, type WrittenSection } from '@bunan/contracts';
import type { Template } from './template.js';

/** The written sections that a document with these answers has: one whose input is empty is left out. */
export function askedSections(template: Template, answers: Answers): readonly WrittenSection[] {
  return template.sections.filter((section) => section.onlyWith.length === 0 || section.onlyWith.some((id) => !isEmptyAnswer(answers[id])));
}
