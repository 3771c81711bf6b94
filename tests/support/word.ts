import xpath from 'xpath';
import { xmlParts } from '../golden/word-rules.js';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The lines that a reader of a Word file sees: a paragraph each, or what stands between two line breaks. */
export function visibleLines(docx: Buffer): string[] {
  const document = xmlParts(docx).get('word/document.xml');
  if (document === undefined) {
    throw new Error('the file has no document');
  }
  const select = xpath.useNamespaces({ w: W });
  const found = select('//w:p', document);
  return (Array.isArray(found) ? found : []).flatMap((paragraph) => {
    const pieces = select('.//w:t/text() | .//w:br | .//w:tab', paragraph);
    const text = (Array.isArray(pieces) ? pieces : []).map((piece) => piece.nodeValue ?? (piece.nodeName === 'w:br' ? '\n' : '\t'));
    return text.join('').split('\n');
  });
}

/** The tables of a Word file by the line that stands above each: rows of cells as text, the head row first. */
export function tablesOf(docx: Buffer): ReadonlyMap<string, string[][]> {
  const document = xmlParts(docx).get('word/document.xml');
  const select = xpath.useNamespaces({ w: W });
  const nodes = (path: string, from: Node | undefined) => {
    const found = from === undefined ? [] : select(path, from);
    return Array.isArray(found) ? found : [];
  };
  const rowsOf = (table: Node) => nodes('./w:tr', table).map((row) => nodes('./w:tc', row).map((cell) => cell.textContent ?? ''));
  return new Map(
    nodes('//w:tbl', document).map((table) => [nodes('./preceding-sibling::w:p[1]', table)[0]?.textContent ?? '', rowsOf(table)]),
  );
}
