import { rowsAnswer, textAnswer, textLength, type Answers, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** The words by which a stance is heard, and how grave it is when none of them is said. */
const STANCES: Readonly<Record<string, { readonly words: RegExp; readonly severity: Finding['severity'] }>> = {
  検討する: { words: /検討/, severity: 'error' },
  研究する: { words: /研究/, severity: 'error' },
  困難: { words: /困難/, severity: 'error' },
  実施する: { words: /実施|行(?:い|っ|う)|取り組|進め|整備|導入|設け/, severity: 'warn' },
  実施済み: { words: /実施し|実施済|行い(?:ました|、)|行って(?:おり|い)|取り組んで|設置し|整備し|導入し/, severity: 'warn' },
};

/** The stances that were chosen: of the items if they have their own, otherwise the one of the whole. */
function chosenStances(answers: Answers): string[] {
  const own = rowsAnswer(answers.stances).map(({ stance = '' }) => stance);
  return [...new Set(own.length > 0 ? own : [textAnswer(answers.stance)])];
}

/** Stances that the answer does not say in their own word: 検討 has another meaning than 研究 or 困難. */
export function stanceCheck({ section, text, answers }: ReviewedSection): Finding[] {
  return chosenStances(answers).flatMap((stance) => {
    const said = STANCES[stance];
    if (said === undefined || said.words.test(text)) {
      return [];
    }
    return [
      findingAt({
        rule: 'stance.word',
        severity: said.severity,
        title: '姿勢の言葉がない',
        message: `姿勢は「${stance}」ですが、${section.label}にその言い方がありません。姿勢に合う結びか確かめてください。`,
        sectionId: section.id,
        range: null,
        excerpt: stance,
        fieldId: rowsAnswer(answers.stances).length > 0 ? 'stances' : 'stance',
      }),
    ];
  });
}

/** Characters that are read aloud in a minute, and how far from it a speech may be. */
const PER_MINUTE = 300;
const TOLERANCE = 0.2;

/** How long an answer takes to read aloud, where that is far from the time it was given. */
export function speechCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const minutes = /^([0-9]+)分/.exec(textAnswer(answers.speakingTime))?.[1];
  const length = textLength(text.replace(/【[^】]*】|\s/g, ''));
  const wanted = Number(minutes) * PER_MINUTE;
  if (minutes === undefined || length === 0 || Math.abs(length - wanted) <= wanted * TOLERANCE) {
    return [];
  }
  const tenths = Math.round((length / PER_MINUTE) * 10) / 10;
  const message = `${String(length)}字です。読み上げるとおよそ${String(tenths)}分で、目安（${minutes}分、${String(wanted)}字）と2割より違います。`;
  return [
    findingAt({
      rule: 'speech.length',
      severity: 'warn',
      title: `${length > wanted ? '長い' : '短い'}${section.label}`,
      message,
      sectionId: section.id,
      range: null,
      excerpt: section.label,
      fieldId: 'speakingTime',
    }),
  ];
}
