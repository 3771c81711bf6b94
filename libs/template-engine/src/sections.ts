import { isEmptyAnswer, type Answers, type WrittenSection } from '@bunan/contracts';
import type { Template } from './template.js';

/** The written sections that a document with these answers has: one whose input is empty or that is not needed is left out. */
export function askedSections(template: Template, answers: Answers): readonly WrittenSection[] {
  const isFilled = (id: string) => !isEmptyAnswer(answers[id]);
  return template.sections.filter(({ onlyWith, notWith }) => (onlyWith.length === 0 || onlyWith.some(isFilled)) && !notWith.some(isFilled));
}
