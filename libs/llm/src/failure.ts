import { APIConnectionError, APIError } from 'openai';
import type { CallOutcome } from './call-outcome.js';

/** Codes of a connection that never came about: nothing was sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** The codes of an error and of everything that caused it. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) {
    return [];
  }
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const several = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(codesOf) : [];
  return [...own, ...several, ...('cause' in error ? codesOf(error.cause) : [])];
}

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3), as ms from now. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | null {
  if (header == null) {
    return null;
  }
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function isStatusError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** A redirect or a 4xx: whoever answered has done no work. */
function isRefusal(status: number | undefined): status is number {
  return status !== undefined && status >= 300 && status < 500;
}

/** What an error of the client means for the call. @param text what had arrived before it */
export function failureOf(error: unknown, text: string): CallOutcome {
  const broken = { kind: 'broken', text, usage: null, retryAfterMs: null } as const;
  if (error instanceof APIConnectionError) {
    const isUnreachable = text === '' && codesOf(error).some((code) => NEVER_CONNECTED.has(code));
    return isUnreachable ? { kind: 'unreachable' } : { ...broken, reason: 'reset' };
  }
  if (isStatusError(error)) {
    const wait = retryAfterMs(error.headers?.get('retry-after'));
    return isRefusal(error.status)
      ? { kind: 'refused', status: error.status, retryAfterMs: wait }
      : { ...broken, reason: 'server-error', retryAfterMs: wait };
  }
  return { ...broken, reason: error instanceof SyntaxError ? 'not-a-stream' : 'reset' };
}
