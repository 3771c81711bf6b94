import type { Line, MarkedEntry } from '@bunan/contracts';
import { dropStart, paragraphsOf, textOf } from './print.js';

/** 問1, 問1（1）, Q1, A1, 答1, 再質問1, 答弁1 and the space behind it, at the beginning of a line. */
const MARK = /^((?:再?質問|答弁|問|答|Q|A|Ｑ|Ａ)[0-9０-９]*(?:[（(][0-9０-９]+[）)])?)[　 .．:：]+/;

/** A written text of questions and answers: each mark with the lines that follow it. */
export function markedEntries(line: Line): MarkedEntry[] {
  const entries: { mark: Line; lines: Line[] }[] = [];
  for (const paragraph of paragraphsOf(line)) {
    const found = MARK.exec(textOf(paragraph));
    const last = entries.at(-1);
    if (found !== null) {
      entries.push({ mark: [{ text: found[1] ?? '' }], lines: [dropStart(paragraph, found[0].length)] });
    } else if (last === undefined) {
      entries.push({ mark: [], lines: [paragraph] });
    } else {
      last.lines.push(paragraph);
    }
  }
  return entries;
}
