import { isEmptyAnswer, textAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection, Rule } from '../reviewed-section.js';
import { phraseCheck } from './phrases.js';

/** 「次のとおり」 and the like: the items of the notice follow. */
const FOLLOWS = /次の(?:とおり|ように)/;

function missing(reviewed: ReviewedSection, found: { readonly rule: string; readonly title: string; readonly message: string }): Finding {
  const { section } = reviewed;
  return findingAt({ ...found, severity: 'warn', sectionId: section.id, range: null, excerpt: section.label });
}

/** A 告示 ends in 「告示する。」, a 公告 in 「公告する。」; a sentence on 縦覧 may follow. */
function closingRule(reviewed: ReviewedSection): Finding[] {
  const kind = textAnswer(reviewed.answers.kind);
  const other = kind === '告示' ? '公告' : '告示';
  if (kind === '' || (reviewed.text.includes(`${kind}する。`) && !reviewed.text.includes(`${other}する。`))) {
    return [];
  }
  const message = `種別は「${kind}」です。本文を「…${kind}する。」で結んでください（縦覧の文は、その後に置けます）。`;
  return [missing(reviewed, { rule: 'notice.closing', title: '公示文の結び', message })];
}

/** 「次のとおり」 stands where items follow, and only there. */
function itemsRule(reviewed: ReviewedSection): Finding[] {
  const hasItems = !isEmptyAnswer(reviewed.answers.items);
  if (hasItems === FOLLOWS.test(reviewed.text)) {
    return [];
  }
  const message = hasItems
    ? '紙面には番号を付けた「事項」が出ます。本文に「次のとおり」を入れてください。'
    : '「事項」が入力されていません。本文から「次のとおり」を除くか、事項を入力してください。';
  return [missing(reviewed, { rule: 'notice.items', title: '「次のとおり」と事項', message })];
}

const honorificRule = phraseCheck({
  rule: 'notice.honorific',
  pattern: /皆(?:様|さん)|各位|御中|(?<=[一-龠])(?:さま|殿(?=[、。はがにをの]))|(?:お願い|お知らせ)(?:する|します|いたします)/g,
  title: '公示文にない言い方',
  message: (words) => `「${words}」は、告示・公告には使いません。公示する事項だけを言い切ってください。`,
});

const RULES: readonly Rule[] = [closingRule, itemsRule, honorificRule];

/** The wording of a public notice (告示・公告): its end, its items, no courtesies. */
export function publicNoticeCheck(reviewed: ReviewedSection): Finding[] {
  return RULES.flatMap((rule) => rule(reviewed));
}
