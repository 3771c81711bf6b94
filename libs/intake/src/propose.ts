import { MOST_TOLD_CHARACTERS, type OldBlock, type ProposalsView } from '@bunan/contracts';
import type { IntakeBlock, Paragraph } from './blocks.js';
import { Board } from './board.js';
import { isFixed, takeLetterhead } from './letterhead.js';
import { isProse, labelledLine, unnumbered } from './lines.js';
import { isLabel, plain, unspread } from './plain.js';
import { PatternGatherer } from './repeated.js';
import { ProseGatherer } from './sections.js';
import { takeTable } from './tables.js';
import { kindOf, TIME } from './values.js';

/** Lines without a label that follow one another before they are a list. */
const LIST = 2;

/** A paragraph with its number in the document. */
interface Numbered {
  readonly text: string;
  readonly block: number;
  readonly depth: number | null;
}

/** Goes through a document once, from top to bottom. */
class Proposer {
  readonly board = new Board();
  private readonly prose = new ProseGatherer(this.board);
  private readonly patterns = new PatternGatherer(this.board);
  /** The heading that what follows stands under. */
  private caption = '';
  /** Lines of a list that are not over yet. */
  private list: Numbered[] = [];

  take(block: IntakeBlock, index: number, next: IntakeBlock | undefined): void {
    if (block.kind === 'table') {
      this.endText();
      takeTable(block, { block: index, caption: this.caption }, this.board);
      return;
    }
    this.takeParagraph(block, index, next);
  }

  end(): void {
    this.endText();
    this.prose.finish();
  }

  private takeParagraph(paragraph: Paragraph, block: number, next: IntakeBlock | undefined): void {
    const { text } = paragraph;
    if (this.patterns.take({ block, words: text })) {
      this.prose.end();
      this.endList();
      return;
    }
    if (isFixed(text) || takeLetterhead(text, block, this.board)) {
      this.beginUnder('');
      return;
    }
    const line = labelledLine(text);
    if (line !== null) {
      this.takeLabelled(line, text, block);
    } else if (isHeading(paragraph, next)) {
      this.beginUnder(unspread(unnumbered(text).text));
    } else {
      this.takeText(paragraph, block);
    }
  }

  private takeText(paragraph: Paragraph, block: number): void {
    const { text } = paragraph;
    const depth = depthOf(paragraph);
    if (depth !== null) {
      this.prose.end();
      if (this.list.some((each) => each.depth !== depth)) {
        this.endList();
      }
      this.list.push({ text: unnumbered(text).text, block, depth });
    } else if (isProse(text)) {
      this.endList();
      this.prose.add({ block, words: text });
    }
  }

  /** 日時　令和6年…: one field; times from and until are two. */
  private takeLabelled({ label, value }: { label: string; value: string }, words: string, block: number): void {
    this.endText();
    // A table below belongs to it: 出席者　11人.
    this.caption = label;
    const kind = kindOf(value, label);
    const times = plain(value).match(new RegExp(TIME.source, 'g')) ?? [];
    const isSpan = kind.type === 'datetime' && times.length === 2 && value.includes('から');
    this.board.addField({ ...kind, label: isSpan ? `${label}（開始）` : label, place: { block, words }, value });
    if (isSpan) {
      this.board.addField({ ...kind, label: `${label}（終了）`, place: { block, words }, value: `${value} 終了` });
    }
  }

  private beginUnder(caption: string): void {
    this.endText();
    this.caption = caption;
    this.prose.begin(caption);
  }

  private endText(): void {
    this.prose.end();
    this.patterns.end();
    this.endList();
  }

  /** Lines of one kind below one another become one field of lines. */
  private endList(): void {
    const list = this.list.splice(0);
    const [first] = list;
    if (first === undefined || list.length < LIST) {
      for (const { text, block } of list.filter((each) => isProse(each.text))) {
        this.prose.add({ block, words: text });
      }
      return;
    }
    const isMaterial = list.some(({ text }) => isProse(text));
    this.board.addField({
      ...{ label: this.caption === '' ? '事項' : this.caption, type: 'lines' },
      ...{ toLlm: isMaterial ? 'raw' : 'never', pii: isMaterial ? 'mask' : 'none' },
      place: { block: first.block, words: list.map(({ text }) => text).join('\n') },
    });
  }
}

/** How deep a line stands that Word or a hand has numbered; null where neither has. */
function depthOf({ text, numbering }: Paragraph): number | null {
  return numbering ?? unnumbered(text).depth;
}

/** Whether something stands below a line that belongs to it. */
function isHeading(paragraph: Paragraph, next: IntakeBlock | undefined): boolean {
  const { text } = unnumbered(paragraph.text);
  if (paragraph.level !== null) {
    return isLabel(text) || text.length <= 40;
  }
  const isShort = text.length <= 40 && !/[。\t\n]/.test(text);
  return isShort && next !== undefined && opens(paragraph, next);
}

function opens(paragraph: Paragraph, next: IntakeBlock): boolean {
  if (next.kind === 'table') {
    return true;
  }
  const [own, below] = [depthOf(paragraph), depthOf(next)];
  if (below !== null) {
    return own === null ? isLabel(paragraph.text) : below > own;
  }
  return isProse(next.text) && (own !== null || isLabel(paragraph.text));
}

/**
 * Proposes fields and sections for a template that would make documents like this one, by rules and without a model.
 *
 * What a clerk would enter becomes a field, with the words it was found in; what is written anew each time becomes a
 * section. Names, addresses and telephone numbers are never shown to a model; facts are shown as placeholders.
 */
export function proposeTemplate(blocks: readonly IntakeBlock[]): ProposalsView {
  const proposer = new Proposer();
  for (const [index, block] of blocks.entries()) {
    proposer.take(block, index, blocks[index + 1]);
  }
  proposer.end();
  const { fields, sections } = proposer.board;
  const told = toldOf(blocks);
  return {
    fields: fields.toSorted((a, b) => (a.found[0]?.block ?? 0) - (b.found[0]?.block ?? 0)),
    sections,
    blocks: told,
    blocksLeft: blocks.length - told.length,
  };
}

/** The blocks from the beginning, as many whole ones as may be told. */
function toldOf(blocks: readonly IntakeBlock[]): OldBlock[] {
  const told: OldBlock[] = [];
  let left = MOST_TOLD_CHARACTERS;
  for (const block of blocks) {
    left -= weightOf(block);
    if (left < 0) {
      break;
    }
    told.push(
      block.kind === 'table' ? { kind: 'table', rows: block.rows.map((row) => [...row]) } : { kind: 'paragraph', text: block.text },
    );
  }
  return told;
}

/** Characters of a block; each paragraph and cell counts beside them, for it takes room however short it is. */
function weightOf(block: IntakeBlock): number {
  const texts = block.kind === 'table' ? block.rows.flat() : [block.text];
  return texts.reduce((sum, { length }) => sum + length + 4, 0);
}
