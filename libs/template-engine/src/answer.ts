import { cleanText, type SectionTexts } from '@bunan/contracts';
import { membersOf } from './growing-json.js';
import { splitParts } from './placeholders.js';
import type { Prompt } from './prompt.js';

/** Why an answer cannot be read. */
export type AnswerFault = 'not-json' | 'wrong-sections' | 'empty';

/** A readable answer, or why it is not. */
export type ParsedAnswer = { readonly ok: true; readonly texts: SectionTexts } | { readonly ok: false; readonly fault: AnswerFault };

/** Splits the text of one section against what was offered; masked values are put back as text. */
function partsOf(prompt: Prompt, text: string) {
  return splitParts(text, (id) => prompt.placeholders.get(id));
}

function tidy(text: string): string {
  return cleanText(text).trim();
}

/** What has arrived of a placeholder that is not complete yet. */
const GROWING_PLACEHOLDER = /\{(\{[A-Za-z0-9]{0,40}\}?)?$/;

function asObject(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Reads a finished answer: one JSON object with exactly the sections that were asked for, each a text. */
export function parseAnswer(prompt: Prompt, raw: string): ParsedAnswer {
  const answer = asObject(raw.trim());
  if (answer === null) {
    return { ok: false, fault: 'not-json' };
  }
  const texts: SectionTexts = {};
  for (const id of prompt.sectionIds) {
    const text = answer[id];
    if (typeof text !== 'string') {
      return { ok: false, fault: 'wrong-sections' };
    }
    texts[id] = partsOf(prompt, tidy(text));
  }
  if (Object.keys(answer).length !== prompt.sectionIds.length) {
    return { ok: false, fault: 'wrong-sections' };
  }
  return Object.values(texts).every((parts) => parts.length === 0) ? { ok: false, fault: 'empty' } : { ok: true, texts };
}

/**
 * Reads as much of a growing answer as has arrived, for the live view.
 *
 * What comes later only adds: each text is the beginning of the finished one. A placeholder, an escape or a character
 * that is not complete yet is held back. Sections that have not begun are missing. Time grows with the length of the
 * answer.
 */
export function parsePartialAnswer(prompt: Prompt, raw: string): SectionTexts {
  const texts: SectionTexts = {};
  for (const { key, text, isClosed } of membersOf(raw)) {
    if (prompt.sectionIds.includes(key)) {
      texts[key] = partsOf(prompt, tidy(isClosed ? text : text.replace(GROWING_PLACEHOLDER, '')));
    }
  }
  return texts;
}

/** An answer that ended at its limit: what it says, and which of the sections it did not finish. */
export interface CutAnswer {
  readonly texts: SectionTexts;
  /** The section in which it ended, and those that it did not come to. */
  readonly unfinished: readonly string[];
}

/**
 * Reads an answer that ended at its limit.
 *
 * A line end behind the last words of the section in which it ended is kept: what follows begins a paragraph.
 */
export function parseCutAnswer(prompt: Prompt, raw: string): CutAnswer {
  const texts: SectionTexts = {};
  const finished = new Set<string>();
  for (const { key, text, isClosed } of membersOf(raw)) {
    if (isClosed) {
      texts[key] = partsOf(prompt, tidy(text));
      finished.add(key);
    } else {
      texts[key] = partsOf(prompt, cleanText(text.replace(GROWING_PLACEHOLDER, '')).trimStart());
    }
  }
  return {
    texts: Object.fromEntries(prompt.sectionIds.map((id) => [id, texts[id] ?? []])),
    unfinished: prompt.sectionIds.filter((id) => !finished.has(id)),
  };
}
