import { datesIn } from '@bunan/wareki';
import type { Board } from './board.js';
import { even } from './plain.js';
import { AMOUNT, DOCUMENT_NUMBER, MAIL, QUANTITY, TEL, TIME, TITLED_NAME, type Kind } from './values.js';

/** A fact in running text. */
interface Fact extends Kind {
  readonly label: string;
  readonly start: number;
  readonly words: string;
}

const FACT = { toLlm: 'placeholder', pii: 'none' } as const;

/** A person who is addressed, not 皆様 and not a group. */
const ADDRESSED = /[\p{Script=Han}々]{1,4}[ ]?[\p{Script=Han}々ぁ-んァ-ヴー]{0,4}(?:様|殿|氏)(?![\p{Script=Han}])/gu;
const NOBODY = /皆様|各|貴|団体|会員|お客|事業者|市民|住民|利用者|保護者/;

const KINDS: readonly (readonly [RegExp, string, Kind])[] = [
  [MAIL, 'メールアドレス', { type: 'email', toLlm: 'never', pii: 'none' }],
  [TEL, '電話', { type: 'tel', toLlm: 'never', pii: 'none' }],
  [TITLED_NAME, '氏名', { type: 'person', toLlm: 'never', pii: 'staff' }],
  [DOCUMENT_NUMBER, '文書番号', { type: 'text', ...FACT }],
  [AMOUNT, '金額', { type: 'amount', ...FACT }],
  [TIME, '時刻', { type: 'text', ...FACT }],
  [QUANTITY, '数', { type: 'number', ...FACT }],
];

/** What a day is, by the words behind it. */
function dayLabel(behind: string): string {
  if (/^(?:\([^)]*\))?(?:から|以後|以降)/.test(behind)) {
    return '開始年月日';
  }
  return /^(?:\([^)]*\))?(?:まで|以前|を期限)/.test(behind) ? '期限' : '年月日';
}

function daysOf(text: string): Fact[] {
  return datesIn(text)
    .filter(({ iso }) => iso !== null)
    .map(({ start, end, text: words }) => ({ label: dayLabel(text.slice(end)), type: 'date', ...FACT, start, words }));
}

/** Number of laws and notices stay what they are. */
const isOfLaw = (words: string) => /条例|規則|要綱|告示|法律|政令|省令/.test(words);

function othersOf(text: string): Fact[] {
  return KINDS.flatMap(([pattern, label, kind]) =>
    [...text.matchAll(new RegExp(pattern.source, `g${pattern.flags}`))].map((match) => ({
      ...{ label: label === '数' ? unitLabel(match[0]) : label, start: match.index, words: match[0] },
      ...kind,
    })),
  ).filter(({ words }) => !isOfLaw(words));
}

/** 人数, 件数, 台数; 数量 where the unit has no such word. */
function unitLabel(words: string): string {
  const unit = words.replace(/^[\d,.]+/, '');
  const counted: Readonly<Record<string, string>> = {
    人: '人数',
    名: '人数',
    件: '件数',
    台: '台数',
    回: '回数',
    部: '部数',
    か所: '箇所数',
    箇所: '箇所数',
  };
  return counted[unit] ?? (/日間|週間|か月|年間|時間|分間/.test(unit) ? '期間' : '数量');
}

function peopleOf(text: string): Fact[] {
  return [...text.matchAll(ADDRESSED)]
    .filter(([words]) => !NOBODY.test(words))
    .map((match) => ({ label: '氏名', type: 'text', toLlm: 'never', pii: 'name', start: match.index, words: match[0] }));
}

/** The facts of a text in their order; where two share a place, the one that was looked for first. */
function factsIn(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const fact of [...daysOf(text), ...othersOf(text), ...peopleOf(text)]) {
    const end = fact.start + fact.words.length;
    if (!facts.some((other) => fact.start < other.start + other.words.length && other.start < end)) {
      facts.push(fact);
    }
  }
  return facts.toSorted((a, b) => a.start - b.start);
}

/** No paragraph of an office is longer, characters: what is behind is not looked at. */
const LONGEST = 10_000;

/** Adds every fact of running text. @returns ids of the fields whose values stand in it, each once */
export function takeFacts(words: string, block: number, board: Board): string[] {
  const ids = factsIn(even(words.slice(0, LONGEST))).map(({ start, words: fact, ...rest }) =>
    board.addFact({ ...rest, value: fact, place: { block, words: words.slice(start, start + fact.length) } }),
  );
  return [...new Set(ids.filter((id) => id !== null))];
}
