import type { Options } from './words';

/** A field of the form, chosen by its name: of any type, or of one of these. */
interface FieldSlot {
  readonly kind: 'field';
  readonly types?: readonly string[];
}

/** Things of one kind below each other, each with slots of its own. */
interface ListSlot {
  readonly kind: 'list';
  /** What one of them is called: 行, 項目. */
  readonly one: string;
  readonly slots: () => readonly Slot[];
  readonly start: Readonly<Record<string, unknown>>;
}

/** One value of a part of the page: where it stands in the part, what it is called, how it is typed. */
export type Slot = {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** May be left out. */
  readonly isOptional?: boolean;
  /** Of an item: shown only when it shows this. */
  readonly of?: Shows;
} & (
  | FieldSlot
  | ListSlot
  | { readonly kind: 'line' | 'area' | 'lines' | 'number' | 'flag' | 'section' | 'shows' }
  | { readonly kind: 'choice'; readonly options: Options }
  /** Columns of the table in another slot. */
  | { readonly kind: 'columns'; readonly table: string }
  /** A text for each option of the field in another slot. */
  | { readonly kind: 'phrases'; readonly field: string }
);

/** What a numbered item shows beside or below its label. */
export type Shows = 'text' | 'lines' | 'table' | 'section' | 'items';

/** What an item begins to show with. */
export const SHOWS: Readonly<Record<Shows, { readonly words: string; readonly start: unknown }>> = {
  text: { words: '文と項目の値', start: '文' },
  lines: { words: '箇条書きの項目', start: '' },
  table: { words: '表の項目', start: '' },
  section: { words: '文章の節', start: '' },
  items: { words: 'もう一段下の項目', start: [{ label: '項目', text: '文' }] },
};

const PATTERN_HELP = '項目の値は {{番号}} と書きます。曜日付きの日付は {{番号|weekday}} です。';

const ROWS: readonly string[] = ['rows'];
const LINES: readonly string[] = ['lines', 'text', 'longtext', 'select', 'multiselect', 'person', 'department'];

const onlyWith: Slot = { key: 'onlyWith', label: '入力があるときだけ印刷する項目', kind: 'field', isOptional: true };
const notWith: Slot = { key: 'notWith', label: '入力があるときは印刷しない項目', kind: 'field', isOptional: true };

const HEADS: readonly Slot[] = [
  { key: 'label', label: '列の名前', kind: 'line' },
  { key: 'width', label: '幅（字）', kind: 'number', isOptional: true },
];

const ITEM: readonly Slot[] = [
  { key: 'label', label: '項目の名前', kind: 'line' },
  { key: '', label: '印刷するもの', kind: 'shows' },
  { key: 'text', label: '文', kind: 'area', help: PATTERN_HELP, of: 'text' },
  { key: 'lines', label: '箇条書きの項目', kind: 'field', types: ['lines'], of: 'lines' },
  { key: 'table', label: '表の項目', kind: 'field', types: ROWS, of: 'table' },
  { key: 'totals', label: '合計を出す列', kind: 'columns', table: 'table', isOptional: true, of: 'table' },
  { key: 'section', label: '文章の節', kind: 'section', of: 'section' },
  {
    key: 'as',
    label: '文章の並べ方',
    kind: 'choice',
    isOptional: true,
    of: 'section',
    options: [
      { value: 'paragraphs', words: '段落' },
      { value: 'items', words: '1行ずつ番号を付ける' },
      { value: 'minutes', words: '発言の表' },
      { value: 'headed', words: '見出しごとに番号を付ける' },
      { value: 'pairs', words: '問と答え' },
      { value: 'table', words: '縦棒で区切った行を表にする' },
    ],
  },
  { key: 'heads', label: '表の列', kind: 'list', one: '列', slots: () => HEADS, start: { label: '列' }, isOptional: true, of: 'section' },
  {
    key: 'items',
    label: '下の段の項目',
    kind: 'list',
    one: '項目',
    slots: () => ITEM,
    start: { label: '項目', text: '文' },
    isOptional: true,
    of: 'items',
  },
  onlyWith,
  { key: 'empty', label: '印刷するものがないときの語', kind: 'line', isOptional: true, help: '例　なし' },
];

const items = (key: string, label: string, isOptional: boolean): Slot => ({
  key,
  label,
  kind: 'list',
  one: '項目',
  slots: () => ITEM,
  start: { label: '項目', text: '文' },
  isOptional,
});

const labelled = (isEmptyTold: boolean): Slot => ({
  key: 'rows',
  label: '行',
  kind: 'list',
  one: '行',
  slots: () => [
    { key: 'label', label: '名前', kind: 'line' },
    { key: 'text', label: '値', kind: 'line', help: PATTERN_HELP },
    ...(isEmptyTold ? ([{ key: 'empty', label: '値がないときの語', kind: 'line', isOptional: true }] as const) : []),
  ],
  start: { label: '名前', text: '値' },
});

/** What each kind of part holds (libs/contracts/src/layout.ts), in the order in which it is typed. */
export const PART_SLOTS: Readonly<Record<string, readonly Slot[] | undefined>> = {
  numberAndDate: [
    { key: 'date', label: '日付の項目', kind: 'field', types: ['date'] },
    { key: 'number', label: '文書番号の項目', kind: 'field', types: ['text'], isOptional: true },
    { key: 'mark', label: '番号の代わりに置く語', kind: 'line', isOptional: true, help: '例　事務連絡' },
    {
      key: 'unnumbered',
      label: '番号がないとき',
      kind: 'choice',
      isOptional: true,
      options: [
        { value: 'blank', words: '番号の場所を空けておく' },
        { value: 'omitted', words: '日付だけにする' },
      ],
    },
  ],
  addressee: [
    { key: 'lines', label: '宛名の項目', kind: 'field', types: LINES },
    { key: 'honorific', label: '敬称の項目', kind: 'field', isOptional: true },
  ],
  sender: [
    { key: 'lines', label: '発信者の行', kind: 'lines', help: `1行に一つ。${PATTERN_HELP}` },
    { key: 'seal', label: '公印の項目', kind: 'field', isOptional: true },
  ],
  subject: [{ key: 'text', label: '件名', kind: 'line', help: PATTERN_HELP }],
  title: [{ key: 'text', label: '標題', kind: 'line', help: PATTERN_HELP }, notWith],
  phrase: [
    { key: 'field', label: '文を決める項目', kind: 'field', types: ['select', 'bool'] },
    { key: 'phrases', label: '選んだものごとの文', kind: 'phrases', field: 'field' },
  ],
  written: [
    { key: 'section', label: '文章の節', kind: 'section' },
    {
      key: 'as',
      label: '並べ方',
      kind: 'choice',
      isOptional: true,
      options: [
        { value: 'paragraphs', words: '段落' },
        { value: 'questions', words: '問と答えを、番号にそろえる' },
        { value: 'title', words: '標題にする' },
      ],
    },
  ],
  text: [
    { key: 'text', label: '文', kind: 'area', help: PATTERN_HELP },
    {
      key: 'as',
      label: '置き方',
      kind: 'choice',
      isOptional: true,
      options: [{ value: 'paragraphs', words: '本文の段落として字下げする' }],
    },
    onlyWith,
  ],
  note: [
    items('before', '前に置く項目', true),
    { key: 'rows', label: '記書きの項目（表）', kind: 'field', types: ROWS, isOptional: true },
    items('also', '後に置く項目', true),
    { key: 'answers.section', label: '表の行に答える節', kind: 'section', isOptional: true },
    { key: 'answers.rows', label: '答える相手の表', kind: 'field', types: ROWS, isOptional: true },
    { key: 'bare', label: '「記」と「以上」を付けない', kind: 'flag' },
  ],
  outline: [items('items', '項目', false)],
  sheet: [labelled(true)],
  stamps: [
    { key: 'label', label: '欄の名前', kind: 'line' },
    { key: 'lines', label: '印を押す人の項目', kind: 'field', types: ['lines'] },
  ],
  table: [
    { key: 'table', label: '表の項目', kind: 'field', types: ROWS },
    { key: 'totals', label: '合計を出す列', kind: 'columns', table: 'table', isOptional: true },
    notWith,
  ],
  contact: [
    labelled(false),
    { key: 'name', label: 'AIに伝える呼び名', kind: 'line', isOptional: true, help: '空のときは「担当者の連絡先」です。' },
  ],
  plain: [
    { key: 'lines', label: '行', kind: 'lines', help: `1行に一つ。${PATTERN_HELP}` },
    {
      key: 'align',
      label: 'そろえる側',
      kind: 'choice',
      isOptional: true,
      options: [
        { value: 'left', words: '左' },
        { value: 'center', words: '中央' },
        { value: 'right', words: '右' },
      ],
    },
  ],
};
