import type { Block, Line } from '@bunan/contracts';
import { AlignmentType, LineRuleType, Paragraph, Tab, TabStopType, TextRun, TextWrappingType } from 'docx';
import { ShapeRun } from 'docx/shapes';
import { cellsOf, widthOf, type Grid } from '../grid.js';
import { STYLE } from '../styles.js';
import { plainText, textRuns } from '../text-runs.js';
import type { Page } from './page.js';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

function paragraph(style: string, line: Line): Paragraph {
  return new Paragraph({ style, children: textRuns(plainText(line)) });
}

/** 文書番号 and 日付 in one box, spread to the same width, one character from the right edge; a date alone stands right. */
export function numberAndDate({ number, date }: Of<'numberAndDate'>, { grid }: Page): Paragraph[] {
  const { c, chars } = grid;
  if (number === null) {
    const alignment = AlignmentType.RIGHT;
    return [new Paragraph({ style: STYLE.docNo, alignment, indent: { left: 0, right: c(1) }, children: textRuns(plainText(date)) })];
  }
  const texts = [plainText(number), plainText(date)];
  // One character of slack: the text is spread over it, while a box of the exact width would wrap.
  const width = Math.min(chars - 1, Math.max(...texts.map(cellsOf)) + 1);
  return texts.map(
    (text) => new Paragraph({ style: STYLE.docNo, indent: { left: c(chars - 1 - width), right: c(1) }, children: textRuns(text) }),
  );
}

/** 宛名: the first line one character in, the ones after it two. */
export function addressee({ lines }: Of<'addressee'>): Paragraph[] {
  return lines.map((line, index) => paragraph(index === 0 ? STYLE.addressee : STYLE.addresseeNext, line));
}

/** Side of a mayor's seal with its margin, twips (21 mm). */
const SEAL_TWIPS = 1_191;
const TWIPS_PER_PIXEL = 15;
const EMU_PER_TWIP = 635;

/** A dashed square over the last character of the name: where the seal goes. Drafts only. */
function sealBox(grid: Grid, senderIndent: number): ShapeRun {
  const side = SEAL_TWIPS / TWIPS_PER_PIXEL;
  const centre = { x: grid.c(grid.chars - senderIndent - 0.5), y: grid.l(0.5) };
  const offset = (twips: number) => Math.round((twips - SEAL_TWIPS / 2) * EMU_PER_TWIP);
  return new ShapeRun({
    type: 'rectangle',
    transformation: { width: side, height: side },
    line: { color: '808080', width: 0.5, dash: 'dash' },
    textOptions: { margins: { top: 3, right: 0, bottom: 0, left: 0 }, verticalAlignment: 'top' },
    altText: { name: '公印の位置', description: '公印を押す位置' },
    children: [new Paragraph({ style: STYLE.sealText, children: textRuns('公印') })],
    floating: {
      behindDocument: true,
      allowOverlap: true,
      layoutInCell: true,
      wrap: { type: TextWrappingType.NONE },
      horizontalPosition: { relative: 'column', offset: offset(centre.x) },
      verticalPosition: { relative: 'line', offset: offset(centre.y) },
    },
  });
}

/** 発信者: two characters from the right edge; below it the place of the seal or （公印省略）. */
export function sender({ lines, seal }: Of<'sender'>, { grid, profile, isDraft }: Page): Paragraph[] {
  const hasBox = seal === 'seal' && isDraft;
  const names = lines.map((line, index) => {
    const box = hasBox && index === lines.length - 1 ? [sealBox(grid, profile.senderIndent)] : [];
    const style = index === 0 ? STYLE.sender : STYLE.senderNext;
    return new Paragraph({ style, children: [...textRuns(plainText(line)), ...box] });
  });
  return seal === 'omitted' ? [...names, paragraph(STYLE.senderNext, [{ text: '（公印省略）' }])] : names;
}

/** Words that stay with the suffix when the subject has to break before it. */
const LAST_WORD = /(について|の件|.)$/su;

/** 件名: three characters in from both edges; its suffix is never split over two lines. */
export function subject({ text, suffix }: Of<'subject'>, { grid, profile, hasSeal }: Page): Paragraph[] {
  const room = grid.chars - 2 * profile.subjectIndent;
  const title = plainText(text);
  const tail = suffix === '' ? '' : `（${suffix}）`;
  const used = widthOf(title) % room;
  const wouldSplit = tail !== '' && used > 0 && used + widthOf(tail) > room;
  const full = wouldSplit ? title.replace(LAST_WORD, '\n$1') + tail : title + tail;
  // A stamped seal reaches below the line of the name.
  const spacing = hasSeal ? { spacing: { before: grid.l(2), after: grid.l(1) } } : {};
  return [new Paragraph({ style: STYLE.subject, ...spacing, children: textRuns(full) })];
}

export function title({ text }: Of<'title'>): Paragraph[] {
  return [paragraph(STYLE.title, text)];
}

export function body({ paragraphs, look }: Of<'body'>): Paragraph[] {
  return paragraphs.map((line) => paragraph(look === 'title' ? STYLE.title : STYLE.body, line));
}

export function note(): Paragraph[] {
  return [paragraph(STYLE.noteHeading, [{ text: '記' }])];
}

/** 以上, where the city prints it. */
export function end(_block: Of<'end'>, { profile }: Page): Paragraph[] {
  return profile.printsEnd ? [paragraph(STYLE.closing, [{ text: '以上' }])] : [];
}

/** Where a block begins whose longest line has no room beside the margin, as a share of the line. */
const CONTACT_START = 1 / 3;

/** 担当: a block at the right, its longest line ending at the margin; longer ones are wrapped below their own beginning. */
export function contact({ rows }: Of<'contact'>, { grid }: Page): Paragraph[] {
  const lines = rows.map(({ label, value }) => `${label}　${plainText(value)}`);
  const width = Math.max(...lines.map(cellsOf));
  const isWrapped = width > grid.chars;
  const start = isWrapped ? Math.floor(grid.chars * CONTACT_START) : grid.chars - width;
  const hang = isWrapped ? Math.max(...rows.map(({ label }) => widthOf(label))) + 1 : 0;
  return lines.map(
    (line, index) =>
      new Paragraph({
        style: STYLE.contact,
        indent: { left: grid.c(start + hang), ...(hang === 0 ? {} : { hanging: grid.c(hang) }) },
        keepNext: index < lines.length - 1,
        ...(index === 0 ? { spacing: { before: grid.l(1) } } : {}),
        children: textRuns(line),
      }),
  );
}

const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

/** Lines that stand by themselves, set off by one line. */
export function plain({ lines, align }: Of<'plain'>, { grid }: Page): Paragraph[] {
  return lines.map((line, index) => {
    const spacing = index === 0 ? { spacing: { before: grid.l(1) } } : {};
    const alignment = align === 'left' ? {} : { alignment: ALIGNMENTS[align] };
    return new Paragraph({ style: STYLE.plain, ...spacing, ...alignment, children: textRuns(plainText(line)) });
  });
}

/** Characters that the words of a question hang behind its mark, at least. */
const MARK_WIDTH = 3;

/** An answer stands close below its question. */
const ANSWER = /^(A|Ａ|答)/;

/** How the first line of an entry stands. */
interface MarkPlace {
  readonly left: number;
  readonly before: number;
  readonly keepNext: boolean;
}

/** The first line of an entry: its mark, and its words hung behind it; half a line above a new question. */
function markedParagraph(mark: string, line: Line, { left, before, keepNext }: MarkPlace): Paragraph {
  return new Paragraph({
    style: STYLE.itemBody,
    indent: { left, hanging: left },
    tabStops: [{ type: TabStopType.LEFT, position: left }],
    keepNext,
    ...(before === 0 ? {} : { spacing: { before } }),
    children: [new TextRun({ children: [mark, new Tab()] }), ...textRuns(plainText(line))],
  });
}

/** Questions and answers: each mark hangs, its words stand behind it, what follows stands below them. */
export function questions({ entries }: Of<'questions'>, { grid }: Page): Paragraph[] {
  const marks = entries.map(({ mark }) => plainText(mark));
  const left = grid.c(Math.max(MARK_WIDTH, ...marks.map((mark) => Math.ceil(cellsOf(mark)) + 1)));
  return entries.flatMap(({ lines }, entry) => {
    const mark = marks[entry] ?? '';
    const before = ANSWER.test(mark) ? 0 : grid.l(0.5);
    // A question stays with its answer; a chain over all of them would move to a page of its own.
    const keepNext = lines.length > 1 || ANSWER.test(marks[entry + 1] ?? '');
    return lines.map((line, index) =>
      index === 0 && mark !== ''
        ? markedParagraph(mark, line, { left, before, keepNext })
        : new Paragraph({ style: STYLE.itemBody, indent: { left: mark === '' ? 0 : left }, children: textRuns(plainText(line)) }),
    );
  });
}

/** Room of some lines between two blocks. */
export function emptyLine({ grid }: Page, lines: number): Paragraph {
  return new Paragraph({ spacing: { line: grid.l(lines), lineRule: LineRuleType.EXACT }, children: [] });
}
