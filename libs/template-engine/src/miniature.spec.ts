import type { Block } from '@bunan/contracts';
import { miniature } from './miniature.js';

const line = (text: string) => [{ text }];

function drawn(...blocks: readonly Block[]) {
  return miniature({ title: '', templateName: '', blocks });
}

const WORDS = line('あ'.repeat(10));

describe('miniature', () => {
  it('draws a title in ink and an addressee as a value of the form', () => {
    expect(drawn({ kind: 'title', sectionId: 'a', text: WORDS }).ink).toMatch(/^M[\d.]+ [\d.]+h[\d.]+$/);
    const { value, text } = drawn({ kind: 'addressee', sectionId: 'a', lines: [WORDS] });
    expect({ value, text }).toEqual({ value: expect.stringMatching(/^M12 /), text: '' });
  });

  it('breaks a paragraph into lines of the width of the page', () => {
    const { text } = drawn({ kind: 'body', sectionId: 'a', written: false, paragraphs: [line('あ'.repeat(100))] });
    expect(text.match(/M/g)).toHaveLength(3);
    expect(text).toContain('h56');
  });

  it('draws a table with its rules, and nothing in an empty cell', () => {
    const columns = [
      { head: line('氏名'), width: 10, align: 'left' },
      { head: line('役職'), width: 20, align: 'left' },
    ] as const;
    const { ink, text, rule } = drawn({
      kind: 'table',
      sectionId: 'a',
      table: {
        columns,
        rows: [
          [line('山田'), []],
          [line('鈴木'), line('委員')],
        ],
      },
    });
    expect(ink.match(/M/g)).toHaveLength(2);
    expect(text.match(/M/g)).toHaveLength(3);
    expect(rule.match(/M/g)).toHaveLength(4);
    expect(rule).toContain('z');
  });

  it('draws a frame of labels and values', () => {
    const { ink, value, rule } = drawn({ kind: 'sheet', sectionId: 'a', rows: [{ label: '日時', value: WORDS }] });
    expect([ink, value].map((path) => path.match(/M/g)?.length)).toEqual([1, 1]);
    expect(rule).toBe('M12 10h60v6h-60zM27 10v6');
  });

  it('ends at the foot of the page, whatever follows', () => {
    const columns = [{ head: line('番号'), width: 10, align: 'left' }] as const;
    const rows = Array.from({ length: 30 }, () => [line('1')]);
    const body: Block = { kind: 'body', sectionId: 'a', written: false, paragraphs: Array.from({ length: 40 }, () => WORDS) };
    const picture = drawn(body, { kind: 'table', sectionId: 'b', table: { columns, rows } });
    const heights = [...`${picture.ink}${picture.text}${picture.rule}`.matchAll(/M[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.max(...heights)).toBeLessThanOrEqual(112);
    expect(picture.text.length).toBeLessThan(500);
  });
});
