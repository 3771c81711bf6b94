import { answersSchema, type Field } from '@bunan/contracts';
import { answersOf, blankInput, exampleInput, inputOf } from './form-input';

const base = { required: false, pii: 'none', toLlm: 'raw', role: 'material' } as const;
const FIELDS: Field[] = [
  { ...base, id: 'subject', label: '件名', type: 'text', required: true },
  { ...base, id: 'count', label: '人数', type: 'number', default: 0 },
  { ...base, id: 'agenda', label: '議題', type: 'lines' },
  { ...base, id: 'period', label: '期間', type: 'daterange' },
  { ...base, id: 'ways', label: '方法', type: 'multiselect', options: ['窓口', '郵送', '電子'] },
  { ...base, id: 'isOpen', label: '公開', type: 'bool' },
  { ...base, id: 'files', label: '添付資料', type: 'file', toLlm: 'never' },
  {
    ...base,
    id: 'items',
    label: '記書き',
    type: 'rows',
    columns: [
      { id: 'label', label: '項目名', type: 'text', required: true, maxLength: 30 },
      { id: 'value', label: '内容', type: 'text', required: true, maxLength: 30 },
    ],
  },
];

describe('form input', () => {
  it('gives back the answers it was made from', () => {
    const answers = {
      subject: '件名{{count}}',
      count: 12,
      agenda: ['一', '二'],
      period: { from: '2024-10-01', until: '2024-10-31' },
      ways: ['窓口', '電子'],
      isOpen: false,
      files: [
        { id: 'a'.repeat(24), name: '会場図 2階.pdf', bytes: '120000' },
        { id: 'b'.repeat(24), name: '様式.docx', bytes: '30000' },
      ],
      items: [{ label: 'a', value: 'b' }],
    };
    expect(answersOf(FIELDS, inputOf(FIELDS, answers))).toEqual(answers);
  });

  it('takes no files from an example, and no row that is none', () => {
    const files = [{ id: 'a'.repeat(24), name: '会場図.pdf', bytes: '120000' }];
    expect(answersOf(FIELDS, exampleInput(FIELDS, { subject: '例', files }))).toMatchObject({ subject: '例', files: [] });
    expect(answersOf(FIELDS, inputOf(FIELDS, { files: [...files, { id: '../x', name: 'x', bytes: '1' }, '図'] })).files).toEqual(files);
  });

  it('starts with defaults and one empty row', () => {
    const texts = { subject: '', count: '0', agenda: '', period: '', ways: '', isOpen: '', files: '' };
    expect(blankInput(FIELDS)).toEqual({ texts, rows: { items: [{ label: '', value: '' }] } });
  });

  it.each([
    ['１２', 12],
    ['1,200', 1200],
    ['十二', '十二'],
  ])('reads the number %p', (text, value) => {
    expect(answersOf(FIELDS, { texts: { count: text }, rows: {} }).count).toBe(value);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['', ''],
  ])('reads the yes/no %p as %p: unanswered is not no', (text, value) => {
    expect(answersOf(FIELDS, { texts: { isOpen: text }, rows: {} }).isOpen).toBe(value);
    expect(inputOf(FIELDS, { isOpen: value }).texts.isOpen).toBe(text);
    expect(answersSchema(FIELDS).parse({ subject: '件名', isOpen: value })).toEqual({
      subject: '件名',
      ...(value === '' ? {} : { isOpen: value }),
    });
  });

  it.each([
    [{ from: '2024-10-01', until: '' }, '2024-10-01\n'],
    [{ from: '', until: '令和6年2月30日' }, '\n令和6年2月30日'],
    ['', ''],
  ])('keeps half a range of days: %j', (answer, text) => {
    expect(inputOf(FIELDS, { period: answer }).texts.period).toBe(text);
    expect(answersOf(FIELDS, { texts: { period: text }, rows: {} }).period).toEqual(answer);
  });

  it('survives what a saved form of another version may hold', () => {
    expect(inputOf(FIELDS, { subject: { deep: 1 }, items: 'no rows', agenda: [1, 'a'], gone: 'x' })).toEqual({
      texts: { subject: '', count: '', agenda: 'a', period: '', ways: '', isOpen: '', files: '' },
      rows: { items: [{ label: '', value: '' }] },
    });
  });

  it('makes answers that the schema of the template takes', () => {
    const input = { texts: { subject: '件名', count: '３', agenda: '一\n\n二' }, rows: { items: [{ label: '', value: '' }] } };
    expect(answersSchema(FIELDS).parse(answersOf(FIELDS, input))).toEqual({ subject: '件名', count: 3, agenda: ['一', '二'] });
  });
});
