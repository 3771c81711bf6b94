import { isEmptyAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** Values of the form that a section must hold and does not. */
export function requiredValuesRule({ section, line, fields, answers }: ReviewedSection): Finding[] {
  const used = new Set(line.map((run) => run.field));
  return section.mustUse
    .filter((id) => !isEmptyAnswer(answers[id]) && !used.has(id))
    .map((id) => {
      const label = fields.find((field) => field.id === id)?.label ?? id;
      return findingAt({
        rule: 'value.missing',
        severity: 'error',
        title: '入力した値が使われていない',
        message: `「${label}」が、${section.label}に書かれていません。`,
        sectionId: section.id,
        range: null,
        excerpt: label,
        fieldId: id,
      });
    });
}
