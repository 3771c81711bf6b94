import type { CallOutcome } from './call-outcome.js';

/**
 * What the end of a call says about its provider.
 *
 * `unclear`: somebody answered, but not with an answer (refused, a login page): no illness, and no proof of health.
 * `none`: it was not asked, or we ended the call ourselves.
 */
export type ProviderSign = 'well' | 'ill' | 'unclear' | 'none';

type Broken = Extract<CallOutcome, { kind: 'broken' }>['reason'];

const BROKEN_SIGNS: Readonly<Record<Broken, ProviderSign>> = {
  'first-byte-timeout': 'ill',
  'idle-timeout': 'ill',
  'total-timeout': 'ill',
  reset: 'ill',
  'server-error': 'ill',
  'no-finish-reason': 'ill',
  'not-a-stream': 'unclear',
  'empty-choices': 'unclear',
};

/** Refusals because it takes too long or is asked too often; every other one is about the call or the key. */
const OVERLOADED_STATUSES: ReadonlySet<number> = new Set([408, 429]);

/** Reads from an outcome how its provider is. A whole answer is a sign of health, whatever its text is worth. */
export function providerSignOf(outcome: CallOutcome): ProviderSign {
  switch (outcome.kind) {
    case 'answered':
      return 'well';
    case 'refused':
      return OVERLOADED_STATUSES.has(outcome.status) ? 'ill' : 'unclear';
    case 'unreachable':
      return 'ill';
    case 'broken':
      return BROKEN_SIGNS[outcome.reason];
    case 'cancelled':
      return 'none';
  }
}
