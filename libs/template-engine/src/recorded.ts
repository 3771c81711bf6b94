import type { Answers, SectionTexts } from '@bunan/contracts';
import { splitParts } from './placeholders.js';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/**
 * An answer of a model as a test keeps it, read like one that has just come: `{{field}}` becomes the value of the form
 * where the section may use it, everything else stays the characters it is.
 */
export function recordedTexts(template: Template, answers: Answers, answer: Readonly<Record<string, string>>): SectionTexts {
  return Object.fromEntries(
    askedSections(template, answers).map(({ id, mustUse, mayUse }) => {
      const offered = new Set([...mustUse, ...mayUse]);
      return [id, splitParts((answer[id] ?? '').trim(), (field) => (offered.has(field) ? { field } : undefined))];
    }),
  );
}
