import { textLength, type Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** One question of a survey, its branches apart: 問2（1）. */
interface Question {
  /** The number without its branch. */
  readonly number: number;
  /** What is asked, without the number; the same spelling as `even` gives. */
  readonly asked: string;
  /** What stands below: choices, or the room for an answer. */
  readonly below: string;
  readonly start: number;
  readonly end: number;
}

const NUMBER = /^問([0-9]+)(?:\([0-9]+\))?[ .:]+/;

/** A line of choices: 1　はい　2　いいえ. */
const CHOICES = /^[ ]*[0-9]{1,2}[ .]/;

function questionsIn(text: string): Question[] {
  const found: { number: number; asked: string; below: string; start: number; end: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const plain = even(line);
    const mark = NUMBER.exec(plain);
    const last = found.at(-1);
    if (mark !== null) {
      found.push({ number: Number(mark[1]), asked: plain.slice(mark[0].length), below: '', start: at, end: at + line.length });
    } else if (last !== undefined) {
      last.below += `${plain}\n`;
    }
    at += line.length + 1;
  }
  return found;
}

/** Whether a place of a survey is one of its choices, or tells how to answer: ages, frequencies and steps have to be new. */
export function isChoice({ section, text }: Pick<ReviewedSection, 'section' | 'text'>, at: number): boolean {
  if (!section.checks.includes('survey')) {
    return false;
  }
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return CHOICES.test(even(text.slice(start, start + 4))) || even(text.slice(at - 1, at + 4)) === '【5段階】';
}

function countFinding({ section, answers }: ReviewedSection, questions: readonly Question[]): Finding[] {
  const count = new Set(questions.map(({ number }) => number)).size;
  const wanted = Number(answers.count);
  if (count === wanted) {
    return [];
  }
  const message = `問は${String(count)}問です（指定は${String(wanted)}問）。問を足すか削り、又は指定の問数を直してください。`;
  const place = { sectionId: section.id, range: null, excerpt: section.label, fieldId: 'count' };
  return [findingAt({ rule: 'survey.count', severity: 'error', title: '問数の違い', message, ...place })];
}

/** Longest question, characters. */
const LONGEST = 80;

/** Matters that a city asks of nobody without a reason. */
const SENSITIVE =
  /国籍|本籍|人種|民族|病名|病歴|持病|障害の(?:有無|種類|等級)|信条|信仰|宗教|思想|支持(?:する)?政党|犯罪|前科|性的指向|性自認|労働組合/;

/** 「病名は記入しないでください」 asks for nothing. */
const NOT_ASKED = /[^。]{0,200}(?:しない|書かない)でください。?/g;

interface QuestionRule {
  readonly rule: string;
  readonly title: string;
  /** What is wrong with a question, in a sentence; null when it is well. */
  readonly says: (question: Question) => string | null;
}

const RULES: readonly QuestionRule[] = [
  {
    rule: 'survey.leading',
    title: '答えを誘う聞き方',
    says: ({ asked }) =>
      /べき(?:だ|である)?と(?:思|考|お考え)|べきでは(?:ない|ありません)|ではないでしょうか|と(?:は)?思いませんか|当然|言うまでもな/.test(
        asked,
      )
        ? 'この聞き方は、答えを誘うことがあります。「どのように考えますか」のように、賛否の選択肢で聞いてください。'
        : null,
  },
  {
    rule: 'survey.double',
    title: '二つのことを聞く問',
    says: ({ asked }) =>
      /(?:及び|並びに|や)[^。、]{1,12}(?:は|について|に)[^。]{0,200}(?:ですか|ますか)。/.test(asked) && !asked.includes('複数回答')
        ? '一つの問で二つのことを聞いているようです。片方だけに当てはまる人が答えられるか確かめ、分けてください。'
        : null,
  },
  {
    rule: 'survey.choices',
    title: '選択肢のない問',
    says: ({ asked, below }) =>
      /【(?:単一回答|複数回答|5段階)】/.test(asked) && !below.split('\n').some((line) => CHOICES.test(line))
        ? 'この問に、番号の付いた選択肢がありません。次の行に「1　…　2　…」の形で書いてください。'
        : null,
  },
  {
    rule: 'survey.length',
    title: '長い問',
    says: ({ asked }) => {
      const length = textLength(asked.replace(/【[^】]*】/g, ''));
      return length > LONGEST ? `問の文が${String(length)}字です（目安${String(LONGEST)}字まで）。短くしてください。` : null;
    },
  },
  {
    rule: 'survey.sensitive',
    title: '立ち入ったことを聞く問',
    says: ({ asked, below }) => {
      const word = SENSITIVE.exec(asked.replace(NOT_ASKED, ''))?.[0];
      if (word === undefined) {
        return null;
      }
      const choice = /答えたくない|回答しない/.test(asked + below) ? '' : '「答えたくない」の選択肢も置いてください。';
      return `「${word}」は、要配慮個人情報などに当たることがあります。聞く必要があるか確かめてください。${choice}`;
    },
  },
];

/** Questions of a survey: as many as wanted, each short, about one thing, neutral, with choices, and not too personal. */
export function surveyCheck(reviewed: ReviewedSection): Finding[] {
  const questions = questionsIn(reviewed.text);
  const found = questions.flatMap((question) =>
    RULES.flatMap(({ rule, title, says }) => {
      const message = says(question);
      const range = { start: question.start, end: question.end };
      const place = { sectionId: reviewed.section.id, range, excerpt: reviewed.text.slice(range.start, range.end) };
      return message === null ? [] : [findingAt({ rule, severity: 'warn', title, message, ...place })];
    }),
  );
  return [...countFinding(reviewed, questions), ...found];
}
