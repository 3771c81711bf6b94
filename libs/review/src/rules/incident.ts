import { rowsAnswer, textAnswer, type Finding } from '@bunan/contracts';
import type { ReviewedSection } from '../reviewed-section.js';
import { findingOf, findingsOfWords } from './whole-section.js';

const GUESS = /と思われ|と考えられ|と推測|と推定|と見られ|とみられ|おそらく|恐らく|可能性が(?:高い|ある|あり)|かもしれ/g;

/** Words of guessing where a cause is stated. */
export function guessCheck(reviewed: ReviewedSection): Finding[] {
  return findingsOfWords(reviewed, GUESS, {
    rule: 'incident.guess',
    severity: 'warn',
    title: '推測の言い方',
    message: (words) => `「${words}」は推測の言い方です。分かった事実だけを書くか、「調査中」としてください。`,
  });
}

const OPEN = /調査中|調査を(?:続け|継続)|確認中|特定(?:できて|に至って)い(?:ない|ません)|原因[はが](?:なお)?不明/g;

/** A last report whose cause is still open. */
export function settledCauseCheck(reviewed: ReviewedSection): Finding[] {
  if (textAnswer(reviewed.answers.edition) !== '最終報') {
    return [];
  }
  return findingsOfWords(reviewed, OPEN, {
    rule: 'incident.cause',
    severity: 'error',
    title: '最終報に原因がない',
    message: (words) => `最終報ですが、原因に「${words}」とあります。原因を書くか、「報の別」を続報に直してください。`,
  });
}

/** Events that stand below later ones. */
export function timelineOrderCheck(reviewed: ReviewedSection): Finding[] {
  const times = rowsAnswer(reviewed.answers.timeline).map((row) => row.at ?? '');
  return times.flatMap((time, index) => {
    const before = times[index - 1] ?? '';
    if (time === '' || time >= before) {
      return [];
    }
    const message = `経過の${String(index + 1)}行目の日時が、前の行より早くなっています。並べ直すか、年月日を確かめてください。`;
    return [findingOf(reviewed, { rule: 'incident.order', severity: 'error', title: '経過の順', message, fieldId: 'timeline' })];
  });
}
