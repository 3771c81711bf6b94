import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';
import { containment, plain } from './minutes.js';
import { phraseCheck } from './phrases.js';

/** 「…してよろしいか伺います」 in a reason: the page asks it once, in its own sentence. */
export const askCheck = phraseCheck({
  rule: 'kian.ask',
  pattern: /(?:て|で)?よろしいか[、,]?(?:お)?伺[^。\n]*。?|(?<=[をは、])伺います。?/g,
  title: '伺いの文の繰り返し',
  message: (words) => `「${words}」は、紙面の伺いの文と重なります。ここには理由だけを書いてください。`,
});

/** A sentence of which less than this share stands in the input may have been made up (3-gram containment). */
const GROUNDED_SHARE = 0.35;

/** Shorter sentences cannot be told by their runs of characters. */
const SHORTEST = 12;

/** Which pieces of a text are looked at, and when the input speaks of one. */
interface InputCheck {
  readonly rule: string;
  readonly pieces: RegExp;
  readonly isGiven: (piece: string, given: string) => boolean;
  readonly title: string;
  readonly message: string;
}

/** A step of which less than this share of the pairs of kanji stands in the input; fewer pairs cannot tell. */
const STEP = { share: 0.4, leastPairs: 4 };

/** Whether most of what a step speaks of stands in the input, in whatever words the sentence is made. */
function isGivenStep(step: string, given: string): boolean {
  const pairs = [...plain(step).matchAll(/(?=([一-龠々]{2}))/g)].map(([, pair = '']) => pair);
  const known = pairs.filter((pair) => given.includes(pair));
  return pairs.length < STEP.leastPairs || known.length / pairs.length >= STEP.share;
}

/** A rule that points at the pieces of a text of which the input hardly speaks. */
function inputCheck({ rule, pieces, isGiven, title, message }: InputCheck) {
  return ({ section, text, input }: ReviewedSection): Finding[] => {
    const given = plain(input);
    return [...text.matchAll(pieces)].flatMap((match) => {
      if (plain(match[0]).length < SHORTEST || isGiven(match[0], given)) {
        return [];
      }
      const range = { start: match.index, end: match.index + match[0].length };
      return [findingAt({ rule, severity: 'warn', title, message, sectionId: section.id, range, excerpt: match[0] })];
    });
  };
}

/** Sentences of a text that only puts an input in order, of which the input hardly speaks. */
export const groundedCheck = inputCheck({
  rule: 'input.grounded',
  pieces: /[^。\n]+。?/g,
  isGiven: (sentence, given) => containment(sentence, given) >= GROUNDED_SHARE,
  title: '入力に見当たらない文',
  message: 'この文に当たる内容が、入力に見当たりません。書いた人の考えかどうか確かめてください。',
});

/** Next steps of a handover (次にすること) of which the input hardly speaks. */
export const nextStepCheck = inputCheck({
  rule: 'handover.step',
  pieces: /(?<=^次にすること[　 ：:]{0,9})[^　 ：:\n][^\n]*/gm,
  isGiven: isGivenStep,
  title: '入力に見当たらない「次にすること」',
  message: '次にすることが、メモにも担当事務の表にも見当たりません。本当にすることか、前任者に確かめてください。',
});
