import { textLength, type Item, type Line } from '@bunan/contracts';
import { dropStart, paragraphsOf, textOf } from './print.js';

/** Marks of a heading or an item: 1　, 第2　, 議題3　; one level down (1)　. */
const MARKS = [
  /^(?:議題|第)?[ 　]*[0-9０-９]{1,2}(?:[.．](?!\d))?[　 ]*(?<=[　 .．])(?=\S)/,
  /^[（(][0-9０-９]{1,2}[）)][　 ]*(?=\S)/,
] as const;

/** Longest line that is a heading without a mark, code points. */
const LONGEST_BARE = 30;

interface Heading {
  readonly level: 0 | 1;
  readonly words: Line;
}

/** An item while its lines are being read. */
interface Draft {
  readonly heading: Line | null;
  readonly paragraphs: Line[];
  readonly items: Draft[];
}

const endsSentence = (line: Line) => /[。」】）)]$/.test(textOf(line).trimEnd());

/** A short line without an end of a sentence, above a line that has one: 「その他」. What is typed in the form is left as it is. */
function isBareHeading(line: Line, next: Line | undefined): boolean {
  const isTyped = line.every((run) => run.field !== undefined);
  return !isTyped && next !== undefined && !endsSentence(line) && endsSentence(next) && textLength(textOf(line)) <= LONGEST_BARE;
}

function headingOf(line: Line, next: Line | undefined): Heading | null {
  const text = textOf(line);
  const [outer, inner] = MARKS.map((mark) => mark.exec(text));
  const mark = outer ?? inner;
  if (mark) {
    return { level: outer ? 0 : 1, words: dropStart(line, mark[0].length) };
  }
  return isBareHeading(line, next) ? { level: 0, words: line } : null;
}

function itemOf({ heading, paragraphs, items }: Draft): Item {
  return {
    ...(heading === null ? {} : endsSentence(heading) ? { text: heading } : { label: heading }),
    ...(paragraphs.length === 0 ? {} : { paragraphs }),
    ...(items.length === 0 ? {} : { items: items.map(itemOf) }),
  };
}

/**
 * A written text below the headings that stand in it, two levels deep; numbers that were written give way to those of
 * the page. What stands above the first heading, or has none, stays paragraphs.
 */
export function headedItems(line: Line): Pick<Item, 'paragraphs' | 'items'> {
  const root: Draft = { heading: null, paragraphs: [], items: [] };
  let outer: Draft = root;
  let open: Draft = root;
  const lines = paragraphsOf(line);
  for (const [index, paragraph] of lines.entries()) {
    const heading = headingOf(paragraph, lines[index + 1]);
    if (heading === null) {
      open.paragraphs.push(paragraph);
      continue;
    }
    open = { heading: heading.words, paragraphs: [], items: [] };
    const parent = heading.level === 0 ? root : outer;
    parent.items.push(open);
    outer = heading.level === 0 ? open : outer;
  }
  return itemOf(root);
}
