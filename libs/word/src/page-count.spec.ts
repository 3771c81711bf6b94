import type { Block } from '@bunan/contracts';
import { gridOf } from './grid.js';
import { layoutProfile } from './layout-profile.js';
import { needsPageNumbers } from './page-count.js';

const grid = gridOf(layoutProfile('11pt'));
const sectionId = 'x';
const line = (text: string) => [{ text }];
const body = (paragraphs: number, text = '本文。'): Block => ({
  kind: 'body',
  sectionId,
  paragraphs: Array.from({ length: paragraphs }, () => line(text)),
  written: true,
});

describe('needsPageNumbers', () => {
  it('says no for a letter of one page', () => {
    const blocks: Block[] = [
      { kind: 'numberAndDate', sectionId, number: line('6総総第123号'), date: line('令和6年10月1日') },
      { kind: 'addressee', sectionId, lines: [line('各課の長　様')] },
      { kind: 'sender', sectionId, lines: [line('総務部長')], seal: 'none' },
      { kind: 'subject', sectionId, text: line('研修について'), suffix: '通知' },
      body(8),
      { kind: 'note', sectionId },
      { kind: 'items', sectionId, items: [{ label: line('日時'), text: line('令和6年10月1日') }], style: 'note' },
      { kind: 'end', sectionId },
      { kind: 'contact', sectionId, rows: [{ label: '担　当', value: line('総務課') }] },
    ];
    expect(needsPageNumbers(blocks, grid)).toBe(false);
  });

  it('counts wrapped lines, breaks, rows and nested items', () => {
    expect(needsPageNumbers([body(39)], grid)).toBe(false);
    expect(needsPageNumbers([body(40)], grid)).toBe(true);
    expect(needsPageNumbers([body(20, 'あ'.repeat(60))], grid)).toBe(true);
    expect(needsPageNumbers([body(20, '一\n二')], grid)).toBe(true);
    const column = { head: line('氏名'), width: 10, align: 'left' } as const;
    const table = (rows: number): Block => ({
      kind: 'table',
      sectionId,
      table: { columns: [column], rows: Array.from({ length: rows }, () => [line('山田　太郎')]) },
    });
    expect(needsPageNumbers([table(30)], grid)).toBe(false);
    expect(needsPageNumbers([table(38)], grid)).toBe(true);
    const items = Array.from({ length: 14 }, () => ({ label: line('項目'), items: [{ text: line('一') }, { text: line('二') }] }));
    expect(needsPageNumbers([{ kind: 'items', sectionId, items, style: 'heading' }], grid)).toBe(true);
  });
});
