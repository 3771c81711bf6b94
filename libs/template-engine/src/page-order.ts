import { isEmptyAnswer, type Answers, type LayoutPart, type OutlineItem } from '@bunan/contracts';
import { askedSections } from './sections.js';
import type { Template } from './template.js';

/** Names of the parts of a page that code prints. */
const PART_NAMES: Readonly<Record<Exclude<LayoutPart['part'], 'written' | 'outline' | 'phrase' | 'text'>, string>> = {
  numberAndDate: '文書番号、発信年月日',
  addressee: '宛名',
  sender: '発信者',
  subject: '件名',
  title: '標題',
  note: '「記」、番号を付けた項目、「以上」',
  contact: '担当者の連絡先',
  plain: '末尾の記載',
};

/**
 * The parts of the page in order, so that the model knows what stands around its text; ★ marks what it writes.
 *
 * Names and texts of the template only, no values.
 */
export function pageOrder(template: Template, answers: Answers): string[] {
  const asked = new Map(askedSections(template, answers).map((section) => [section.id, section.label]));
  return template.layout.flatMap((part) => namesOf(part, answers, asked)).map((name, index) => `${String(index + 1)} ${name}`);
}

function namesOf(part: LayoutPart, answers: Answers, asked: ReadonlyMap<string, string>): string[] {
  switch (part.part) {
    case 'written':
      return asked.has(part.section) ? [`★${asked.get(part.section) ?? ''}（${part.section}）`] : [];
    case 'phrase': {
      const phrase = part.phrases[String(answers[part.field] ?? '')];
      return phrase === undefined ? [] : [`「${phrase}」`];
    }
    case 'text':
      return part.onlyWith === undefined || !isEmptyAnswer(answers[part.onlyWith]) ? [`「${part.text}」`] : [];
    case 'outline':
      return part.items.flatMap((item) => itemName(item, answers, asked));
    default:
      return [PART_NAMES[part.part]];
  }
}

function itemName(item: OutlineItem, answers: Answers, asked: ReadonlyMap<string, string>): string[] {
  if (item.section !== undefined) {
    return asked.has(item.section) ? [`★${item.label}（${item.section}）`] : [];
  }
  return item.onlyWith === undefined || !isEmptyAnswer(answers[item.onlyWith]) ? [item.label] : [];
}
