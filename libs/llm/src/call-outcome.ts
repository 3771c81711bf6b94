/** What the provider says a call took, tokens; nothing of it is trusted yet. */
export interface ReportedUsage {
  readonly inputTokens: number;
  readonly answerTokens: number;
  readonly totalTokens: number;
}

/** Why a call has no whole answer although the provider had taken it. */
export type BrokenReason =
  | 'first-byte-timeout'
  | 'idle-timeout'
  | 'total-timeout'
  | 'reset'
  | 'server-error'
  | 'not-a-stream'
  | 'no-finish-reason'
  | 'empty-choices';

/** How a call ended. Every end is a value: calling a model throws nothing. */
export type CallOutcome =
  /** The answer came to its end; whether it can be read is for the caller to say. */
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly finishReason: 'stop' | 'length' | 'content_filter';
      readonly usage: ReportedUsage | null;
    }
  /** 4xx, or a redirect, which is not followed: the provider did no work. */
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfterMs: number | null }
  /** No connection came about: nothing was sent. */
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'broken';
      readonly reason: BrokenReason;
      readonly text: string;
      readonly usage: ReportedUsage | null;
      readonly retryAfterMs: number | null;
    }
  /** The caller's signal ended it. */
  | { readonly kind: 'cancelled'; readonly text: string };
