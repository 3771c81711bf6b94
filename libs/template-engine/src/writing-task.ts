import { textLength, type Answers, type Parts, type SectionTexts, type WrittenSection } from '@bunan/contracts';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/** What a call is to write, beside what the form says. */
export interface WritingTask {
  /** Half as long as the template asks for, where the tokens do not suffice for more. */
  readonly isShort: boolean;
  /** Sections that an answer before this one left unfinished, with what it wrote of each; null: the whole document. */
  readonly unfinished: SectionTexts | null;
}

/** The whole document, at its usual length. */
export const WHOLE_DOCUMENT: WritingTask = { isShort: false, unfinished: null };

/** Room that a text which has used up its own is given to come to an end, characters and tokens. */
const LAST_CHARS = 200;

/** A text so far as the model reads it: values of the form are `{{id}}`. */
export function writtenText(parts: Parts, nameOf: (id: string) => string): string {
  return parts.map((part) => ('field' in part ? `{{${nameOf(part.field)}}}` : part.text)).join('');
}

/** Length of a text so far, values of the form counted by their names. */
function lengthOf(parts: Parts): number {
  return textLength(writtenText(parts, (id) => id));
}

function halved(section: WrittenSection): WrittenSection {
  const half = (value: number) => Math.ceil(value / 2);
  return {
    ...section,
    minChars: Math.floor(section.minChars / 2),
    maxChars: half(section.maxChars),
    maxTokens: half(section.maxTokens),
  };
}

/** A section of which a part is written: what is left of its limits, and enough to end a sentence. */
function rest(section: WrittenSection, written: Parts): WrittenSection {
  const chars = lengthOf(written);
  const maxChars = Math.max(LAST_CHARS, section.maxChars - chars);
  return {
    ...section,
    minChars: Math.max(0, section.minChars - chars),
    maxChars,
    maxTokens: Math.max(Math.min(LAST_CHARS, section.maxTokens), Math.ceil((section.maxTokens * maxChars) / section.maxChars)),
  };
}

/** The sections that a call asks for, each with the limits that hold for this call. */
export function sectionsToWrite(template: Template, answers: Answers, { isShort, unfinished }: WritingTask): readonly WrittenSection[] {
  const asked = askedSections(template, answers).map((section) => (isShort ? halved(section) : section));
  if (unfinished === null) {
    return asked;
  }
  return asked.flatMap((section) => {
    const written = unfinished[section.id];
    return written === undefined ? [] : [written.length === 0 ? section : rest(section, written)];
  });
}

/** Joins what was written with what follows; there is one line end where either has one. */
export function joinTexts(before: Parts, after: Parts): Parts {
  const last = before.at(-1);
  const [first, ...others] = after;
  if (last === undefined || first === undefined || !('text' in last) || !('text' in first)) {
    return [...before, ...after];
  }
  const text = last.text.endsWith('\n') ? last.text + first.text.replace(/^\n+/, '') : last.text + first.text;
  return [...before.slice(0, -1), { text }, ...others];
}
