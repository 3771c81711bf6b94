import type { CallOutcome } from '@bunan/llm';
import type { CallEnd } from '@bunan/quota';

/** What the end of a call means for its price (DESIGN.md, accounting rule 3). */
export function callEndOf(outcome: CallOutcome): CallEnd {
  switch (outcome.kind) {
    case 'refused':
    case 'unreachable':
      return { kind: 'not-spent' };
    case 'answered':
      return { kind: 'answered', usage: outcome.usage };
    case 'broken':
      return { kind: outcome.reason === 'empty-choices' ? 'answered' : 'unknown', usage: outcome.usage };
    case 'cancelled':
      return { kind: 'unknown', usage: null };
  }
}
