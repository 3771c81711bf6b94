import type { Check, VersionAct, VersionState, VersionSummary } from '@bunan/contracts';
import { DEFAULT_POLICIES, formatDate } from '@bunan/wareki';

/** States of a version as they stand on the screen. */
export const STATE_WORDS: Readonly<Record<VersionState, string>> = {
  draft: '作成中',
  'in-review': '審査中',
  approved: '承認済み',
  published: '公開',
  retired: '廃止',
};

/** What is done with a version, as its button says it. */
const ACT_WORDS: Readonly<Record<VersionAct, string>> = {
  submit: '審査に出す',
  return: '差し戻す',
  withdraw: '作成中に戻す',
  approve: '承認する',
  publish: '公開する',
  retire: '廃止する',
};

/** Since when, and until when, a version is used; '' before it is published. */
export function inUseWords({ effectiveFrom, effectiveUntil }: Pick<VersionSummary, 'effectiveFrom' | 'effectiveUntil'>): string {
  const from = effectiveFrom === null ? '' : `${formatDate(effectiveFrom, DEFAULT_POLICIES)}から`;
  return effectiveUntil === null ? from : `${from}（${formatDate(effectiveUntil, DEFAULT_POLICIES)}に廃止）`;
}

/** What was done, in the history. */
const EVENT_WORDS: Readonly<Record<VersionAct | 'create' | 'import', string>> = {
  submit: '審査に出した',
  return: '差し戻した',
  withdraw: '作成中に戻した',
  approve: '承認した',
  publish: '公開した',
  retire: '廃止した',
  create: '作り始めた',
  import: 'ファイルから取り込んだ',
};

/** An act on a version as its button says it: a version that nobody has used yet is given up, not retired. */
export function actWords(act: VersionAct, { state }: Pick<VersionSummary, 'state'>): string {
  return act === 'retire' && state === 'draft' ? 'この版をやめる' : ACT_WORDS[act];
}

/** What was done, in the history of a version. */
export function eventWords(act: keyof typeof EVENT_WORDS, { effectiveFrom }: Pick<VersionSummary, 'effectiveFrom'>): string {
  return act === 'retire' && effectiveFrom === null ? 'やめた' : EVENT_WORDS[act];
}

/** What is said where a template has no part of a kind. */
export const NOTHING_WORDS = {
  basics: '',
  fields: '入力する項目がありません。「項目を足す」から始めてください。',
  sections: 'AIが書く文章はありません。この様式は、入力だけから文書をつくります。',
  layout: '印刷する部分がありません。「部分を足す」から始めてください。',
  tests: '試験がありません。ふつうの入力、扱いにくい入力、必須の項目だけの入力の三つを作ってください。',
} as const;

/** Kinds of fields. */
export const TYPE_WORDS = {
  text: '1行の文',
  longtext: '長い文',
  lines: '箇条書き（1行に1件）',
  date: '日付',
  daterange: '期間',
  datetime: '日時',
  number: '数',
  amount: '金額',
  select: '一つ選ぶ',
  multiselect: 'いくつか選ぶ',
  bool: 'はい・いいえ',
  tel: '電話番号',
  email: '電子メール',
  person: '職員の名前',
  department: '課の名前',
  rows: '表',
  file: '添付ファイル',
} as const;

/** What the model may see of a field. */
export const SEES_WORDS = { raw: 'AIが読みます', placeholder: '値を伏せ、目印だけ渡します', never: 'AIに渡しません' } as const;

export const ROLE_WORDS = { material: '文章の材料', condition: '書き方の条件', wish: '担当者の希望（AIへの補足）' } as const;

export const PERSONAL_WORDS = { none: 'なし', name: '名前', staff: '職員の名前', mask: '含まれることがある（伏せて渡す）' } as const;

/** Kinds of documents, for their rules of wording. */
export const PROFILE_WORDS = {
  'taigai-koyobun': '往復文書（公用文）',
  gijiroku: '会議録',
  gikai: '議会答弁',
  naibu: '内部文書',
  jumin: '住民への回答',
  koho: '広報',
  hodo: '報道発表',
  hoki: '告示・公告',
  shikiji: '挨拶・式辞',
  keiyaku: '契約の届出・報告',
} as const;

export const STYLE_WORDS = { 'desu-masu': 'です・ます', dearu: 'である' } as const;

/** Options of a choice: value and words. */
export type Options = readonly { readonly value: string; readonly words: string }[];

/** A table of words as the options of a choice. */
export function optionsOf(words: Readonly<Record<string, string>>): Options {
  return Object.entries(words).map(([value, text]) => ({ value, words: text }));
}

/** Checks of a section (libs/review), as a curator chooses them. */
export const CHECK_WORDS: Readonly<Record<Check, string>> = {
  note: '「下記のとおり」がある',
  law: '入力にない法令を書いていない',
  sanction: '行政処分の言い方がない',
  blame: '突き放した言い方がない',
  speakers: '出席者にない発言者がない',
  agenda: '議題が全部ある',
  evidence: '決定事項の根拠が記録にある',
  condensed: '要約の長さがほどよい',
  optionalNote: '記があるときは「下記のとおり」がある',
  effect: '事務連絡に合わない言葉がない',
  greeting: 'あいさつを繰り返していない',
  demand: '命令に読める言い方がない',
  humble: '「させていただく」が重なっていない',
  replyDay: '回答期限が開催日より前である',
  answers: '照会事項の全部に、順に答えている',
  tasks: '宿題に担当と期限がある',
  stance: '選んだ姿勢の言葉がある',
  speech: '読み上げの時間が目安に合う',
  faq: '問と答えが組になり、数と長さがほどよい',
  ask: '伺いの文を繰り返していない',
  grounded: '所感が入力に基づいている',
  nextStep: '「次にすること」がメモに基づいている',
  bill: '提案理由の結びが議案の種別に合う',
  publicNotice: '告示・公告の形に合う',
  inPeriod: '日と期間が契約期間に入っている',
  wholeSubcontract: '一括再委託と読める言い方がない',
  leadTime: '停止の7日前までに知らせている',
  guess: '推測の言い方がない',
  settledCause: '最終報に原因がある',
  timelineOrder: '経過が起きた順に並んでいる',
  pressLead: 'リードに日付と発表の主体がある',
  claim: '入力にない「初」や評価の言葉がない',
  media: '媒体の字数に収まっている',
  repeats: '項目の表を本文で繰り返していない',
  easy: 'やさしい日本語になっている',
  survey: '問数が合い、問と選択肢が整っている',
  season: '時候の言葉が期日の月に合う',
  ceremony: '忌み言葉や重ね言葉がない',
  points: '触れる事項が全部ある',
};

/** What the model sees of a field, in the narrow list of the editor. */
export const SEES_SHORT: Readonly<Record<string, string | undefined>> = { raw: 'AIが読む', placeholder: '伏せる', never: '' };

/** The name of a field that is still referred to and no longer there. */
export function goneField(id: string): string {
  return `${id}（ない項目）`;
}

/** The name of a section that is still referred to and no longer there. */
export function goneSection(id: string): string {
  return `${id}（ない節）`;
}
