import type { Answers, Field, Finding, Line, WrittenSection } from '@bunan/contracts';

/** Severity of the rules that differ from one kind of document to the other. */
export interface StyleProfile {
  readonly koyobunTerms: 'warn' | 'off';
  readonly exclamation: 'error' | 'warn' | 'off';
  readonly clock24: 'warn' | 'off';
  readonly promises: 'warn' | 'off';
}

/** One written section with everything that a rule may look at. */
export interface ReviewedSection {
  readonly section: WrittenSection;
  /** Text with the values of the form filled in; the places of findings count in it. */
  readonly text: string;
  readonly line: Line;
  readonly fields: readonly Field[];
  readonly answers: Answers;
  readonly profile: StyleProfile;
  /** Everything that was filled in, as one text. */
  readonly input: string;
}

/** A rule of the review: pure, and quick enough to run at every key. */
export type Rule = (section: ReviewedSection) => readonly Finding[];

/** Places of text that a person or the model wrote; values of the form are not looked at. */
export function writtenRanges(line: Line): { start: number; end: number }[] {
  let at = 0;
  return line.flatMap((run) => {
    const start = at;
    at += run.text.length;
    return run.field === undefined ? [{ start, end: at }] : [];
  });
}
