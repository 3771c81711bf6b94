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

/** Blocks without room above them of their own. */
const CLOSE: ReadonlySet<Block['kind']> = new Set(['table', 'sheet', 'body', 'questions']);

/** Lines left below a block that has no room of its own there; Word makes one of two tables that meet. */
const ROOM_BELOW: Partial<Record<Block['kind'], number>> = { table: 0.5, sheet: 0.5, sender: 1 };

/** The blocks of a document as paragraphs and tables of Word, in order. */
export function documentBlocks(blocks: readonly Block[], page: Page): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => {
    const above = blocks[index - 1];
    const room = above === undefined || !CLOSE.has(block.kind) ? undefined : ROOM_BELOW[above.kind];
    return [...(room === undefined ? [] : [letter.emptyLine(page, room)]), ...blockParts(block, page, index)];
  });
}
