import type { Item, Line, TableBlock } from '@bunan/contracts';
import { LINE_WIDTH } from './line-width.js';
import { dropStart, paragraphsOf, takeStart, textOf } from './print.js';

/** 議題1　…, (1)　…: the heading of an item of the agenda. */
const HEADING = /^(?:議題\s*[0-9０-９一二三四五六七八九十]*|[（(][0-9０-９]+[）)]|第[0-9０-９]+)[　 ]+(.+)$/;

/** 名前　発言: a speaker of up to 20 characters and what was said; △ and brackets begin notes of the record, not names. */
const SPEECH = /^([^　。、\n△▽○◯●◎■◇◆【（(〔][^　。、\n]{0,19})　(.+)$/s;

/** Width of the speaker's column, characters; longer names wrap. */
const NARROWEST_SPEAKER = 7;
const WIDEST_SPEAKER = 10;

const text = (value: string): Line => [{ text: value }];

/** One speech: who, and the lines of what was said. */
type Speech = readonly [speaker: Line, said: Line];

/** One width for all tables of a record: that of its longest speaker with the margins of a cell. */
function speakerWidth(lines: readonly Line[]): number {
  const longest = Math.max(0, ...lines.map((line) => SPEECH.exec(textOf(line))?.[1]?.length ?? 0));
  return Math.min(WIDEST_SPEAKER, Math.max(NARROWEST_SPEAKER, longest + 1));
}

function speechTable(rows: readonly Speech[], width: number): TableBlock {
  return {
    columns: [
      { head: text('発言者'), width, align: 'center' },
      { head: text('発言の要旨'), width: LINE_WIDTH - width, align: 'left' },
    ],
    rows,
  };
}

function speechOf(line: Line): Speech | null {
  const speaker = SPEECH.exec(textOf(line))?.[1];
  return speaker === undefined ? null : [takeStart(line, speaker.length), dropStart(line, speaker.length + 1)];
}

/** In a record as the clerk typed it, a line without a speaker goes on with the speech above; in a summary it stands alone. */
function continues(line: Line): boolean {
  return line.every((run) => run.field !== undefined) && !/^[△▽○◯●◎■◇◆【（(〔]/.test(textOf(line));
}

interface Stretch {
  readonly paragraphs: Line[];
  readonly rows: Speech[];
}

function addParagraph(stretches: Stretch[], line: Line): void {
  const last = stretches.at(-1);
  const speech = last?.rows.at(-1);
  if (speech !== undefined && continues(line)) {
    last?.rows.splice(-1, 1, [speech[0], [...speech[1], { text: '\n' }, ...line]]);
  } else if (last?.rows.length === 0) {
    last.paragraphs.push(line);
  } else {
    stretches.push({ paragraphs: [line], rows: [] });
  }
}

function addSpeech(stretches: Stretch[], speech: Speech): void {
  const last = stretches.at(-1);
  if (last === undefined || last.rows.length === 0) {
    stretches.push({ paragraphs: [], rows: [speech] });
  } else {
    last.rows.push(speech);
  }
}

/** What stands under one heading: speeches as tables, everything else as paragraphs, in their order. */
function contentItems(lines: readonly Line[], width: number): Item[] {
  const stretches: Stretch[] = [];
  for (const line of lines) {
    const speech = speechOf(line);
    if (speech === null) {
      addParagraph(stretches, line);
    } else {
      addSpeech(stretches, speech);
    }
  }
  return stretches.map(({ paragraphs, rows }) => (rows.length > 0 ? { table: speechTable(rows, width) } : { paragraphs }));
}

/**
 * The written record of a meeting as items: one for each heading, with speeches as a table of speaker and gist.
 *
 * A text without headings is one item without a label.
 */
export function minutesItems(line: Line): Item[] {
  const groups: { label: Line | null; lines: Line[] }[] = [];
  const paragraphs = paragraphsOf(line);
  const width = speakerWidth(paragraphs);
  for (const paragraph of paragraphs) {
    const heading = HEADING.exec(textOf(paragraph));
    if (heading !== null) {
      const skip = textOf(paragraph).length - (heading[1] ?? '').length;
      groups.push({ label: dropStart(paragraph, skip), lines: [] });
      continue;
    }
    const last = groups.at(-1);
    if (last === undefined) {
      groups.push({ label: null, lines: [paragraph] });
    } else {
      last.lines.push(paragraph);
    }
  }
  return groups.map(({ label, lines }) => ({ ...(label === null ? {} : { label }), items: contentItems(lines, width) }));
}
