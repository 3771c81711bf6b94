import type { Field } from '@bunan/contracts';

/** Answers to a form and what is wrong with them: `path code`, in the order of the form; nothing is wrong: none. */
export interface FormVector {
  readonly fields: readonly Field[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly faults: readonly string[];
}

type Wrong = string | readonly string[];

function aField(id: string, rest: Partial<Field> = {}): Field {
  return { id, label: id, type: 'text', required: false, pii: 'none', toLlm: 'never', role: 'material', ...rest };
}

/** Values of one field `a`, each with the code of its fault; '' for none. */
function values(field: Partial<Field>, cases: readonly (readonly [value: unknown, code: Wrong])[]): FormVector[] {
  const fields = [aField('a', field)];
  return cases.map(([value, code]) => ({ fields, answers: { a: value }, faults: faultsOf(code) }));
}

function faultsOf(code: Wrong): readonly string[] {
  if (typeof code !== 'string') {
    return code;
  }
  return code === '' ? [] : [`a ${code}`];
}

function form(
  fields: readonly Field[],
  cases: readonly (readonly [answers: Readonly<Record<string, unknown>>, faults: readonly string[]])[],
) {
  return cases.map(([answers, faults]): FormVector => ({ fields, answers, faults }));
}

const ROWS: Partial<Field> = {
  type: 'rows',
  maxRows: 3,
  columns: [
    { id: 'what', label: '項目', type: 'text', required: true, maxLength: 5 },
    { id: 'how', label: '方法', type: 'select', required: false, maxLength: 200, options: ['持参', '郵送'] },
    { id: 'note', label: '備考', type: 'longtext', required: false, maxLength: 10 },
  ],
};

const TEXTS: readonly FormVector[] = [
  ...values({ maxLength: 5 }, [
    ['', ''],
    [null, ''],
    [undefined, ''],
    ['あいうえお', ''],
    ['𠮷𠮷𠮷𠮷𠮷', ''],
    ['あいうえおか', 'tooLong'],
    ['𠮷𠮷𠮷𠮷𠮷𠮷', 'tooLong'],
    ['あいうえお　', ''],
    ['あい\nうえ', ''],
    ['あ\u0000い', ''],
    ['\ud842', ''],
    [1, 'invalid_type'],
    [true, 'invalid_type'],
    [['あ'], 'invalid_type'],
    [{ b: 'あ' }, 'invalid_type'],
  ]),
  ...values({ required: true, minLength: 3, maxLength: 8 }, [
    ['', 'required'],
    [null, 'required'],
    ['　 ', 'required'],
    ['\n\n', 'required'],
    ['あい', 'tooShort'],
    ['あいう', ''],
    ['あいうえおかきく', ''],
    ['あいうえおかきくけ', 'tooLong'],
    [[], 'required'],
  ]),
  ...values({ type: 'longtext', maxLength: 6 }, [
    ['一\n二\n三', ''],
    ['一\r\n二\r\n三', ''],
    ['一\n二\n三\n四', 'tooLong'],
    ['一二三四五六\n\n\n', ''],
  ]),
  ...values({ type: 'lines', maxRows: 2, maxLength: 4 }, [
    [[], ''],
    [['一'], ''],
    [['一', '二'], ''],
    [['一', '二', '三'], 'too_big'],
    [['一二三四五'], ['a.0 tooLong']],
    [['一', '一二三四五'], ['a.1 tooLong']],
    ['一', 'invalid_type'],
    [[1], ['a.0 invalid_type']],
  ]),
  ...values({ type: 'lines', minLength: 2, maxRows: 5 }, [
    [['午前', '', '午後'], ''],
    [['前'], ['a.0 tooShort']],
    [['', ''], ''],
    [['午前\n午後'], ''],
  ]),
  ...values({ usual: { pattern: '^第', message: '形が違います。' } }, [
    ['第1号', ''],
    ['8﨑第1号', ''],
    ['号外', ''],
  ]),
  ...values({ maxLength: 3 }, [
    ['葛󠄀城', ''],
    ['👪', ''],
    ['\u0007\u0008あ', ''],
  ]),
];

const aFile = (letter: string, more: object = {}) => ({ id: letter.repeat(24), name: '会場図.pdf', bytes: '120000', ...more });

const FILES: readonly FormVector[] = [
  ...values({ type: 'file', maxRows: 2, accept: ['pdf', 'jpg'] }, [
    [[], ''],
    [[aFile('a')], ''],
    [[aFile('a'), aFile('b', { name: '写真.JPEG' })], ''],
    [[aFile('a'), aFile('b'), aFile('c')], 'too_big'],
    [[aFile('a'), aFile('a')], 'unique'],
    [[aFile('a', { name: '様式.docx' })], ['a.0.name kind']],
    [[aFile('a', { name: '図.pdf.exe' })], ['a.0.name kind']],
    [[aFile('a', { bytes: '0' })], ['a.0.bytes custom']],
    [[aFile('a', { bytes: '10485761' })], ['a.0.bytes custom']],
    [[aFile('A')], ['a.0.id custom']],
    [[aFile('a', { path: '/etc' })], ['a.0.path unknown']],
    ['図', 'invalid_type'],
  ]),
  ...values({ type: 'file', required: true, maxRows: 20 }, [
    [[], 'required'],
    [[{}], 'required'],
    [[...'abc'].map((letter) => aFile(letter, { bytes: '10485760' })), ''],
    [[...'abcd'].map((letter) => aFile(letter, { bytes: '10485760' })), 'tooLarge'],
  ]),
];

const DAYS: readonly FormVector[] = [
  ...values({ type: 'date' }, [
    ['', ''],
    ['2026-04-01', ''],
    ['2024-02-29', ''],
    ['2023-02-29', 'format'],
    ['2100-02-29', 'format'],
    ['2000-02-29', ''],
    ['2026-04-31', 'format'],
    ['2026-13-01', 'format'],
    ['2026-00-10', 'format'],
    ['2026-1-1', 'format'],
    ['令和8年4月1日', 'format'],
    ['２０２６-04-01', 'format'],
    ['1926-12-24', ''],
    ['1926-12-25', ''],
    ['1989-01-07', ''],
    ['1989-01-08', ''],
    ['2019-04-30', ''],
    ['2019-05-01', ''],
    ['2026-04-01T09:00', 'format'],
    [20260401, 'invalid_type'],
  ]),
  ...values({ type: 'datetime', required: true }, [
    ['', 'required'],
    ['2026-04-01T09:30', ''],
    ['2026-04-01T00:00', ''],
    ['2026-04-01T23:59', ''],
    ['2026-04-01T24:00', 'format'],
    ['2026-04-01T9:30', 'format'],
    ['2026-04-01T', 'format'],
    ['T09:30', 'format'],
    ['2026-02-30T09:30', 'format'],
    ['2026-04-01 09:30', 'format'],
  ]),
  ...values({ type: 'daterange' }, [
    [{ from: '2026-04-01', until: '2026-04-03' }, ''],
    [{ from: '2026-04-01', until: '2026-04-01' }, ''],
    [{ from: '2026-04-03', until: '2026-04-01' }, 'order'],
    [{ from: '2026-04-01', until: '2026-04-31' }, ['a.until custom']],
    [{ from: '2026-04-01' }, ['a.until invalid_type']],
    [{ from: '2026-04-01', until: '2026-04-02', to: '' }, ['a.to unknown']],
    [{ from: '', until: '' }, ''],
    ['2026-04-01', 'invalid_type'],
  ]),
];

const NUMBERS: readonly FormVector[] = [
  ...values({ type: 'number', min: 1, max: 30 }, [
    [1, ''],
    [30, ''],
    [0, 'range'],
    [31, 'range'],
    [1.5, 'range'],
    [-1, 'range'],
    ['3', 'invalid_type'],
    ['３', 'invalid_type'],
    [Number.MAX_SAFE_INTEGER, 'range'],
    [null, ''],
    ['', ''],
    [true, 'invalid_type'],
  ]),
  ...values({ type: 'amount', required: true }, [
    [0, ''],
    [1_234_567, ''],
    [999_999_999_999, ''],
    [1_000_000_000_000, 'range'],
    [-100, 'range'],
    ['1,000', 'invalid_type'],
    ['', 'required'],
    [undefined, 'required'],
  ]),
  ...values({ type: 'number' }, [
    [0, ''],
    [-1, 'range'],
    [9_007_199_254_740_993, 'range'],
  ]),
];

const CHOICES: readonly FormVector[] = [
  ...values({ type: 'select', options: ['公開', '非公開'], required: true }, [
    ['公開', ''],
    ['非公開', ''],
    ['公開 ', 'option'],
    ['一部', 'option'],
    ['', 'required'],
    [['公開'], 'invalid_type'],
    [0, 'invalid_type'],
  ]),
  ...values({ type: 'multiselect', options: ['紙', '電子', '写真'] }, [
    [[], ''],
    [['紙'], ''],
    [['紙', '写真'], ''],
    [['紙', '電子', '写真'], ''],
    [['紙', '石'], ['a.1 option']],
    [['紙', '紙', '紙', '紙'], 'too_big'],
    ['紙', 'invalid_type'],
    [[1], ['a.0 invalid_type']],
  ]),
  ...values({ type: 'bool', required: true }, [
    [true, ''],
    [false, ''],
    ['', 'required'],
    [null, 'required'],
    ['はい', 'invalid_type'],
    [1, 'invalid_type'],
  ]),
];

const ADDRESSES: readonly FormVector[] = [
  ...values({ type: 'tel' }, [
    ['0123-45-6789', ''],
    ['0123-45-6789（内線1234）', ''],
    ['０１２３－４５－６７８９', ''],
    ['+81 3 1234 5678', ''],
    ['平日 0123-45-6789、夜間・休日 0123-45-0000', ''],
    ['でんわ', 'format'],
    ['（内線）', 'format'],
    ['0123-45-6789 山田', 'format'],
    ['0'.repeat(81), 'tooLong'],
  ]),
  ...values({ type: 'email' }, [
    ['soumu@city.example.lg.jp', ''],
    ['a@b.c', ''],
    ['soumu@', 'format'],
    ['@city.example.lg.jp', 'format'],
    ['soumu＠city.example.lg.jp', 'format'],
    ['soumu@city', 'format'],
    ['soumu @city.example.lg.jp', 'format'],
    ['a@b.c d@e.f', 'format'],
  ]),
  ...values({ type: 'person', required: true }, [
    ['山田　花子', ''],
    ['', 'required'],
    [{}, 'required'],
  ]),
  ...values({ type: 'department' }, [
    ['総務部総務課', ''],
    ['', ''],
    [7, 'invalid_type'],
  ]),
];

const TABLES: readonly FormVector[] = [
  ...values({ ...ROWS, required: true }, [
    [[{ what: '日時', how: '持参', note: '' }], ''],
    [[{ what: '日時' }], ''],
    [[{ what: '日時', how: '', note: '一\n二' }], ''],
    [[{ what: '日時', how: 'ファクス' }], ['a.0.how option']],
    [[{ what: '', how: '持参' }], ['a.0.what required']],
    [[{ what: '' }, { what: '場所' }], ''],
    [[{ what: '', how: '', note: '' }], 'required'],
    [[], 'required'],
    [[{ what: 'あいうえおか' }], ['a.0.what tooLong']],
    [[{ what: '一' }, { what: '二' }, { what: '三' }, { what: '四' }], 'too_big'],
    [[{ what: '一', price: '1' }], ['a.0.price unknown']],
    [[{ what: 1 }], ['a.0.what invalid_type']],
    ['日時', 'invalid_type'],
    [[['日時']], ['a.0 invalid_type']],
  ]),
];

const COLUMNS: Partial<Field> = {
  type: 'rows',
  columns: [
    { id: 'name', label: '品名', type: 'text', required: false, maxLength: 20, unique: true },
    { id: 'day', label: '納品日', type: 'date', required: false, maxLength: 40 },
    { id: 'at', label: '日時', type: 'datetime', required: false, maxLength: 40 },
    { id: 'count', label: '数量', type: 'number', required: false, maxLength: 40 },
    { id: 'price', label: '金額', type: 'amount', required: false, maxLength: 40 },
  ],
};

const CELLS: readonly FormVector[] = [
  ...values(COLUMNS, [
    [[{ name: '机', day: '2019-04-30', at: '2019-05-01T00:00', count: '1,234', price: '１２' }], ''],
    [[{ day: '2026-02-29' }], ['a.0.day format']],
    [[{ day: '令和8年2月1日' }], ['a.0.day format']],
    [[{ at: '2026-02-01T24:00' }], ['a.0.at format']],
    [[{ at: '2026-02-01' }], ['a.0.at format']],
    [[{ count: '1.5' }], ['a.0.count format']],
    [[{ count: '十' }], ['a.0.count format']],
    [[{ price: '1000円' }], ['a.0.price format']],
    [[{ price: '-1' }], ''],
    [[{ name: '机' }, { name: '机' }], ['a.1.name unique']],
    [[{ name: 'A 1' }, { name: 'Ａ１' }], ['a.1.name unique']],
    [[{ name: 'なし' }, { name: 'なし' }, { name: '－' }, { name: '－' }], ''],
    [[{ name: '机' }, { name: '' }, { name: '椅子' }], ''],
  ]),
];

const CONSTANTS: readonly Field[] = [
  aField('from', { type: 'date' }),
  aField('until', { type: 'date', notBefore: 'from' }),
  aField('at', { type: 'datetime', notBefore: 'from' }),
  aField('number', { must: { pattern: '^第[0-9]+号$', message: '「第1号」の形で入力してください。' } }),
  aField('edition', { type: 'text', hidden: true, default: '初版' }),
];

const ORDER: readonly FormVector[] = form(CONSTANTS, [
  [{ from: '2024-07-01', until: '2025-03-31' }, []],
  [{ from: '2024-07-01', until: '2024-07-01' }, []],
  [{ from: '2024-07-01', until: '2024-06-30' }, ['until order']],
  [{ until: '2024-06-30' }, []],
  [{ from: '2024-07-01' }, []],
  [{ from: '2024-07-01', at: '2024-07-01T00:00' }, []],
  [{ from: '2024-07-01', at: '2024-06-30T23:59' }, ['at order']],
  [{ from: '2024-07-01', until: '2024-06-30', at: '2024-06-01T09:00' }, ['until order', 'at order']],
  [{ number: '第12号' }, []],
  [{ number: '' }, []],
  [{ number: '12号' }, ['number format']],
  [{ edition: '改ざん' }, []],
  [{ edition: 7 }, []],
]);

const REASON: readonly Field[] = [
  aField('kind', { type: 'select', options: ['公開', '一部非公開', '非公開'], required: true }),
  aField('reason', { required: true, visibleWhen: { field: 'kind', isOneOf: ['一部非公開', '非公開'] } }),
  aField('law', {
    visibleWhen: {
      all: [
        { field: 'reason', isFilled: true },
        { field: 'kind', isOneOf: ['非公開'] },
      ],
    },
  }),
  aField('article', { requiredWhen: { field: 'law', isFilled: true } }),
];

const EVENT: readonly Field[] = [
  aField('outdoor', { type: 'bool' }),
  aField('rain', { required: true, visibleWhen: { field: 'outdoor', isOneOf: ['はい'] } }),
  aField('people', { type: 'number' }),
  aField('fire', {
    requiredWhen: {
      any: [
        { field: 'people', atLeast: 50 },
        { field: 'means', isOneOf: ['火気'] },
      ],
    },
  }),
  aField('means', { type: 'multiselect', options: ['火気', '電気'] }),
  aField('list', { ...ROWS, required: false }),
  aField('appendix', { requiredWhen: { field: 'list', atLeast: 2 } }),
  aField('reply', { type: 'date', visibleWhen: { not: { field: 'appendix', isFilled: false } } }),
];

const RULES: readonly FormVector[] = [
  ...form(REASON, [
    [{}, ['kind required']],
    [{ kind: '公開' }, []],
    [{ kind: '公開', reason: '個人情報' }, []],
    [{ kind: '非公開' }, ['reason required']],
    [{ kind: '一部非公開' }, ['reason required']],
    [{ kind: '非公開', reason: '　' }, ['reason required']],
    [{ kind: '非公開', reason: '個人情報' }, []],
    [{ kind: '非公開', reason: '個人情報', law: '情報公開条例' }, ['article required']],
    [{ kind: '非公開', reason: '個人情報', law: '情報公開条例', article: '第7条' }, []],
    [{ kind: '一部非公開', reason: '個人情報', law: '情報公開条例' }, []],
    [{ kind: '公開', reason: '個人情報', law: '情報公開条例' }, []],
    [{ kind: '不明', reason: '', law: '' }, ['kind option']],
    [{ kind: '非公開', title: '会議' }, ['reason required', 'title unknown']],
  ]),
  ...form(EVENT, [
    [{}, []],
    [{ outdoor: true }, ['rain required']],
    [{ outdoor: false }, []],
    [{ outdoor: true, rain: '中止' }, []],
    [{ outdoor: 'はい' }, ['outdoor invalid_type', 'rain required']],
    [{ people: 49 }, []],
    [{ people: 50 }, ['fire required']],
    [{ people: 50, fire: '届出済み' }, []],
    [{ means: ['火気'] }, ['fire required']],
    [{ means: ['電気'] }, []],
    [{ means: ['電気', '火気'], people: 1 }, ['fire required']],
    [{ list: [{ what: '一' }] }, []],
    [{ list: [{ what: '一' }, { what: '' }] }, []],
    [{ list: [{ what: '一' }, { what: '二' }] }, ['appendix required']],
    [{ list: [{ what: '一' }, { what: '二' }], appendix: '一覧' }, []],
    [{ appendix: '一覧', reply: '2026-02-30' }, ['reply format']],
    [{ appendix: '', reply: '' }, []],
    [{ outdoor: true, people: 50, list: [{ what: '一' }, { what: '二' }] }, ['rain required', 'fire required', 'appendix required']],
    [{ outdoor: true, people: 1.5, means: ['火気'] }, ['people range', 'rain required', 'fire required']],
  ]),
];

/** Every kind of field with what is right, what is wrong and what is at the border, and forms with conditions. */
export const FORM_VECTORS: readonly FormVector[] = [
  ...TEXTS,
  ...FILES,
  ...DAYS,
  ...NUMBERS,
  ...CHOICES,
  ...ADDRESSES,
  ...TABLES,
  ...CELLS,
  ...ORDER,
  ...RULES,
];
