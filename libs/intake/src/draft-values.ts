import type { FieldProposal, FieldType } from '@bunan/contracts';

/** A piece of a definition, as a version in 作成中 keeps it. */
export type Piece = Readonly<Record<string, unknown>>;

type Proposal = Pick<FieldProposal, 'label' | 'type' | 'pii' | 'options' | 'columns'>;

const DAY = '2024-11-01';
const OFFICER = '見本　花子';

/** Columns that a table of a form may have. */
const MOST_COLUMNS = 20;

/** Limits of what is typed, by type: those of the fields of the product's own templates. */
const LIMITS: Partial<Record<FieldType, Piece>> = {
  text: { maxLength: 200 },
  longtext: { maxLength: 2_000 },
  lines: { maxLength: 200, maxRows: 50 },
  rows: { maxRows: 100 },
  tel: { maxLength: 80 },
  email: { maxLength: 80 },
  person: { maxLength: 40 },
  department: { maxLength: 40 },
};

/** What a model is shown for the shape of a withheld value. */
const SHAPES: Partial<Record<FieldType, string>> = {
  date: '令和6年11月1日',
  daterange: '令和6年11月1日から令和6年11月30日まで',
  datetime: '令和6年11月1日（金曜日）午前10時',
  number: '20',
  amount: '10,000円',
};

const optionsOf = ({ options = [] }: Proposal): string[] => (options.length > 0 ? [...options] : ['選ぶもの1', '選ぶもの2']);

/** The columns as a table of a form may have them: no more, each with a name, each id once. */
function columnsOf({ columns = [] }: Proposal) {
  const ids = new Set<string>();
  const known = columns.slice(0, MOST_COLUMNS).map(({ id, label, type }, index) => {
    const free = ids.has(id) ? `column${String(index + 1)}` : id;
    ids.add(free);
    return { id: free, label: label === '' ? `列${String(index + 1)}` : label, type: type === 'select' ? 'text' : type };
  });
  return known.length > 0 ? known : [{ id: 'content', label: '内容', type: 'text' }];
}

/** What a field of its type has beside label and type. */
export function detailsOf(proposal: Proposal, toLlm: FieldProposal['toLlm']): Piece {
  const { type } = proposal;
  const shape = toLlm === 'placeholder' ? SHAPES[type] : undefined;
  return {
    ...LIMITS[type],
    ...(shape === undefined ? {} : { shape }),
    ...(type === 'select' || type === 'multiselect' ? { options: optionsOf(proposal) } : {}),
    ...(type === 'rows' ? { columns: columnsOf(proposal) } : {}),
  };
}

const CELLS: Readonly<Record<string, string>> = { date: DAY, datetime: `${DAY}T10:00`, number: '1', amount: '1000' };

function rowOf(proposal: Proposal): Piece {
  return Object.fromEntries(columnsOf(proposal).map(({ id, label, type }) => [id, CELLS[type] ?? `見本の${label}`]));
}

const SAMPLES: Partial<Record<FieldType, (proposal: Proposal) => unknown>> = {
  longtext: ({ label }) => `見本の${label}です。`,
  lines: () => ['見本の1件目', '見本の2件目'],
  date: () => DAY,
  daterange: () => ({ from: DAY, until: '2024-11-30' }),
  datetime: ({ label }) => `${DAY}T${label.includes('終了') ? '11:30' : '10:00'}`,
  number: () => 20,
  amount: () => 10_000,
  select: (proposal) => optionsOf(proposal)[0],
  multiselect: (proposal) => optionsOf(proposal).slice(0, 1),
  bool: () => true,
  tel: () => '0123-45-6789',
  email: () => 'mihon@example.lg.jp',
  person: () => OFFICER,
  department: () => '総務課',
  rows: (proposal) => [rowOf(proposal)],
};

/** An invented value: nothing of the old document stays in the sample, which every curator can read. */
export function sampleOf(proposal: Proposal): unknown {
  const isName = proposal.pii === 'name' || proposal.pii === 'staff';
  const text = isName ? OFFICER : `見本の${proposal.label}`;
  return SAMPLES[proposal.type]?.(proposal) ?? text;
}
