import type { FailureCode, SectionTexts } from '@bunan/contracts';
import type { CallOutcome } from '@bunan/llm';
import { parseAnswer, parsePartialAnswer, type Prompt } from '@bunan/template-engine';

/** What a call means for its draft. */
export type Verdict =
  | { readonly kind: 'text'; readonly texts: SectionTexts; readonly isTruncated: boolean }
  | { readonly kind: 'again'; readonly code: FailureCode; readonly retryAfterMs: number | null }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  | { readonly kind: 'cancelled' };

type Broken = Extract<CallOutcome, { kind: 'broken' }>['reason'];

const BROKEN_CODES: Readonly<Record<Broken, FailureCode>> = {
  'first-byte-timeout': 'timeout',
  'idle-timeout': 'timeout',
  'total-timeout': 'timeout',
  reset: 'unavailable',
  'server-error': 'unavailable',
  'not-a-stream': 'answer',
  'no-finish-reason': 'unavailable',
  'empty-choices': 'answer',
};

/** Statuses that may go away by themselves: timeout, conflict, too early, too many requests. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/** Reads an outcome: a text to keep, a fault that may pass, or one that will not. */
export function verdictOf(outcome: CallOutcome, prompt: Prompt): Verdict {
  switch (outcome.kind) {
    case 'answered':
      return verdictOfAnswer(outcome, prompt);
    case 'refused':
      return PASSING_STATUSES.has(outcome.status)
        ? { kind: 'again', code: 'busy', retryAfterMs: outcome.retryAfterMs }
        : { kind: 'failed', code: 'refused' };
    case 'unreachable':
      return { kind: 'again', code: 'unavailable', retryAfterMs: null };
    case 'broken':
      return { kind: 'again', code: BROKEN_CODES[outcome.reason], retryAfterMs: outcome.retryAfterMs };
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}

function verdictOfAnswer(outcome: Extract<CallOutcome, { kind: 'answered' }>, prompt: Prompt): Verdict {
  if (outcome.finishReason === 'content_filter') {
    return { kind: 'failed', code: 'filter' };
  }
  const answer = parseAnswer(prompt, outcome.text);
  if (answer.ok) {
    return { kind: 'text', texts: answer.texts, isTruncated: outcome.finishReason === 'length' };
  }
  const texts = outcome.finishReason === 'length' ? parsePartialAnswer(prompt, outcome.text) : {};
  return Object.keys(texts).length > 0 ? { kind: 'text', texts, isTruncated: true } : { kind: 'again', code: 'answer', retryAfterMs: null };
}
