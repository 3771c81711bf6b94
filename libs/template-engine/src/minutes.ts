import type { Item, Line, Run, TableBlock } from '@bunan/contracts';
import { paragraphsOf, textOf } from './print.js';

/** 議題1　…, (1)　…: the heading of an item of the agenda. */
const HEADING = /^(?:議題\s*[0-9０-９一二三四五六七八九十]*|[（(][0-9０-９]+[）)]|第[0-9０-９]+)[　 ]+(.+)$/;

/** 名前　発言: a speaker of up to 20 characters and what was said. */
const SPEECH = /^([^　。、\n]{1,20})　(.+)$/s;

/** Width of the speaker's column, characters; the rest of the line is for what was said. */
const SPEAKER_WIDTH = 7;
const SPEECH_WIDTH = 35;

const text = (value: string): Line => [{ text: value }];

/** The line without its first characters; fields that lie in them go with them. */
function dropStart(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((run): Run[] => {
    const cut = Math.min(left, run.text.length);
    left -= cut;
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
  });
}

function takeStart(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((run): Run[] => {
    const taken = run.text.slice(0, left);
    left -= taken.length;
    return taken === '' ? [] : [{ ...run, text: taken }];
  });
}

function speechTable(rows: readonly (readonly Line[])[]): TableBlock {
  return {
    columns: [
      { head: text('発言者'), width: SPEAKER_WIDTH, align: 'center' },
      { head: text('発言の要旨'), width: SPEECH_WIDTH, align: 'left' },
    ],
    rows,
  };
}

/** What stands under one heading: speeches as tables, everything else as paragraphs, in their order. */
function contentItems(lines: readonly Line[]): Item[] {
  const items: { paragraphs?: Line[]; rows?: Line[][] }[] = [];
  for (const line of lines) {
    const speech = SPEECH.exec(textOf(line));
    const last = items.at(-1);
    if (speech === null) {
      if (last?.paragraphs === undefined) {
        items.push({ paragraphs: [line] });
      } else {
        last.paragraphs.push(line);
      }
      continue;
    }
    const speaker = speech[1] ?? '';
    const row = [takeStart(line, speaker.length), dropStart(line, speaker.length + 1)];
    if (last?.rows === undefined) {
      items.push({ rows: [row] });
    } else {
      last.rows.push(row);
    }
  }
  return items.map(({ paragraphs, rows }) => (rows === undefined ? { paragraphs: paragraphs ?? [] } : { table: speechTable(rows) }));
}

/**
 * The written record of a meeting as items: one for each heading, with speeches as a table of speaker and gist.
 *
 * A text without headings is one item without a label.
 */
export function minutesItems(line: Line): Item[] {
  const groups: { label: Line | null; lines: Line[] }[] = [];
  for (const paragraph of paragraphsOf(line)) {
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
  return groups.map(({ label, lines }) => ({ ...(label === null ? {} : { label }), items: contentItems(lines) }));
}
