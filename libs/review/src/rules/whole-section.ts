import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** A finding about a whole section: what the form shows, not words in it. */
export function findingOf(
  { section }: ReviewedSection,
  finding: Pick<Finding, 'rule' | 'severity' | 'title' | 'message' | 'fieldId'>,
): Finding {
  return findingAt({ ...finding, sectionId: section.id, range: null, excerpt: section.label });
}

/** Words to look for, and what is said of them. */
interface Words extends Pick<Finding, 'rule' | 'severity' | 'title'> {
  readonly message: (words: string) => string;
}

/** A finding for each place where the words stand, also where they were typed into the form. */
export function findingsOfWords({ section, text }: ReviewedSection, pattern: RegExp, { message, ...finding }: Words): Finding[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [excerpt] = match;
    const range = { start: match.index, end: match.index + excerpt.length };
    return findingAt({ ...finding, message: message(excerpt), sectionId: section.id, range, excerpt });
  });
}
