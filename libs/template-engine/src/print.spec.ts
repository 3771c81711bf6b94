import { fieldSchema, type Answers, type AnswerValue } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { fillPattern, paragraphsOf, printValue, sectionLine, textOf } from './print.js';

const field = (type: string, more: object = {}) =>
  fieldSchema.parse({ id: 'x', label: 'x', type, required: false, pii: 'none', toLlm: 'never', ...more });

const columns = ['name', 'role'].map((id) => ({ id, label: id }));

describe('printValue', () => {
  it.each<[string, AnswerValue | undefined, string]>([
    ['text', '件名', '件名'],
    ['text', undefined, ''],
    ['text', '', ''],
    ['date', '2019-05-01', '令和元年5月1日'],
    ['datetime', '2024-08-20T12:00', '令和6年8月20日（火曜日）正午'],
    ['daterange', { from: '2024-10-01', until: '2024-10-31' }, '令和6年10月1日から令和6年10月31日まで'],
    ['number', 0, '0'],
    ['number', 1234, '1,234'],
    ['amount', 1234567, '1,234,567円'],
    ['bool', true, 'はい'],
    ['bool', false, 'いいえ'],
    ['lines', ['一', '二'], '一\n二'],
    ['multiselect', ['火気', '電気'], '火気、電気'],
    [
      'file',
      [
        { id: 'a'.repeat(24), name: '会場図.pdf', bytes: '120000' },
        { id: 'b'.repeat(24), name: '様式.docx', bytes: '30000' },
      ],
      '会場図.pdf、様式.docx',
    ],
    [
      'rows',
      [
        { name: '甲', role: '' },
        { name: '乙', role: '委員' },
      ],
      '甲\n乙：委員',
    ],
  ])('prints %s %j', (type, value, text) => {
    expect(printValue(field(type, type === 'rows' ? { columns } : {}), value, DEFAULT_POLICIES)).toBe(text);
  });
});

describe('a stretch of time', () => {
  const template = { fields: [field('datetime', { id: 'from' }), field('datetime', { id: 'until' })] };
  const filled = (pattern: string, from: string, until: string) =>
    textOf(fillPattern(pattern, template, { from, until }, DEFAULT_POLICIES));

  it('names the day of its end only when it is another one', () => {
    expect(filled('{{until|until:from}}', '2024-10-01T09:00', '2024-10-01T17:30')).toBe('午後5時30分');
    expect(filled('{{until|until:from}}', '2024-10-01T22:00', '2024-10-02T05:00')).toBe('令和6年10月2日（水曜日）午前5時');
  });

  it('is as long as it is', () => {
    expect(filled('{{until|duration:from}}', '2024-10-01T09:00', '2024-10-01T11:30')).toBe('2時間30分');
    expect(filled('{{until|duration:from}}', '2024-12-31T23:00', '2025-01-02T00:00')).toBe('1日1時間');
    expect(filled('約{{until|duration:from}}', '2024-10-01T09:00', '2024-10-01T09:00')).toBe('約');
  });
});

describe('fillPattern', () => {
  const template = { fields: [field('text', { id: 'a' }), field('datetime', { id: 't' }), field('rows', { id: 'r', columns })] };
  const answers = { a: '{{t}}', t: '2024-08-20T11:45', r: [{ name: '甲' }, { name: '乙' }] };
  const fill = (pattern: string, values: object = answers) => fillPattern(pattern, template, { ...values }, DEFAULT_POLICIES);

  it('prints a stretch with its end, or only its beginning', () => {
    const stretch = (answers: Answers) =>
      textOf(
        fillPattern(
          '{{from|stretch:until}}',
          { fields: [field('datetime', { id: 'from' }), field('datetime', { id: 'until' })] },
          answers,
          DEFAULT_POLICIES,
        ),
      );
    const from = '2024-10-01T22:00';
    expect(stretch({ from, until: '2024-10-01T23:30' })).toBe('令和6年10月1日（火曜日）午後10時から午後11時30分まで');
    expect(stretch({ from, until: '2024-10-02T05:00' })).toBe('令和6年10月1日（火曜日）午後10時から令和6年10月2日（水曜日）午前5時まで');
    expect(stretch({ from })).toBe('令和6年10月1日（火曜日）午後10時から');
    expect(stretch({})).toBe('');
  });

  it('keeps the name of the field and never looks into a value', () => {
    expect(fill('件名 {{a}}。')).toEqual([{ text: '件名 ' }, { text: '{{t}}', field: 'a' }, { text: '。' }]);
  });

  it('prints values in the form that is asked for', () => {
    expect(textOf(fill('{{t|until}}'))).toBe('午前11時45分');
    expect(textOf(fill('{{r|count}}人'))).toBe('2人');
    expect(textOf(fill('{{r|names}}'))).toBe('甲、乙');
    expect(textOf(fill('{{r|spaced}}'))).toBe('甲\n乙');
  });

  it('prints a value as it is where the form is none, whatever its name', () => {
    expect(textOf(fill('{{a|constructor}}'))).toBe('{{t}}');
  });

  it('leaves no space where a value is missing', () => {
    expect(fill('{{t|weekday}}　{{a}}', { a: '乙' })).toEqual([{ text: '乙', field: 'a' }]);
    expect(fill('{{a}}　{{missing}}')).toEqual([{ text: '{{t}}', field: 'a' }]);
    expect(fill('{{a}}', {})).toEqual([]);
  });
});

describe('lines', () => {
  it('have the values of their fields, and paragraphs at their breaks', () => {
    const template = { fields: [field('longtext', { id: 'a' })] };
    const line = sectionLine(template, { a: '一\n二' }, [{ text: '始' }, { field: 'a' }, { text: '終\n\n後' }], DEFAULT_POLICIES);
    expect(paragraphsOf(line).map(textOf)).toEqual(['始一', '二終', '後']);
    expect(paragraphsOf(line)[1]).toEqual([{ text: '二', field: 'a' }, { text: '終' }]);
  });

  it('print nothing for a field that the template does not have', () => {
    expect(textOf(sectionLine({ fields: [] }, {}, [{ field: 'gone' }], DEFAULT_POLICIES))).toBe('');
  });
});
