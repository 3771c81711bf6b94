import type { Block, DocumentModel, Item, Line, Miniature, TableBlock } from '@bunan/contracts';

/** A stroke of the miniature in its 84 by 118 picture; `d` ink, `t` text, `a` a value of the form. */
interface Stroke {
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

/** Lines of a table that are drawn, and the height of one. */
const TABLE_LINES = 9;
const ROW = 6;

/** Room between the rules of a cell and what stands in it. */
const PADDING = 1.5;

function widthOf(line: Line): number {
  return line.reduce((sum, run) => sum + run.text.length, 0) * CHARACTER;
}

/** With one decimal: a picture of 84 by 118 needs no more. */
function rounded(length: number): string {
  return String(Math.round(length * 10) / 10);
}

/** What stands in one cell of a table. */
interface Cell {
  readonly kind: Stroke['kind'];
  readonly line: Line;
}

/** The rules around a table and between its columns. */
function frameOf(widths: readonly number[], top: number, height: number): string[] {
  let x = LEFT;
  const bars = widths.slice(0, -1).map((width) => {
    x += width;
    return `M${rounded(x)} ${rounded(top)}v${rounded(height)}`;
  });
  return [`M${String(LEFT)} ${rounded(top)}h${String(WIDTH)}v${rounded(height)}h-${String(WIDTH)}z`, ...bars];
}

/** Draws strokes down a page, line by line. */
class Pen {
  readonly strokes: Stroke[] = [];
  /** Paths of the rules of tables. */
  readonly rules: string[] = [];
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
    if (item.table !== undefined) {
      this.table(item.table);
    }
    for (const each of item.items ?? []) {
      this.item(each, depth + 1);
    }
  }

  /** A table, its first line in ink. */
  table({ columns, rows }: TableBlock): void {
    const head = columns.map((column): Cell => ({ kind: 'd', line: column.head }));
    const body = rows.map((row) => row.map((line): Cell => ({ kind: 't', line })));
    const widths = columns.map(({ width }) => width);
    this.grid(widths, [head, ...body]);
  }

  /** Cells with rules around them, as many lines as there is room for. @param shares of the width that the columns have */
  grid(shares: readonly number[], lines: readonly (readonly Cell[])[]): void {
    const unit = WIDTH / shares.reduce((sum, share) => sum + share, 0);
    const widths = shares.map((share) => share * unit);
    const shown = lines.slice(0, TABLE_LINES);
    const top = this.y;
    const height = Math.min(shown.length * ROW, BOTTOM - top);
    for (const [index, cells] of shown.entries()) {
      this.cells(widths, cells);
      this.down(ROW / STEP);
      this.rules.push(index < shown.length - 1 && this.y < BOTTOM ? `M${String(LEFT)} ${rounded(this.y)}h${String(WIDTH)}` : '');
    }
    if (height > 0) {
      this.rules.push(...frameOf(widths, top, height));
    }
    this.down(0.4);
  }

  private cells(widths: readonly number[], cells: readonly Cell[]): void {
    let x = LEFT;
    for (const [each, width] of widths.entries()) {
      const cell = cells[each];
      const drawn = Math.min(width - 2 * PADDING, widthOf(cell?.line ?? []));
      if (cell !== undefined && drawn > 0) {
        this.strokes.push({ kind: cell.kind, x: x + PADDING, y: this.y + (ROW - 2) / 2, width: drawn });
      }
      x += width;
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
    pen.table(table);
  },
  plain: (pen, { lines, align }) => {
    for (const line of lines) {
      const width = Math.min(WIDTH, widthOf(line));
      pen.put('t', LEFT + { left: 0, center: (WIDTH - width) / 2, right: WIDTH - width }[align], width);
      pen.down();
    }
  },
  sheet: (pen, { rows }) => {
    const lines = rows.map(({ label, value }): Cell[] => [
      { kind: 'd', line: [{ text: label }] },
      { kind: 'a', line: value },
    ]);
    pen.grid([1, 3], lines);
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

function pathOf(strokes: readonly Stroke[], kind: Stroke['kind']): string {
  const drawn = strokes.filter((stroke) => stroke.kind === kind && stroke.y < BOTTOM);
  return drawn.map(({ x, y, width }) => `M${rounded(x)} ${rounded(y + 1)}h${rounded(width)}`).join('');
}

/** Draws the first page of a document as strokes, line by line. */
export function miniature({ blocks }: DocumentModel): Miniature {
  const pen = new Pen();
  for (const block of blocks) {
    draw(pen, block.kind, block);
  }
  const { strokes, rules } = pen;
  return { ink: pathOf(strokes, 'd'), text: pathOf(strokes, 't'), value: pathOf(strokes, 'a'), rule: rules.join('') };
}
