import type { BrokenReason, CallOutcome } from './call-outcome.js';
import { providerSignOf } from './provider-sign.js';

const broken = (reason: BrokenReason): CallOutcome => ({ kind: 'broken', reason, text: '', usage: null, retryAfterMs: null });

describe('providerSignOf', () => {
  it.each(['stop', 'length', 'content_filter'] as const)('is well when an answer ended with %s, whatever its text', (finishReason) => {
    expect(providerSignOf({ kind: 'answered', text: 'もちろんです。', finishReason, usage: null })).toBe('well');
  });

  it.each(['first-byte-timeout', 'idle-timeout', 'total-timeout', 'reset', 'server-error', 'no-finish-reason'] as const)(
    'is ill after %s',
    (reason) => {
      expect(providerSignOf(broken(reason))).toBe('ill');
    },
  );

  it('is ill when it cannot be reached', () => {
    expect(providerSignOf({ kind: 'unreachable' })).toBe('ill');
  });

  it.each([408, 429])('is ill when it has too much to do (%d)', (status) => {
    expect(providerSignOf({ kind: 'refused', status, retryAfterMs: null })).toBe('ill');
  });

  it.each([302, 400, 401, 403, 404, 409, 422])('is unclear after %d, which is about the call, not about the provider', (status) => {
    expect(providerSignOf({ kind: 'refused', status, retryAfterMs: null })).toBe('unclear');
  });

  it.each(['not-a-stream', 'empty-choices'] as const)('is unclear when the answer cannot be read: %s', (reason) => {
    expect(providerSignOf(broken(reason))).toBe('unclear');
  });

  it('gives no sign when we ended the call', () => {
    expect(providerSignOf({ kind: 'cancelled', text: '半分' })).toBe('none');
  });
});
