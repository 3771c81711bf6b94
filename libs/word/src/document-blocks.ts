import type { Block } from '@bunan/contracts';
import type { Paragraph, Table } from 'docx';
import { items } from './blocks/items.js';
import * as letter from './blocks/letter.js';
import type { Page } from './blocks/page.js';
import { table } from './blocks/table.js';

function blockParts(block: Block, page: Page, instance: number): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'numberAndDate':
      return letter.numberAndDate(block, page);
    case 'addressee':
      return letter.addressee(block);
    case 'sender':
      return letter.sender(block, page);
    case 'subject':
      return letter.subject(block, page);
    case 'title':
      return letter.title(block);
    case 'body':
      return letter.body(block);
    case 'note':
      return letter.note();
    case 'end':
      return letter.end(block, page);
    case 'contact':
      return letter.contact(block, page);
    case 'plain':
      return letter.plain(block);
    case 'table':
      return [table(block.table, page)];
    case 'items':
      return items(block, page, instance);
  }
}

/** The blocks of a document as paragraphs and tables of Word, in order. */
export function documentBlocks(blocks: readonly Block[], page: Page): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => blockParts(block, page, index));
}
