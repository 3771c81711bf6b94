import { findingAt } from '../finding-at.js';
import { writtenRanges, type Rule } from '../reviewed-section.js';

/** Words that deserve a second look, and why. */
interface Phrases {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly title: string;
  readonly message: (words: string) => string;
}

/** A rule that points at words which a person or the model wrote; values of the form are not looked at. */
export function phraseCheck({ rule, pattern, title, message }: Phrases): Rule {
  return ({ section, text, line }) => {
    const written = writtenRanges(line);
    return [...text.matchAll(pattern)]
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
      .filter((range) => written.some(({ start, end }) => start <= range.start && range.end <= end))
      .map((range) => {
        const excerpt = text.slice(range.start, range.end);
        return findingAt({ rule, severity: 'warn', title, message: message(excerpt), sectionId: section.id, range, excerpt });
      });
  };
}
