import { askedAt, type Item, type Line, type OutlineItem, type TableBlock } from '@bunan/contracts';
import { shareOf } from './line-width.js';
import { dropStart, paragraphsOf, takeStart, textOf } from './print.js';
import { markedEntries } from './questions.js';

/** An item while its lines are still being gathered. */
interface OpenItem {
  readonly head: Pick<Item, 'label' | 'text'>;
  readonly paragraphs: Line[];
}

function closed({ head, paragraphs }: OpenItem): Item {
  return { ...head, ...(paragraphs.length === 0 ? {} : { paragraphs }) };
}

/** Adds lines to the last item; what stands before the first one has no label. */
function addLines(items: OpenItem[], lines: readonly Line[]): void {
  const last = items.at(-1);
  const some = lines.filter((line) => textOf(line) !== '');
  if (last === undefined) {
    items.push({ head: {}, paragraphs: some });
  } else {
    last.paragraphs.push(...some);
  }
}

/** A written text that answers a list of questions: each question an item, the lines below its words are its answer. */
export function answeredItems(line: Line, questions: readonly Line[]): Item[] {
  const words = questions.map(textOf);
  const items: OpenItem[] = [];
  for (const paragraph of paragraphsOf(line)) {
    const asked = askedAt(textOf(paragraph), words);
    const label = asked === null ? undefined : questions[asked.question];
    if (asked === null || label === undefined) {
      addLines(items, [paragraph]);
    } else {
      items.push({ head: { label }, paragraphs: [] });
      addLines(items, [dropStart(paragraph, asked.length)]);
    }
  }
  return items.map(closed);
}

/** A mark that a line brings with it: ・, ○, 1, (1). */
const OWN_MARK = /^(?:[・･○●◯◎■□◆◇▼△※→*-]|[（(]?[0-9０-９]{1,2}[)）.．]?[ 　])/;

/** Lines as numbered items; lines with marks of their own, as in notes, stay as they are. */
export function lineItems(line: Line): Pick<Item, 'items' | 'paragraphs'> {
  const lines = paragraphsOf(line);
  return lines.some((each) => OWN_MARK.test(textOf(each))) ? { paragraphs: lines } : { items: lines.map((text) => ({ text })) };
}

const QUESTION = /^(再?質問|問|Q|Ｑ)/;

/** A written text of questions and answers: each question an item, its answer below it. */
export function pairItems(line: Line): Item[] {
  const items: OpenItem[] = [];
  for (const { mark, lines } of markedEntries(line)) {
    const [first, ...others] = lines;
    if (first !== undefined && QUESTION.test(textOf(mark))) {
      items.push({ head: { text: first }, paragraphs: others });
    } else {
      addLines(items, lines);
    }
  }
  return items.map(closed);
}

const BAR = /[|｜]/;

/** The cells of a line between its bars; what is beyond the last column stays in it. */
function cellsOfLine(line: Line, count: number): Line[] {
  const bar = count > 1 ? textOf(line).search(BAR) : -1;
  if (bar < 0) {
    return [line, ...Array.from({ length: count - 1 }, (): Line => [])];
  }
  return [takeStart(line, bar), ...cellsOfLine(dropStart(line, bar + 1), count - 1)];
}

/** A written text as a table, a line a row; null when it has no bars. A line that repeats the heads is left out. */
export function writtenTable(line: Line, heads: NonNullable<OutlineItem['heads']>): TableBlock | null {
  const lines = paragraphsOf(line);
  if (!lines.some((each) => BAR.test(textOf(each)))) {
    return null;
  }
  const share = shareOf(heads);
  const isHead = (each: Line) => textOf(each).split(BAR)[0]?.trim() === heads[0]?.label;
  return {
    columns: heads.map(({ label, width }) => ({
      head: [{ text: label }],
      width: width ?? share,
      align: width === undefined ? 'left' : 'center',
    })),
    rows: lines.filter((each) => !isHead(each)).map((each) => cellsOfLine(each, heads.length)),
  };
}
