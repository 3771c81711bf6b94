import type { Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import { writtenRanges, type ReviewedSection } from '../reviewed-section.js';

/** Words that claim a rank or praise: they stand in the input, or somebody made them up. */
const CLAIM =
  /(?:世界|全国|国内|日本|県内|都内|府内|道内|市内)(?:で)?(?:初|唯一|一の|最大|最多|最速)|日本一|史上初|過去最[高多大]|唯一|業界初|最先端|画期的|革新的/g;

/** Ranks and praise of which the input says nothing. */
export function claimCheck({ section, text, line, input }: ReviewedSection): Finding[] {
  const given = even(input).replace(/\s/g, '');
  const written = writtenRanges(line);
  return [...text.matchAll(CLAIM)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, words: match[0] }))
    .filter(({ start, end }) => written.some((range) => range.start <= start && end <= range.end))
    .filter(({ words }) => !given.includes(words))
    .map(({ start, end, words }) =>
      findingAt({
        rule: 'press.claim',
        severity: 'error',
        title: '入力にない「初」や評価の言葉',
        message: `「${words}」は、入力した項目のどこにもありません。根拠と、確かめた時点がなければ削ってください。`,
        sectionId: section.id,
        range: { start, end },
        excerpt: text.slice(start, end),
      }),
    );
}

/** A day, a month, a year or a season as a lead tells when. */
const WHEN = /[0-9]+年度?|[0-9]+月|本日|同日|元日|[0-9]+日/;

/** Who does it: an office, an institution or a body as the subject of a sentence. */
const WHO =
  /(?:市|町|村|県|所|部|課|局|室|会|館|院|校|署|団|社|学|センター|公社|財団|組合|グループ)(?:及び[^。、]{1,30})?(?:は|が|では)[、]?/;

/** When and who are the first that a reporter looks for in a lead (いつ、誰が). */
export function pressLeadCheck({ section, text }: ReviewedSection): Finding[] {
  const plain = even(text);
  const missing = [...(WHEN.test(plain) ? [] : ['いつ']), ...(WHO.test(plain) ? [] : ['誰が'])];
  if (plain.trim() === '' || missing.length === 0) {
    return [];
  }
  const words = missing.map((word) => `「${word}」`).join('');
  return [
    findingAt({
      rule: 'press.lead',
      severity: 'warn',
      title: 'リードに足りないこと',
      message: `${section.label}に${words}が見当たりません。いつ、どこで、誰が、何を、なぜ、が分かるように書いてください。`,
      sectionId: section.id,
      range: null,
      excerpt: section.label,
    }),
  ];
}
