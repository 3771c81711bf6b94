import { textLength, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** 「なし」 and the like are whole answers, however short. */
const NOTHING = /^(なし|特になし|未定|該当なし|調査中)。?$/;

function emptySection({ section }: ReviewedSection): Finding {
  const message = `${section.label}に何も書かれていません。書くことがなければ「なし」と書いてください。`;
  return findingAt({ rule: 'section.empty', severity: 'error', title: '空の節', message, sectionId: section.id, range: null, excerpt: '' });
}

function sectionLength(reviewed: ReviewedSection): Finding[] {
  const { section, text } = reviewed;
  const length = textLength(text.replace(/\s/g, ''));
  if (length === 0) {
    return [emptySection(reviewed)];
  }
  const isShort = length < section.minChars && !NOTHING.test(text.trim());
  if (!isShort && length <= section.maxChars) {
    return [];
  }
  const limit = isShort ? `${String(section.minChars)}字以上` : `${String(section.maxChars)}字以内`;
  const title = isShort ? '短い節' : '長い節';
  const message = `${section.label}は${String(length)}字です（目安${limit}）。`;
  return [
    findingAt({ rule: 'length.section', severity: 'warn', title, message, sectionId: section.id, range: null, excerpt: section.label }),
  ];
}

function longSentences({ section, text }: ReviewedSection): Finding[] {
  return [...text.matchAll(/[^。\n]+(?:。|$)/gm)].flatMap((match) => {
    const length = textLength(match[0].trim());
    if (length <= section.maxSentenceChars) {
      return [];
    }
    return [
      findingAt({
        rule: 'length.sentence',
        severity: 'warn',
        title: '長い文',
        message: `${String(length)}字（目安${String(section.maxSentenceChars)}字）です。二つの文に分けられないか確かめてください。`,
        sectionId: section.id,
        range: { start: match.index, end: match.index + match[0].length },
        excerpt: match[0],
      }),
    ];
  });
}

/** Sections outside their limits and sentences longer than the template wants. */
export function lengthRule(section: ReviewedSection): Finding[] {
  return [...sectionLength(section), ...longSentences(section)];
}
