import { isEmptyAnswer, type Answers, type SectionTexts } from '@bunan/contracts';
import { compileText } from './handlebars-guard.js';
import { splitParts } from './placeholders.js';
import { askedSections } from './sections.js';
import type { Template } from './template.js';
import { textNames } from './text-faults.js';

/**
 * The text of each section without a model (定型文).
 *
 * Each filled field gives its own `{{id}}`, and the result is split like an answer: what a clerk has typed never
 * passes through Handlebars and never becomes a placeholder.
 */
export function boilerplateTexts(template: Template, answers: Answers): SectionTexts {
  const names = textNames(template);
  const filled = [...names].filter((id) => !isEmptyAnswer(answers[id]));
  const markers = Object.fromEntries(filled.map((id) => [id, `{{${id}}}`]));
  return Object.fromEntries(
    askedSections(template, answers).map((section) => {
      const text = compileText(section.boilerplate, names)(markers).trim();
      return [section.id, splitParts(text, (id) => (names.has(id) ? { field: id } : undefined))];
    }),
  );
}
