import { rowsAnswer, textAnswer, textLength, type Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** A text longer than the medium has room for; the name of the medium says how many characters: SNS（140字）. */
export function mediaCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const media = textAnswer(answers.media);
  const most = Number(/([0-9]+)字）$/.exec(media)?.[1]);
  const length = textLength(text.replace(/\s/g, ''));
  if (!(length > most)) {
    return [];
  }
  return [
    findingAt({
      rule: 'media.length',
      severity: 'error',
      title: '媒体の字数を超えている',
      message: `${section.label}は${String(length)}字です。「${media}」に収まるように、${String(length - most)}字以上減らしてください。`,
      sectionId: section.id,
      range: null,
      excerpt: section.label,
      fieldId: 'media',
    }),
  ];
}

/** Values shorter than this are words that any sentence may hold; fewer repeated ones tell the reader what it is about. */
const SHORTEST = 4;
const FEWEST = 3;

const plain = (text: string) => even(text).replace(/[\s、。・]/g, '');

/** A text that says again what stands in the table of items below it. */
export function repeatsCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const said = plain(text);
  const repeated = rowsAnswer(answers.items)
    .map(({ value = '' }) => value)
    .filter((value) => plain(value).length >= SHORTEST && said.includes(plain(value)));
  if (repeated.length < FEWEST) {
    return [];
  }
  const words = repeated.map((value) => `「${value}」`).join('');
  return [
    findingAt({
      rule: 'items.repeated',
      severity: 'warn',
      title: '項目の表との重なり',
      message: `${words}は、下の表にもあります。${section.label}から削ると、短く読みやすくなります。`,
      sectionId: section.id,
      range: null,
      excerpt: section.label,
      fieldId: 'items',
    }),
  ];
}
