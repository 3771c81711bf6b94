import { askedAt, rowsAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** A question of the form where the answer takes it up. */
interface Answered {
  readonly question: number;
  readonly start: number;
  readonly line: string;
  /** Nothing stands below its words. */
  readonly isBare: boolean;
}

function answeredIn(text: string, questions: readonly string[]): Answered[] {
  const found: { question: number; start: number; line: string; said: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const asked = askedAt(line, questions);
    const last = found.at(-1);
    if (asked !== null) {
      found.push({ question: asked.question, start: at, line, said: line.length - asked.length });
    } else if (last !== undefined) {
      last.said += line.trim().length;
    }
    at += line.length + 1;
  }
  return found.map(({ question, start, line, said }) => ({ question, start, line, isBare: said === 0 }));
}

function missing({ section }: ReviewedSection, question: string): Finding {
  return findingAt({
    rule: 'answers.missing',
    severity: 'error',
    title: '答えていない照会事項',
    message: `照会事項「${question}」への回答がありません。この文言を1行に書き、次の行に回答を書いてください。`,
    sectionId: section.id,
    range: null,
    excerpt: question,
    fieldId: 'answers',
  });
}

function outOfOrder({ section }: ReviewedSection, { start, line }: Answered): Finding {
  return findingAt({
    rule: 'answers.order',
    severity: 'error',
    title: '照会事項の順',
    message: `「${line}」の順が、相手の文書と違います。照会事項の順に並べてください。`,
    sectionId: section.id,
    range: { start, end: start + line.length },
    excerpt: line,
    fieldId: 'answers',
  });
}

/** Questions of another office that are not answered, or not in the order in which they were put. */
export function answersCheck(reviewed: ReviewedSection): Finding[] {
  const questions = rowsAnswer(reviewed.answers.answers).map(({ question = '' }) => question);
  const answered = answeredIn(reviewed.text, questions);
  const isAnswered = (index: number) => answered.some(({ question, isBare }) => question === index && !isBare);
  return [
    ...questions.filter((_, index) => !isAnswered(index)).map((question) => missing(reviewed, question)),
    ...answered
      .filter(({ question }, index) => answered.slice(0, index).some((earlier) => earlier.question > question))
      .map((each) => outOfOrder(reviewed, each)),
  ];
}
