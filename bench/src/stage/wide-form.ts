import type { Column, Field } from '@bunan/contracts';

const FIELDS = 60;
const ROWS = 200;
const OPTIONS = ['窓口', '郵送', '電子'];

/** Types in turn, each with a usual value. */
const KINDS: readonly (readonly [type: Field['type'], value: unknown])[] = [
  ['text', 'あおば市都市公園の夜間の利用時間'],
  ['longtext', '近隣の住宅地から、夜間の騒音について約30件の意見が寄せられている。'.repeat(5)],
  ['date', '2024-10-01'],
  ['datetime', '2024-10-01T13:30'],
  ['daterange', { from: '2024-10-01', until: '2025-03-31' }],
  ['number', 1_200],
  ['amount', 35_000],
  ['select', '郵送'],
  ['multiselect', ['窓口', '電子']],
  ['bool', true],
  ['tel', '0123-45-6789（内線1234）'],
  ['email', 'koen@city.example.lg.jp'],
];

function column(id: string, type: Column['type'], required = false): Column {
  return { id, label: id, type, required, maxLength: 200, options: OPTIONS };
}

const COLUMNS = [
  column('day', 'date', true),
  column('at', 'datetime'),
  column('what', 'text', true),
  column('how', 'select'),
  column('count', 'number'),
  column('price', 'amount'),
];

function field(index: number): Field {
  const [type] = KINDS[index % KINDS.length] ?? ['text'];
  const id = `f${String(index)}`;
  // Every fifth field is asked for, and required, because of the one before it.
  const before = { field: `f${String(index - 1)}`, isFilled: true };
  const rules = index % 5 === 4 ? { visibleWhen: before, requiredWhen: before } : {};
  return {
    id,
    label: `項目${String(index)}`,
    type,
    required: false,
    options: OPTIONS,
    pii: 'none',
    toLlm: 'never',
    role: 'material',
    ...rules,
  };
}

const table: Field = {
  id: 'rows',
  label: '明細',
  type: 'rows',
  required: true,
  maxRows: ROWS,
  columns: COLUMNS,
  pii: 'none',
  toLlm: 'never',
  role: 'material',
};

/** A form of 60 fields, one of them with 200 rows of six cells, filled in and right. */
export function wideForm(): { fields: readonly Field[]; answers: Readonly<Record<string, unknown>> } {
  const fields = Array.from({ length: FIELDS - 1 }, (_, index) => field(index));
  const values = fields.map(({ id }, index): [string, unknown] => [id, KINDS[index % KINDS.length]?.[1]]);
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    day: '2024-10-01',
    at: '2024-10-01T09:00',
    what: `第${String(index + 1)}回の説明会`,
    how: '郵送',
    count: '1,200',
    price: '35000',
  }));
  return { fields: [...fields, table], answers: { ...Object.fromEntries(values), rows } };
}
