/** One request as the crowd sends it. */
export interface PlainRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What the crowd is to do.
 *
 * `burst`: every request once, all at the same time, each person on a connection of their own. `steady`: the requests
 * in turn, on so many connections, one after another on each, for so long.
 */
export type Order =
  | { readonly kind: 'burst'; readonly url: string; readonly requests: readonly PlainRequest[] }
  | {
      readonly kind: 'steady';
      readonly url: string;
      readonly requests: readonly PlainRequest[];
      readonly connections: number;
      readonly forMs: number;
    };

/** What came of it; times in ms since 1970. */
export interface Outcome {
  readonly startedMs: number;
  readonly endedMs: number;
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly bodyBytes: number;
}
