import type { Answers, SectionTexts } from '@bunan/contracts';
import { splitParts } from './placeholders.js';
import { offered } from './prompt-lines.js';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/**
 * An answer of a model as a test keeps it, read like one that has just come: `{{field}}` becomes the value of the form
 * where it was offered, everything else stays the characters it is.
 */
export function recordedTexts(template: Template, answers: Answers, answer: Readonly<Record<string, string>>): SectionTexts {
  return Object.fromEntries(
    askedSections(template, answers).map((section) => {
      const { must, may } = offered(section, answers);
      const names = new Set([...must, ...may]);
      return [section.id, splitParts((answer[section.id] ?? '').trim(), (field) => (names.has(field) ? { field } : undefined))];
    }),
  );
}
