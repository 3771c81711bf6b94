import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import { writtenRanges, type ReviewedSection } from '../reviewed-section.js';
import type { Mask } from '../screen/screen-answers.js';

/** What a resident wrote about themselves must not come back in the answer. */
export function personalDataRule(masks: readonly Mask[]) {
  return ({ section, text, line, fields }: ReviewedSection): Finding[] => {
    const residents = new Set(fields.filter((field) => field.pii === 'mask').map((field) => field.id));
    const values = masks.filter((mask) => residents.has(mask.fieldId) && mask.kind !== 'name');
    const written = writtenRanges(line);
    return values.flatMap((mask) => {
      const start = text.indexOf(mask.value);
      const end = start + mask.value.length;
      if (start < 0 || !written.some((range) => range.start <= start && end <= range.end)) {
        return [];
      }
      return [
        findingAt({
          rule: 'personal-data',
          severity: 'error',
          title: '相手の連絡先',
          message: '相手が書いた電話番号・メールアドレス・住所が、本文にあります。削ってください。',
          sectionId: section.id,
          range: { start, end },
          excerpt: mask.value,
          fix: { label: 'この語を削る', replacement: '' },
        }),
      ];
    });
  };
}
