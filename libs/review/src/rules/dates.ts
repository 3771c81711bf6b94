import type { Finding } from '@bunan/contracts';
import { datesIn } from '@bunan/wareki';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** Days that the calendar or the era does not have, and weekdays that do not belong to their day. */
export function datesRule({ section, text }: ReviewedSection): Finding[] {
  return datesIn(text).flatMap((date): Finding[] => {
    const common = { severity: 'error' as const, sectionId: section.id };
    if (date.isInvalid) {
      const range = { start: date.start, end: date.end };
      const message = `「${date.text}」は、暦にない日です。日付を確かめてください。`;
      return [findingAt({ ...common, rule: 'date.valid', title: '暦にない日', message, range, excerpt: date.text })];
    }
    const weekday = date.weekday;
    if (weekday?.right == null || weekday.right === weekday.written) {
      return [];
    }
    return [
      findingAt({
        ...common,
        rule: 'date.weekday',
        title: '日付と曜日が合わない',
        message: `${date.text}は${weekday.right}曜日です。`,
        range: { start: weekday.start, end: weekday.end },
        excerpt: weekday.written,
        fix: { label: `「${weekday.right}曜日」に直す`, replacement: weekday.right },
      }),
    ];
  });
}
