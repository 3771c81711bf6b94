import type { FailureCode } from '@bunan/contracts';
import type { CallOutcome } from '@bunan/llm';
import { parseAnswer, parseCutAnswer, type CutAnswer, type Prompt } from '@bunan/template-engine';

/** What a call means for its draft. */
export type Verdict =
  | ({ readonly kind: 'text' } & CutAnswer)
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
  const isCut = outcome.finishReason === 'length';
  const answer = parseAnswer(prompt, outcome.text);
  if (answer.ok) {
    // Some servers close an answer properly when it ends at its limit.
    return { kind: 'text', texts: answer.texts, unfinished: isCut ? prompt.sectionIds.slice(-1) : [] };
  }
  const cut = isCut ? parseCutAnswer(prompt, outcome.text) : null;
  return cut !== null && Object.values(cut.texts).some((parts) => parts.length > 0)
    ? { kind: 'text', ...cut }
    : { kind: 'again', code: 'answer', retryAfterMs: null };
}
