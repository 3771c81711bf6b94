import { writtenSectionSchema, type Answers, type WrittenSection } from '@bunan/contracts';
import type { ReviewedSection, StyleProfile } from '../../libs/review/src/reviewed-section.js';

/** No rule of wording: a test is about another one. */
const SILENT: StyleProfile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' };

/** A written section with what a test says of it. */
export function aSection(more: Partial<WrittenSection> = {}): WrittenSection {
  return writtenSectionSchema.parse({
    id: 'lead',
    label: '本文',
    instruction: '書く',
    style: 'desu-masu',
    minChars: 0,
    maxChars: 500,
    maxSentenceChars: 80,
    maxTokens: 500,
    material: [],
    boilerplate: '',
    ...more,
  });
}

/** A text of a section as a rule of the review sees it. */
export function aReview(
  section: WrittenSection,
  text: string,
  { answers = {}, input = '' }: { readonly answers?: Answers; readonly input?: string } = {},
): ReviewedSection {
  return { section, text, line: [{ text }], fields: [], answers, profile: SILENT, input };
}
