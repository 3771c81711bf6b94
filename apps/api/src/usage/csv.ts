/** Excel takes a text for a formula that begins so (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** What a CSV begins with so that Excel takes it for UTF-8. */
export const BOM = '\uFEFF';

/** What stands in a cell; null is an empty one. */
type Cell = string | number | null;

/** One cell: a number as it is; a text quoted, and never a formula: an apostrophe before it makes it text. */
function cell(value: Cell): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** One line of a CSV that Excel opens as it is, with CRLF (RFC 4180). */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
