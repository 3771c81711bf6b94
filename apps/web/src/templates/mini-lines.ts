import type { Block, DocumentModel, Item, Line } from '@bunan/contracts';

/** A stroke of the miniature in its 84 by 118 picture; `d` ink, `t` text, `a` a value of the form. */
export interface Stroke {
  readonly kind: 'd' | 't' | 'a';
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const LEFT = 12;
const TOP = 10;
const WIDTH = 60;
const STEP = 5;
const BOTTOM = 110;

/** Width of one character: 42 to a line. */
const CHARACTER = WIDTH / 42;

/** Rows of a table that are drawn. */
const TABLE_ROWS = 6;

function widthOf(line: Line): number {
  return line.reduce((sum, run) => sum + run.text.length, 0) * CHARACTER;
}

/** Draws strokes down a page, line by line. */
class Pen {
  readonly strokes: Stroke[] = [];
  private y = TOP;

  /** A stroke on the line that the pen is on. */
  put(kind: Stroke['kind'], x: number, width: number): void {
    this.strokes.push({ kind, x, y: this.y, width: Math.max(2, Math.min(width, LEFT + WIDTH - x)) });
  }

  /** Goes down, by lines. */
  down(lines = 1): void {
    this.y += STEP * lines;
  }

  /** A stroke that ends at the right edge. */
  right(kind: Stroke['kind'], width: number, inset = 0): void {
    const fitting = Math.min(WIDTH - inset, width);
    this.put(kind, LEFT + WIDTH - fitting - inset, fitting);
    this.down();
  }

  /** A paragraph, its first line one character in. */
  paragraph(line: Line): void {
    const indent = 4;
    for (let left = widthOf(line) + indent, start = indent; left > 0; left -= WIDTH, start = 0) {
      this.put('t', LEFT + start, Math.min(WIDTH, left) - start);
      this.down();
    }
  }

  /** A numbered item with everything below it. */
  item(item: Item, depth: number): void {
    this.itemHead(item, LEFT + depth * 4);
    for (const line of item.paragraphs ?? []) {
      this.paragraph(line);
    }
    this.table(item.table?.rows.length ?? 0);
    for (const each of item.items ?? []) {
      this.item(each, depth + 1);
    }
  }

  table(rows: number): void {
    for (let row = 0; row < Math.min(rows, TABLE_ROWS); row += 1) {
      this.put('t', LEFT, WIDTH);
      this.down(0.8);
    }
  }

  private itemHead({ label, text }: Item, x: number): void {
    const width = widthOf(label ?? text ?? []);
    this.put('d', x, 3);
    this.put('t', x + 5, Math.min(width, 40));
    if (label !== undefined && text !== undefined) {
      this.put('a', Math.max(x + 24, x + 8 + width), widthOf(text));
    }
    this.down();
  }
}

type Drawing<K extends Block['kind']> = (pen: Pen, block: Extract<Block, { kind: K }>) => void;

function heading(inset: number): (pen: Pen, block: { readonly text: Line }) => void {
  return (pen, { text }) => {
    pen.down(0.5);
    pen.put('d', LEFT + inset, Math.min(46, widthOf(text)));
    pen.down(1.6);
  };
}

const DRAWINGS: { readonly [K in Block['kind']]: Drawing<K> } = {
  numberAndDate: (pen, { number, date }) => {
    pen.right('t', widthOf(number ?? date));
    pen.right('t', widthOf(date));
  },
  addressee: (pen, { lines }) => {
    pen.down(0.5);
    pen.put('a', LEFT, widthOf(lines[0] ?? []));
    pen.down();
  },
  sender: (pen, { lines }) => {
    pen.down(0.5);
    for (const line of lines) {
      pen.right('a', widthOf(line), 3);
    }
  },
  subject: heading(6),
  title: heading(12),
  body: (pen, { paragraphs }) => {
    for (const line of paragraphs) {
      pen.paragraph(line);
    }
  },
  note: (pen) => {
    pen.down(0.5);
    pen.put('d', 40, 4);
    pen.down(1.4);
  },
  items: (pen, { items }) => {
    for (const item of items) {
      pen.item(item, 0);
    }
  },
  end: (pen) => {
    pen.put('d', LEFT + WIDTH - 6, 6);
    pen.down(1.4);
  },
  contact: (pen, { rows }) => {
    for (const { label, value } of rows) {
      pen.put('t', LEFT + WIDTH - 28, label.length * CHARACTER + widthOf(value));
      pen.down();
    }
  },
  table: (pen, { table }) => {
    pen.table(table.rows.length);
  },
  plain: (pen, { lines, align }) => {
    for (const line of lines) {
      const width = Math.min(WIDTH, widthOf(line));
      pen.put('t', LEFT + { left: 0, center: (WIDTH - width) / 2, right: WIDTH - width }[align], width);
      pen.down();
    }
  },
  sheet: (pen, { rows }) => {
    for (const { label, value } of rows) {
      pen.put('d', LEFT, Math.min(14, label.length * CHARACTER));
      pen.put('a', LEFT + 18, widthOf(value));
      pen.down();
    }
  },
  questions: (pen, { entries }) => {
    for (const { mark, lines } of entries) {
      pen.put('d', LEFT, Math.max(3, widthOf(mark)));
      pen.put('t', LEFT + 8, widthOf(lines[0] ?? []));
      pen.down();
      for (const line of lines.slice(1)) {
        pen.paragraph(line);
      }
    }
  },
};

function draw<K extends Block['kind']>(pen: Pen, kind: K, block: Extract<Block, { kind: K }>): void {
  DRAWINGS[kind](pen, block);
}

/** Draws the first page of a document as strokes, line by line. */
export function miniature({ blocks }: DocumentModel): Stroke[] {
  const pen = new Pen();
  for (const block of blocks) {
    draw(pen, block.kind, block);
  }
  return pen.strokes.filter((stroke) => stroke.y < BOTTOM);
}
