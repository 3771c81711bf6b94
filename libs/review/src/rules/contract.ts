import { textAnswer, type AnswerValue, type Finding } from '@bunan/contracts';
import type { ReviewedSection } from '../reviewed-section.js';
import { findingOf, findingsOfWords } from './whole-section.js';

/** First and last day of a period of the form; of a single day that day. */
function daysOf(value: AnswerValue | undefined): { from: string; until: string } | null {
  if (typeof value === 'string') {
    return { from: value, until: value };
  }
  const isRange = typeof value === 'object' && 'from' in value && 'until' in value;
  return isRange ? { from: textAnswer(value.from), until: textAnswer(value.until) } : null;
}

/** Fields whose day or period has to lie within the period of the contract. */
const WITHIN = ['doneDate', 'period'] as const;

/** Days of the form outside the period of the contract. */
export function inPeriodCheck(reviewed: ReviewedSection): Finding[] {
  const { answers, fields } = reviewed;
  const contract = daysOf(answers.contractPeriod);
  return WITHIN.flatMap((id) => {
    const days = daysOf(answers[id]);
    if (contract === null || days === null || (contract.from <= days.from && days.until <= contract.until)) {
      return [];
    }
    const label = fields.find((field) => field.id === id)?.label ?? id;
    const message = `「${label}」が、契約期間に入っていません。入力と契約書を確かめてください。`;
    return [findingOf(reviewed, { rule: 'contract.period', severity: 'error', title: '契約期間の外', message, fieldId: id })];
  });
}

/** The whole of the work, not the whole of a part of it: 学校向け研修業務一式 is none. */
const WHOLE =
  /(?:(?:^|[、。「\n])(?:本|当該|委託|受託|契約)(?:件|契約|委託|に係る)?の?業務(?:委託)?(?:の)?(?:全部|全て|すべて|一切|一式|全般))|一括して(?:第三者に|他者に)?(?:再)?委託|一括再委託|(?:業務|委託)の(?:全部|全て|すべて)を/g;

/** Words of denial behind it: 「全部を再委託するものではない」 is what the city wants to read. */
const DENIED = /^[^。\n]{0,30}(?:ない|ません|禁止|禁じ)/;

/** Words that would hand on the whole contract, which contracts forbid. */
export function wholeSubcontractCheck(reviewed: ReviewedSection): Finding[] {
  const found = findingsOfWords(reviewed, WHOLE, {
    rule: 'subcontract.whole',
    severity: 'warn',
    title: '一括再委託に当たらないか',
    message: (words) => `「${words}」は、業務の全部の再委託と読めます。一括再委託は契約で禁じられています。範囲を書き分けてください。`,
  });
  return found.filter(({ range }) => range === null || !DENIED.test(reviewed.text.slice(range.end)));
}

/** Days that lie between a notice and what it announces, at least; contracts say more exactly. */
const NOTICE_DAYS = 7;

const dayNumber = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;

/** A planned stop that is announced late. */
export function leadTimeCheck(reviewed: ReviewedSection): Finding[] {
  const { answers } = reviewed;
  const days = dayNumber(textAnswer(answers.startAt)) - dayNumber(textAnswer(answers.issueDate));
  if (textAnswer(answers.kind) === '緊急' || !(days < NOTICE_DAYS)) {
    return [];
  }
  const message = `発信の日から開始の日まで${String(days)}日です。契約で定めた日数（多くは${String(NOTICE_DAYS)}日）の前に知らせているか、確かめてください。`;
  return [findingOf(reviewed, { rule: 'notice.leadTime', severity: 'warn', title: '知らせるまでの日数', message, fieldId: 'startAt' })];
}
