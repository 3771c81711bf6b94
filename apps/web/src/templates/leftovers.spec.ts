import { fieldSchema } from '@bunan/contracts';
import { labelsOf, leftoversOf } from './leftovers';

const field = (id: string, more: object = {}) =>
  fieldSchema.parse({ id, label: `${id}の名前`, type: 'text', required: false, pii: 'none', toLlm: 'never', ...more });
const columns = [{ id: 'name', label: '氏名' }];
const fields = [field('subject'), field('people', { type: 'rows', columns }), field('lines', { type: 'lines' })];

const left = (answers: Record<string, unknown>, labels = {}) => leftoversOf(fields, { answers, labels, leftovers: [] });

describe('what a form cannot show of saved input', () => {
  it('is nothing while every field is there', () => {
    expect(left({ subject: '公園', people: [{ name: '中村' }], lines: ['一', '二'] })).toEqual([]);
  });

  it('is what stands in a field that is gone, under the name it had', () => {
    expect(left({ reason: '修繕のため\n長く', subject: '公園' }, { reason: '理由' })).toEqual([
      { label: '理由', text: '修繕のため\n長く' },
    ]);
    expect(left({ reason: '修繕' })).toEqual([{ label: '名前の分からない項目', text: '修繕' }]);
  });

  it('is nothing where nothing was typed', () => {
    expect(left({ reason: ' ', table: [{ a: '' }], flag: true, none: null, days: { from: '', until: '' } })).toEqual([]);
  });

  it('has a line for each row, and both days of a range', () => {
    expect(left({ table: [{ a: '一', b: '二' }, { a: '三' }], days: { from: '2024-10-01', until: '2024-10-31' } })).toMatchObject([
      { text: '一　二\n三' },
      { text: '2024-10-01　2024-10-31' },
    ]);
  });

  it('is what stands in a column that is gone', () => {
    expect(left({ people: [{ name: '中村', role: '会長' }, { name: '佐藤' }, { role: '委員' }] })).toEqual([
      { label: 'peopleの名前', text: '会長\n委員' },
    ]);
  });

  it('is the name of a file whose field is gone, and nothing of one whose field is there', () => {
    const files = [{ id: 'abcdefghijklmnopqrstuvwx', name: '会場図.pdf', bytes: '1234' }];
    expect(left({ plan: files })).toMatchObject([{ text: '会場図.pdf' }]);
    expect(leftoversOf([field('plan', { type: 'file' })], { answers: { plan: files }, labels: {}, leftovers: [] })).toEqual([]);
  });

  it('is everything where a table became a text, or the other way round', () => {
    expect(left({ subject: [{ a: '一' }], people: '中村、佐藤' })).toMatchObject([{ text: '一' }, { text: '中村、佐藤' }]);
  });

  it('comes after what was left over before, and has an end', () => {
    const before = Array.from({ length: 50 }, (_, index) => ({ label: String(index), text: '前から' }));
    expect(leftoversOf(fields, { answers: { reason: '新しく' }, labels: {}, leftovers: before })).toEqual(before);
    expect(leftoversOf(fields, { answers: null, labels: {}, leftovers: before.slice(0, 1) })).toEqual(before.slice(0, 1));
  });
});

describe('labelsOf', () => {
  it('names the fields in which something stands', () => {
    expect(labelsOf(fields, { subject: '公園', people: [{ name: '' }] })).toEqual({ subject: 'subjectの名前' });
  });
});
