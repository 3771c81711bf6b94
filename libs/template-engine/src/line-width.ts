/** Characters of a line of the page. */
export const LINE_WIDTH = 42;

/** What each column without a width of its own has of the line; 0 when there is none. */
export function shareOf(columns: readonly { readonly width?: number | undefined }[]): number {
  const known = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const open = columns.filter(({ width }) => width === undefined).length;
  return open === 0 ? 0 : Math.floor((LINE_WIDTH - known) / open);
}
