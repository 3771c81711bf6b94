/** Sent to the bare server once: where the database is, and what the API answered to the same two questions. */
export interface BareOrder {
  readonly databaseUrl: string;
  readonly session: unknown;
  readonly draft: unknown;
}
