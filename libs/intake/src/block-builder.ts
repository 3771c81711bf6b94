import type { IntakeBlock } from './blocks.js';
import { unreadable } from './refusal.js';
import { attributeOf, type XmlEvent } from './xml.js';

/** More than any document of an office has. */
const MAX_BLOCKS = 10_000;
const MAX_CELLS = 50_000;
const MAX_CHARACTERS = 300_000;

/** Columns that one cell may stand over. */
const MAX_SPAN = 63;

interface OpenParagraph {
  text: string;
  numbering: number | null;
  level: number | null;
}

/** Builds blocks from a walk through word/document.xml. */
export class BlockBuilder {
  readonly blocks: IntakeBlock[] = [];
  private readonly names: string[] = [];
  /** A paragraph may stand in a text box of another one. */
  private readonly paragraphs: OpenParagraph[] = [];
  private depth = 0;
  private rows: string[][] = [];
  private cell: string[] = [];
  private span = 1;
  private cells = 0;
  private characters = 0;

  /** What an element begins; most begin nothing. Its value is read only when it is asked for. */
  private readonly openings = new Map<string, (value: () => string) => void>([
    [
      'p',
      () => {
        this.beginParagraph();
      },
    ],
    [
      'tbl',
      () => {
        this.beginTable();
      },
    ],
    [
      'tr',
      () => {
        this.beginRow();
      },
    ],
    [
      'tc',
      () => {
        this.beginCell();
      },
    ],
    [
      'gridSpan',
      (value) => {
        this.spanCell(Number(value()));
      },
    ],
    [
      'numPr',
      () => {
        this.change({ numbering: 0 });
      },
    ],
    [
      'ilvl',
      (value) => {
        this.change({ numbering: Number(value()) || 0 });
      },
    ],
    [
      'pStyle',
      (value) => {
        this.change({ level: this.levels.get(value()) ?? null });
      },
    ],
    [
      'outlineLvl',
      (value) => {
        this.change({ level: Number(value()) < 9 ? Number(value()) : null });
      },
    ],
    [
      'tab',
      () => {
        this.writeInRun('\t');
      },
    ],
    [
      'br',
      () => {
        this.writeInRun('\n');
      },
    ],
    [
      'cr',
      () => {
        this.writeInRun('\n');
      },
    ],
    [
      'noBreakHyphen',
      () => {
        this.writeInRun('-');
      },
    ],
  ]);

  private readonly closings = new Map<string, () => void>([
    [
      'p',
      () => {
        this.endParagraph();
      },
    ],
    [
      'tc',
      () => {
        this.endCell();
      },
    ],
    [
      'tbl',
      () => {
        this.endTable();
      },
    ],
  ]);

  /** @param levels of the styles that are headings */
  constructor(
    private readonly prefix: string,
    private readonly levels: ReadonlyMap<string, number>,
  ) {}

  /** @throws {DomainError} `document.unreadable` when there is too much of it */
  take(event: XmlEvent): void {
    if (event.kind === 'text') {
      if (this.names.at(-1) === 't') {
        this.write(event.text);
      }
      return;
    }
    const name = event.name.startsWith(this.prefix) ? event.name.slice(this.prefix.length) : '';
    if (event.kind === 'close') {
      this.names.pop();
      this.close(name);
    } else {
      this.open(name, event.attributes);
      this.names.push(name);
    }
  }

  private write(text: string): void {
    const paragraph = this.paragraphs.at(-1);
    this.characters += text.length;
    if (this.characters > MAX_CHARACTERS) {
      throw unreadable('too-long', 'too many characters');
    }
    if (paragraph !== undefined) {
      paragraph.text += text;
    }
  }

  private open(name: string, attributes: string): void {
    this.openings.get(name)?.(() => attributeOf(attributes, `${this.prefix}val`) ?? '');
  }

  private close(name: string): void {
    this.closings.get(name)?.();
  }

  private beginParagraph(): void {
    this.paragraphs.push({ text: '', numbering: null, level: null });
  }

  private beginTable(): void {
    this.depth += 1;
  }

  private spanCell(columns: number): void {
    if (this.depth === 1) {
      this.span = Math.min(MAX_SPAN, Math.max(1, columns || 1));
    }
  }

  /** A tab in a run is a tab; one among the properties of a paragraph is a place for tabs. */
  private writeInRun(text: string): void {
    if (this.names.at(-1) === 'r') {
      this.write(text);
    }
  }

  private change(to: Partial<OpenParagraph>): void {
    const paragraph = this.paragraphs.at(-1);
    if (paragraph !== undefined) {
      Object.assign(paragraph, to);
    }
  }

  private beginRow(): void {
    if (this.depth === 1) {
      this.rows.push([]);
    }
  }

  private beginCell(): void {
    if (this.depth === 1) {
      this.cell = [];
      this.span = 1;
    }
  }

  private endParagraph(): void {
    const paragraph = this.paragraphs.pop();
    const text = (paragraph?.text ?? '').trim();
    if (text === '' || paragraph === undefined) {
      return;
    }
    if (this.depth > 0) {
      this.cell.push(text);
      return;
    }
    this.add({ kind: 'paragraph', text, numbering: paragraph.numbering, level: paragraph.level });
  }

  private endCell(): void {
    if (this.depth !== 1) {
      return;
    }
    this.cells += this.span;
    if (this.cells > MAX_CELLS) {
      throw unreadable('too-long', 'too many cells');
    }
    this.rows.at(-1)?.push(this.cell.join('\n'), ...Array.from({ length: this.span - 1 }, () => ''));
    this.cell = [];
  }

  private endTable(): void {
    this.depth -= 1;
    if (this.depth === 0) {
      this.add({ kind: 'table', rows: this.rows });
      this.rows = [];
    }
  }

  private add(block: IntakeBlock): void {
    if (this.blocks.push(block) > MAX_BLOCKS) {
      throw unreadable('too-long', 'too many paragraphs');
    }
  }
}
