import { textAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** How the reason of a bill may end, by its kind; what is not named here ends like a bill. */
const BILL_CLOSINGS: Readonly<Record<string, RegExp>> = {
  '契約の締結・変更': /議決を求め|提出/,
  '財産の取得・処分': /議決を求め|提出/,
  人事: /同意を求め|意見を求め|提出/,
  専決処分の承認: /承認を求め|提出/,
  専決処分の報告: /報告する|提出/,
  その他: /議決を求め|同意を求め|承認を求め|報告する|提出/,
};

const PLAIN_BILL = /(?:案|件)を(?:議会に)?提出/;

/** The last sentence of a text and where it begins. */
function lastSentence(text: string): { words: string; start: number } {
  const words = /[^。\n]*。?\s*$/.exec(text)?.[0] ?? '';
  return { words, start: text.length - words.length };
}

/** A reason that does not end as the kind of its bill wants it: 提出, 議決, 同意, 承認, 報告. */
export function billClosingCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const kind = textAnswer(answers.kind);
  const { words, start } = lastSentence(text);
  if (words.trim() === '' || (BILL_CLOSINGS[kind] ?? PLAIN_BILL).test(words)) {
    return [];
  }
  return [
    findingAt({
      rule: 'bill.closing',
      severity: 'warn',
      title: '提案理由の結び',
      message: `種別「${kind}」の提案理由の結びになっていません。「…この案を提出するものである。」「…議会の同意を求めるものである。」など、種別に合う言葉で結んでください。`,
      sectionId: section.id,
      range: { start, end: text.trimEnd().length },
      excerpt: words.trim(),
      fieldId: 'kind',
    }),
  ];
}
