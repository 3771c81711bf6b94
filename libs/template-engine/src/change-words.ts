type Words = Readonly<Record<string, string | undefined>>;

/** The word for a key, which may be any name, also one that every object has: toString. */
export function wordFor(words: Words, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** Properties of a whole template. */
export const TOP_WORDS: Words = {
  id: '様式の番号',
  name: '様式の名前',
  group: '分類',
  purpose: '用途',
  keywords: 'さがすときの言葉',
  styleProfile: '文書の種類',
  subjectSuffix: '件名の終わり',
  title: '文案の題名',
  minutes: '入力にかかる時間',
  usualAnswerTokens: 'AIの文章のトークン',
  layout: '紙面',
  acceptance: '確認のときに見ること',
  prompt: 'AIに伝える、この文書のこと',
  sample: '入力例',
};

/** Lists whose items have ids. */
export const LIST_WORDS: Words = { groups: '入力のまとまり', fields: '項目', sections: '節', tests: '試験' };

/** Properties of items of these lists. */
export const PROPERTY_WORDS: Words = {
  id: '番号',
  label: '名前',
  name: '名前',
  title: '見出し',
  help: '説明',
  type: '種類',
  required: '必須',
  example: '入力例',
  minLength: '最も短い字数',
  maxLength: '最も長い字数',
  maxRows: '行・ファイルの数の上限',
  accept: '受け取るファイルの種類',
  min: '最も小さい値',
  max: '最も大きい値',
  options: '選ぶもの',
  default: '初めの値',
  hidden: '画面に出すかどうか',
  columns: '列',
  must: '必ず守る形',
  usual: 'ふだんの形',
  notBefore: '前後の決まり',
  visibleWhen: '示す条件',
  requiredWhen: '必須にする条件',
  pii: '個人の情報',
  toLlm: 'AIに見せるもの',
  role: '文章での使い方',
  shape: 'AIに示す架空の例',
  instructions: '選ぶものごとの意味',
  fields: '項目の並び',
  instruction: 'AIへの指示',
  style: '文体',
  minChars: '最も短い字数',
  maxChars: '最も長い字数',
  maxSentenceChars: '一文の字数',
  maxTokens: 'トークンの上限',
  material: 'AIが読む項目',
  mustUse: '必ず使う目印',
  mayUse: '使ってよい目印',
  onlyWith: '頼む条件',
  notWith: '頼まない条件',
  checks: '検査',
  boilerplate: '定型文',
  answers: '入力',
  answer: '記録した回答',
  expect: '確かめること',
};

/** Kinds of parts of the page. */
export const PART_NAMES: Words = {
  numberAndDate: '文書番号・日付',
  addressee: '宛名',
  sender: '発信者',
  subject: '件名',
  title: '標題',
  phrase: '決まった文',
  written: '文章',
  text: '決まった語と項目',
  note: '記',
  outline: '番号付きの項目',
  sheet: '枠',
  stamps: '印の欄',
  table: '表',
  contact: '右の枠',
  plain: 'そのままの行',
};
