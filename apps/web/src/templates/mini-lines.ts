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
const STEP = 5;
const BOTTOM = 110;

/** Width of one character: 42 to a line. */
const CHARACTER = WIDTH / 42;

function lengthOf(line: Line): number {
  return line.reduce((sum, run) => sum + run.text.length, 0);
}

/** Draws the first page of a document as strokes, line by line. */
export function miniature({ blocks }: DocumentModel): Stroke[] {
  const strokes: Stroke[] = [];
  let y = 10;
  const put = (kind: Stroke['kind'], x: number, width: number) => {
    strokes.push({ kind, x, y, width: Math.max(2, Math.min(width, LEFT + WIDTH - x)) });
  };
  const right = (kind: Stroke['kind'], line: Line, inset = 0) => {
    const width = Math.min(WIDTH, lengthOf(line) * CHARACTER);
    put(kind, LEFT + WIDTH - width - inset, width);
    y += STEP;
  };
  const paragraph = (line: Line, indent = 4) => {
    for (let left = lengthOf(line) * CHARACTER + indent, first = true; left > 0; left -= WIDTH, first = false) {
      const start = first ? indent : 0;
      put('t', LEFT + start, Math.min(WIDTH, left) - start);
      y += STEP;
    }
  };
  const item = ({ label, text, items, paragraphs, table }: Item, depth: number): void => {
    const x = LEFT + depth * 4;
    put('d', x, 3);
    const labelWidth = lengthOf(label ?? text ?? []) * CHARACTER;
    put('t', x + 5, Math.min(labelWidth, 40));
    if (label !== undefined && text !== undefined) {
      put('a', Math.max(x + 24, x + 8 + labelWidth), lengthOf(text) * CHARACTER);
    }
    y += STEP;
    paragraphs?.forEach((line) => {
      paragraph(line);
    });
    table?.rows.slice(0, 6).forEach(() => {
      put('t', LEFT, WIDTH);
      y += STEP - 1;
    });
    items?.forEach((each) => {
      item(each, depth + 1);
    });
  };
  const block = (each: Block): void => {
    switch (each.kind) {
      case 'numberAndDate':
        right('t', each.number ?? each.date);
        right('t', each.date);
        break;
      case 'addressee':
        y += STEP / 2;
        put('a', LEFT, lengthOf(each.lines[0] ?? []) * CHARACTER);
        y += STEP;
        break;
      case 'sender':
        y += STEP / 2;
        each.lines.forEach((line) => {
          right('a', line, 3);
        });
        break;
      case 'subject':
      case 'title':
        y += STEP / 2;
        put('d', each.kind === 'title' ? LEFT + 12 : LEFT + 6, Math.min(46, lengthOf(each.text) * CHARACTER));
        y += STEP * 1.6;
        break;
      case 'body':
        each.paragraphs.forEach((line) => {
          paragraph(line);
        });
        break;
      case 'note':
        y += STEP / 2;
        put('d', 40, 4);
        y += STEP * 1.4;
        break;
      case 'items':
        each.items.forEach((one) => {
          item(one, 0);
        });
        break;
      case 'end':
        put('d', LEFT + WIDTH - 6, 6);
        y += STEP * 1.4;
        break;
      case 'contact':
        each.rows.forEach(() => {
          put('t', LEFT + WIDTH - 28, 28);
          y += STEP;
        });
        break;
      case 'table':
      case 'plain':
        put('t', LEFT, WIDTH);
        y += STEP;
        break;
    }
  };
  blocks.forEach(block);
  return strokes.filter((stroke) => stroke.y < BOTTOM);
}
