import type { Block, DocumentModel, Item, Line } from '@bunan/contracts';

/** A stroke of the miniature in its 84 by 118 picture; `d` ink, `t` text, `a` a value of the form. */
export interface Stroke {
  readonly kind: 'd' | 't' | 'a';
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const LEFT = 12;
const WIDTH = 60;
const RIGHT = LEFT + WIDTH;
const TOP = 10;
const BOTTOM = 110;
const STEP = 5;

/** Width of one character: 42 to a line. */
const CHARACTER = WIDTH / 42;

/** Rows of a table that are drawn; more would be grey all over. */
const TABLE_ROWS = 6;

function widthOf(line: Line = []): number {
  return line.reduce((sum, run) => sum + run.text.length, 0) * CHARACTER;
}

/** A pen that goes down the page line by line. */
class Pen {
  readonly strokes: Stroke[] = [];
  private y = TOP;

  put(kind: Stroke['kind'], x: number, width: number): void {
    this.strokes.push({ kind, x, y: this.y, width: Math.max(2, Math.min(width, RIGHT - x)) });
  }

  /** @param lines how far down, in lines */
  down(lines = 1): void {
    this.y += STEP * lines;
  }

  right(kind: Stroke['kind'], line: Line, inset = 0): void {
    const width = Math.min(WIDTH, widthOf(line));
    this.put(kind, RIGHT - width - inset, width);
    this.down();
  }

  paragraph(line: Line): void {
    let indent = 4;
    for (let left = widthOf(line) + indent; left > 0; left -= WIDTH) {
      this.put('t', LEFT + indent, Math.min(WIDTH, left) - indent);
      this.down();
      indent = 0;
    }
  }

  item(item: Item, depth = 0): void {
    this.itemHead(item, LEFT + depth * 4);
    for (const line of item.paragraphs ?? []) {
      this.paragraph(line);
    }
    this.rows(Math.min(item.table?.rows.length ?? 0, TABLE_ROWS));
    for (const below of item.items ?? []) {
      this.item(below, depth + 1);
    }
  }

  private rows(count: number): void {
    for (let row = 0; row < count; row += 1) {
      this.put('t', LEFT, WIDTH);
      this.down(0.8);
    }
  }

  private itemHead({ label, text }: Item, x: number): void {
    const width = widthOf(label ?? text);
    this.put('d', x, 3);
    this.put('t', x + 5, Math.min(width, 40));
    if (label !== undefined && text !== undefined) {
      this.put('a', Math.max(x + 24, x + 8 + width), widthOf(text));
    }
    this.down();
  }
}

/** How each kind of block looks from far away. */
const DRAW: { readonly [K in Block['kind']]: (pen: Pen, block: Extract<Block, { kind: K }>) => void } = {
  numberAndDate: (pen, { number, date }) => {
    pen.right('t', number ?? date);
    pen.right('t', date);
  },
  addressee: (pen, { lines }) => {
    pen.down(0.5);
    pen.put('a', LEFT, widthOf(lines[0]));
    pen.down();
  },
  sender: (pen, { lines }) => {
    pen.down(0.5);
    for (const line of lines) {
      pen.right('a', line, 3);
    }
  },
  subject: (pen, { text }) => {
    drawHeading(pen, text, LEFT + 6);
  },
  title: (pen, { text }) => {
    drawHeading(pen, text, LEFT + 12);
  },
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
      pen.item(item);
    }
  },
  end: (pen) => {
    pen.put('d', RIGHT - 6, 6);
    pen.down(1.4);
  },
  contact: (pen, { rows }) => {
    rows.forEach(() => {
      pen.put('t', RIGHT - 28, 28);
      pen.down();
    });
  },
  table: drawLine,
  plain: drawLine,
};

function drawHeading(pen: Pen, text: Line, x: number): void {
  pen.down(0.5);
  pen.put('d', x, Math.min(46, widthOf(text)));
  pen.down(1.6);
}

function drawLine(pen: Pen): void {
  pen.put('t', LEFT, WIDTH);
  pen.down();
}

function draw<K extends Block['kind']>(pen: Pen, kind: K, block: Extract<Block, { kind: K }>): void {
  DRAW[kind](pen, block);
}

/** Draws the first page of a document as strokes, line by line. */
export function miniature({ blocks }: DocumentModel): Stroke[] {
  const pen = new Pen();
  for (const block of blocks) {
    draw(pen, block.kind, block);
  }
  return pen.strokes.filter((stroke) => stroke.y < BOTTOM);
}
