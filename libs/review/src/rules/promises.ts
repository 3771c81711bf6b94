import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

const PROMISE = /必ず|お?約束(?:し|いた)|(?:実施|対応|廃止|改善|設置|整備)(?:いた)?します/g;

/** Promises that nobody has filled in: the stem must stand somewhere in the input. */
export function promisesRule({ section, text, input, profile }: ReviewedSection): Finding[] {
  if (profile.promises === 'off') {
    return [];
  }
  return [...text.matchAll(PROMISE)]
    .filter((match) => !input.includes(match[0].replace(/(いた)?します?$|し$/, '')))
    .map((match) =>
      findingAt({
        rule: 'promise',
        severity: 'warn',
        title: '約束に読める言葉',
        message: `「${match[0]}」は、市の方針や根拠の欄にありません。約束してよいか確かめてください。`,
        sectionId: section.id,
        range: { start: match.index, end: match.index + match[0].length },
        excerpt: match[0],
      }),
    );
}
