import { cleanText, type Line } from '@bunan/contracts';
import { Tab, TextRun } from 'docx';

/** A line as plain text. */
export function plainText(line: Line): string {
  return cleanText(line.map((run) => run.text).join(''));
}

/**
 * Text as runs of Word: a line break is a real break, a tab a real tab.
 *
 * A raw newline or tab inside `w:t` would be ignored or shown as a space (WORD.md section 4).
 */
export function textRuns(text: string): TextRun[] {
  return cleanText(text)
    .split('\n')
    .map((line, index) => {
      const children = line.split('\t').flatMap((piece, tab) => (tab === 0 ? [piece] : [new Tab(), piece]));
      return new TextRun({ children, ...(index > 0 ? { break: 1 } : {}) });
    });
}
