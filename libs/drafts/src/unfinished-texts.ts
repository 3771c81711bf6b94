import type { Answers, RevisionContent, SectionTexts } from '@bunan/contracts';
import { askedSections, type Template } from '@bunan/template-engine';

/** The text so far of each section of the document that an answer left unfinished; empty when the text is complete. */
export function unfinishedTexts(template: Template, answers: Answers, sections: RevisionContent['sections']): SectionTexts {
  return Object.fromEntries(
    askedSections(template, answers).flatMap(({ id }) => {
      const section = sections[id];
      return section?.isCut === true ? [[id, section.parts] as const] : [];
    }),
  );
}
