import { listAt, textAt, type Definition } from './definition';

/** A kind of part of the page: its name, what it prints, and what a new one holds. */
export interface PartWords {
  readonly name: string;
  /** Where what is printed comes from, in a word. */
  readonly from: '項目' | 'AI' | '固定' | '表';
  readonly help: string;
  readonly start: Readonly<Record<string, unknown>>;
}

/** Kinds of parts, in the order in which they usually stand on a page. */
export const PART_WORDS: Readonly<Record<string, PartWords | undefined>> = {
  numberAndDate: {
    name: '文書番号・日付',
    from: '項目',
    help: '文書番号と日付を、右上にそろえて印刷します。番号の代わりに、決まった語も置けます。',
    start: { date: 'issueDate' },
  },
  addressee: {
    name: '宛名',
    from: '項目',
    help: '宛名の項目に、敬称を付けて印刷します。',
    start: { lines: 'addressee' },
  },
  sender: { name: '発信者', from: '項目', help: '右に寄せた行と、公印です。', start: { lines: ['{{senderTitle}}'] } },
  subject: {
    name: '件名',
    from: '項目',
    help: '件名です。終わりの（通知）などは、様式の決まりから付きます。',
    start: { text: '{{subject}}' },
  },
  title: { name: '標題', from: '固定', help: '中央に大きく出る標題です。', start: { text: '標題' } },
  phrase: {
    name: '決まった文',
    from: '項目',
    help: '入力画面で選んだものに応じて、決まった文を印刷します。',
    start: { field: 'greeting', phrases: {} },
  },
  written: {
    name: '文章',
    from: 'AI',
    help: 'AIが書く節の文章です。',
    start: { section: 'body' },
  },
  text: {
    name: '決まった語と項目',
    from: '固定',
    help: '決まった文です。中に項目の値を書けます。',
    start: { text: '文' },
  },
  note: { name: '記', from: '表', help: '記、番号の付いた項目、以上を、組で印刷します。', start: { also: [] } },
  outline: {
    name: '番号付きの項目',
    from: '項目',
    help: '1、2、3と番号の付く項目です。',
    start: { items: [{ label: '項目', text: '文' }] },
  },
  sheet: {
    name: '枠',
    from: '表',
    help: '名前と値を枠に入れて印刷します（起案用紙など）。',
    start: { rows: [{ label: '名前', text: '値' }] },
  },
  stamps: {
    name: '印の欄',
    from: '表',
    help: '印を押す欄を、入力した人の数だけ並べます。',
    start: { label: '決裁', lines: 'coordination' },
  },
  table: { name: '表', from: '表', help: '表の項目を印刷します。列の合計も出せます。', start: { table: 'items' } },
  contact: {
    name: '右の枠（担当など）',
    from: '項目',
    help: '担当や届出者を、右に寄せて印刷します。',
    start: { rows: [{ label: '担　当', text: '値' }] },
  },
  plain: {
    name: 'そのままの行',
    from: '固定',
    help: '行をそのまま印刷します。左・中央・右にそろえられます。',
    start: { lines: ['文'] },
  },
};

/** The name of a kind of part of the page. */
export function partKindName(kind: string): string {
  return PART_WORDS[kind]?.name ?? kind;
}

/** The name of a part of the page: of a written one, that of its section. */
export function partName(part: unknown, content: Definition): string {
  const section = textAt(part, 'section');
  const written = listAt(content, 'sections').find((each) => section !== '' && textAt(each, 'id') === section);
  return textAt(written, 'label') || partKindName(textAt(part, 'part'));
}
