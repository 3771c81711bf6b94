/** What the peer of the gallery's search is to answer from. */
export interface SearchOrder {
  readonly databaseUrl: string;
}
