import type { Block } from '@bunan/contracts';
import type { Paragraph, Table } from 'docx';
import { items } from './blocks/items.js';
import * as letter from './blocks/letter.js';
import type { Page } from './blocks/page.js';
import { frame, table } from './blocks/table.js';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** What puts a block on paper; `instance` makes each list of the document count from 1. */
type Printer<K extends Block['kind']> = (block: Of<K>, page: Page, instance: number) => (Paragraph | Table)[];

const PRINTERS: { readonly [K in Block['kind']]: Printer<K> } = {
  numberAndDate: letter.numberAndDate,
  addressee: letter.addressee,
  sender: letter.sender,
  subject: letter.subject,
  title: letter.title,
  body: letter.body,
  note: letter.note,
  end: letter.end,
  contact: letter.contact,
  plain: letter.plain,
  questions: letter.questions,
  sheet: (block, page) => [frame(block, page)],
  table: (block, page) => [table(block.table, page)],
  items,
};

/** Calls the printer of a block; the table above has one for each kind. */
function blockParts<K extends Block['kind']>(block: Of<K>, page: Page, instance: number): (Paragraph | Table)[] {
  const print: Printer<K> = PRINTERS[block.kind];
  return print(block, page, instance);
}

/** Lines left between two blocks of which neither has room of its own there; Word makes one of two tables that meet. */
const ROOM: Partial<Record<Block['kind'], Partial<Record<Block['kind'], number>>>> = {
  table: { table: 0.5, sheet: 0.5, body: 0.5, questions: 0.5 },
  sheet: { table: 0.5, sheet: 0.5, body: 0.5, questions: 0.5 },
  sender: { body: 1, items: 1 },
  plain: { body: 1 },
  body: { table: 0.5, sheet: 0.5 },
};

/** Words of the template below a text that was written stand apart from it. */
function isApart(block: Block, above: Block): boolean {
  return above.kind === 'body' && block.kind === 'body' && above.written && !block.written;
}

function roomAbove(block: Block, above: Block | undefined): number {
  // A written title has room of its own.
  if (above === undefined || (block.kind === 'body' && block.look === 'title')) {
    return 0;
  }
  return isApart(block, above) ? 1 : (ROOM[above.kind]?.[block.kind] ?? 0);
}

/** The blocks of a document as paragraphs and tables of Word, in order. */
export function documentBlocks(blocks: readonly Block[], page: Page): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => {
    const room = roomAbove(block, blocks[index - 1]);
    return [...(room === 0 ? [] : [letter.emptyLine(page, room)]), ...blockParts(block, page, index)];
  });
}
