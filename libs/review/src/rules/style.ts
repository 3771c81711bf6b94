import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

const POLITE = /(です|ます|ません|でした|ました|ましょう|ください)。/g;
const PLAIN = /(?<!まし|でし)(?:である|だった|であった|(?<!ま)した|する|ない|いる|れる|なる|った)。/g;

/** Sentences in the other style than the section's: です・ます in minutes, である in a letter. */
export function styleRule({ section, text }: ReviewedSection): Finding[] {
  const wrong = section.style === 'dearu' ? POLITE : PLAIN;
  const wanted = section.style === 'dearu' ? '「である」体' : '「です・ます」体';
  return [...text.matchAll(wrong)].map((match) =>
    findingAt({
      rule: 'style.mix',
      severity: 'warn',
      title: '文体の混在',
      message: `この節は${wanted}です。文の終わりを確かめてください。`,
      sectionId: section.id,
      range: { start: match.index, end: match.index + match[0].length },
      excerpt: match[0],
    }),
  );
}
