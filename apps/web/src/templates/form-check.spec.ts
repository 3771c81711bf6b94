import type { Field } from '@bunan/contracts';
import { checkForm } from './form-check';
import { blankInput, type FormInput } from './form-input';

const base = { required: false, pii: 'none', toLlm: 'raw', role: 'material' } as const;
const FIELDS: Field[] = [
  { ...base, id: 'kind', label: '種類', type: 'select', required: true, options: ['会議', '工事'] },
  {
    ...base,
    id: 'day',
    label: '開催日',
    type: 'datetime',
    visibleWhen: { field: 'kind', isOneOf: ['会議'] },
    requiredWhen: { field: 'kind', isFilled: true },
  },
  { ...base, id: 'period', label: '工期', type: 'daterange', visibleWhen: { field: 'kind', isOneOf: ['工事'] } },
  { ...base, id: 'form', label: '版', type: 'text', hidden: true, default: '第1版' },
  {
    ...base,
    id: 'items',
    label: '明細',
    type: 'rows',
    columns: [{ id: 'on', label: '日', type: 'date', required: false, maxLength: 40 }],
  },
];

function typed(texts: Record<string, string>, on = ''): FormInput {
  const blank = blankInput(FIELDS);
  return { texts: { ...blank.texts, ...texts }, rows: { items: [{ on }] } };
}

const shownOf = (input: FormInput) => checkForm(FIELDS, input).shown.map(({ id, required }) => `${id}${required ? '*' : ''}`);

describe('a form as it is typed', () => {
  it('shows what is asked for, never what is hidden, and marks what is required now', () => {
    expect(shownOf(typed({}))).toEqual(['kind*', 'items']);
    expect(shownOf(typed({ kind: '会議' }))).toEqual(['kind*', 'day*', 'items']);
    expect(shownOf(typed({ kind: '工事' }))).toEqual(['kind*', 'period', 'items']);
  });

  it('keeps what is not asked for any more, and does not send it', () => {
    const { answers, asked } = checkForm(FIELDS, typed({ kind: '工事', day: '2024-10-01T10:00' }));
    expect(answers.day).toBe('2024-10-01T10:00');
    expect(asked).not.toHaveProperty('day');
  });

  it('sends what is hidden at its default', () => {
    expect(checkForm(FIELDS, typed({ kind: '工事' })).asked.form).toBe('第1版');
  });

  it.each([
    [{ kind: '会議', day: '令和6年2月30日T10:00' }, '', '開催日：令和6年2月は29日までです。'],
    [{ kind: '会議', day: '2024-10-01T' }, '', '開催日：時刻も入力してください。'],
    [{ kind: '工事', period: '2024-10-01\n平成32年1月1日' }, '', '工期：平成は31年4月30日までです。令和2年1月1日ではありませんか。'],
    [{ kind: '工事', period: '2024-10-01\n' }, '', '工期の終わりに、暦にある年月日を入力してください。'],
    [{ kind: '工事' }, 'R6.2.30', '日：令和6年2月は29日までです。'],
    [{ kind: '工事' }, 'あした', '日に、暦にある年月日を入力してください。'],
  ])('says what is wrong with a day: %j %s', (texts, on, message) => {
    expect(checkForm(FIELDS, typed(texts, on)).errors.map((error) => error.message)).toEqual([message]);
  });

  it('names what is wrong in the order of the form', () => {
    expect(checkForm(FIELDS, typed({}, 'あした')).errors.map(({ path }) => path)).toEqual(['kind', 'items.0.on']);
  });

  it('finds nothing wrong with a form that is right', () => {
    expect(checkForm(FIELDS, typed({ kind: '工事', period: '2024-10-01\n2024-10-31' }, '2024-10-01')).errors).toEqual([]);
  });
});
