/** What bounds the writing of drafts, from the settings. */
export interface WriterSettings {
  /** Tries of one draft, the first included; each has its own reservation. */
  readonly maxAttempts: number;
  /** Pause before the second try, ms; doubled for each further one. */
  readonly retryBaseMs: number;
  /** The rehearsal server stands in for the model. */
  readonly practice: boolean;
}

/** Injection token of WriterSettings. */
export const WRITER_SETTINGS = Symbol('writer settings');
