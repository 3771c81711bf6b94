import type { Block } from '@bunan/contracts';
import { Paragraph, Table } from 'docx';
import { documentBlocks } from './document-blocks.js';
import { gridOf } from './grid.js';
import { layoutProfile } from './layout-profile.js';

const profile = layoutProfile('11pt');
const page = { grid: gridOf(profile), profile, isDraft: false, hasSeal: false };
const sectionId = 'x';
const line = (text: string) => [{ text }];
const sheet: Block = { kind: 'sheet', sectionId, rows: [{ label: '件名', value: line('研修について') }] };
const table: Block = {
  kind: 'table',
  sectionId,
  table: { columns: [{ head: line('課長'), width: 9, align: 'center' }], rows: [[line('　')]] },
};
const sender: Block = { kind: 'sender', sectionId, lines: [line('主事　山田')], seal: 'none' };
const body: Block = { kind: 'body', sectionId, paragraphs: [line('本文。')], written: true };

function kinds(...blocks: Block[]): string[] {
  return documentBlocks(blocks, page).map((part) => (part instanceof Table ? 'table' : 'paragraph'));
}

describe('documentBlocks', () => {
  it('leaves room between tables that meet, and between a table or a sender and a text', () => {
    expect(kinds(sheet, table)).toEqual(['table', 'paragraph', 'table']);
    expect(kinds(table, body)).toEqual(['table', 'paragraph', 'paragraph']);
    expect(kinds(body, table)).toEqual(['paragraph', 'paragraph', 'table']);
    expect(kinds(sender, body)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });

  it('sets words of the template apart from a written text above them', () => {
    expect(kinds(body, { ...body, written: false })).toEqual(['paragraph', 'paragraph', 'paragraph']);
    expect(kinds({ ...body, written: false }, body)).toEqual(['paragraph', 'paragraph']);
  });

  it('adds nothing elsewhere', () => {
    expect(kinds(sheet, { ...body, look: 'title' })).toEqual(['table', 'paragraph']);
    expect(kinds(table, { kind: 'note', sectionId })).toEqual(['table', 'paragraph']);
    expect(documentBlocks([body], page)[0]).toBeInstanceOf(Paragraph);
  });
});
