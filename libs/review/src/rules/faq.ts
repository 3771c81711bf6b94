import { textAnswer, textLength, type Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** A question or an answer with its place. */
interface Entry {
  readonly kind: 'Q' | 'A';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MARK = /^([QA])[0-9]*[ .:]+/;

/** Questions and answers of a text; lines without a mark belong to the one above. */
function entriesIn(text: string): Entry[] {
  const entries: { kind: 'Q' | 'A'; text: string; start: number; end: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const found = MARK.exec(even(line));
    const last = entries.at(-1);
    if (found !== null) {
      entries.push({ kind: found[1] === 'Q' ? 'Q' : 'A', text: line.slice(found[0].length), start: at, end: at + line.length });
    } else if (last !== undefined) {
      last.text += line;
      last.end = at + line.length;
    }
    at += line.length + 1;
  }
  return entries;
}

type Found = Pick<Finding, 'rule' | 'severity' | 'title' | 'message'>;

function at({ section, text }: ReviewedSection, { start, end }: Entry, found: Found): Finding {
  return findingAt({ ...found, sectionId: section.id, range: { start, end }, excerpt: text.slice(start, end) });
}

function countFinding({ section, answers }: ReviewedSection, entries: readonly Entry[]): Finding[] {
  const count = entries.filter(({ kind }) => kind === 'Q').length;
  const wanted = Number(answers.count);
  if (count === wanted) {
    return [];
  }
  const message = `問は${String(count)}組です（指定は${String(wanted)}組）。元資料で答えられる問の数か確かめてください。`;
  const place = { sectionId: section.id, range: null, excerpt: section.label, fieldId: 'count' };
  return [findingAt({ rule: 'faq.count', severity: 'warn', title: '問の数', message, ...place })];
}

/** Questions that no answer follows. */
function unanswered(reviewed: ReviewedSection, entries: readonly Entry[]): Finding[] {
  const found: Found = {
    rule: 'faq.answer',
    severity: 'error',
    title: '答えのない問',
    message: 'この問の次に、答え（A）がありません。答えを書くか、問を削ってください。',
  };
  return entries
    .filter(({ kind }, index) => kind === 'Q' && (entries[index + 1]?.kind !== 'A' || entries[index + 1]?.text.trim() === ''))
    .map((entry) => at(reviewed, entry, found));
}

/** Longest question and answer, characters that are no spaces; the note of where it stands does not count. */
const LONGEST = { Q: 60, A: 250 };

const BASIS = /[[［]([^\]］]+)[\]］]/g;

function tooLong(reviewed: ReviewedSection, entries: readonly Entry[]): Finding[] {
  return entries.flatMap((entry) => {
    const length = textLength(entry.text.replace(BASIS, '').replace(/\s/g, ''));
    const longest = LONGEST[entry.kind];
    const word = entry.kind === 'Q' ? '問' : '答え';
    const message = `${word}が${String(length)}字です（目安${String(longest)}字まで）。分けるか、短くしてください。`;
    const found: Found = { rule: 'faq.length', severity: 'warn', title: `長い${word}`, message };
    return length > longest ? [at(reviewed, entry, found)] : [];
  });
}

/** From this share of runs of two characters on, two questions ask the same. */
const ALIKE = 0.6;

const plain = (text: string) => even(text).replace(/[\s()「」『』、。,.・?]/g, '');

function pairsOf(text: string): Set<string> {
  const characters = [...plain(text)];
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
}

function areAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return shared / Math.max(1, a.size + b.size - shared) >= ALIKE;
}

/** Words of the topic stand in many questions and tell nothing: runs in more than this share of them, and in more than two. */
const COMMON = 0.2;

function tellingPairs(questions: readonly Entry[]): Set<string>[] {
  const all = questions.map(({ text }) => pairsOf(text));
  const most = Math.max(2, questions.length * COMMON);
  const isCommon = (pair: string) => all.filter((pairs) => pairs.has(pair)).length > most;
  return all.map((pairs) => new Set([...pairs].filter((pair) => !isCommon(pair))));
}

function repeated(reviewed: ReviewedSection, entries: readonly Entry[]): Finding[] {
  const questions = entries.filter(({ kind }) => kind === 'Q');
  const pairs = tellingPairs(questions);
  const message = '前の問とほとんど同じです。一つにまとめられないか確かめてください。';
  return questions
    .filter((_, index) => pairs.slice(0, index).some((earlier) => areAlike(earlier, pairs[index] ?? new Set())))
    .map((entry) => at(reviewed, entry, { rule: 'faq.duplicate', severity: 'warn', title: '重なる問', message }));
}

/** Notes of where an answer stands that the source does not have. */
function groundless(reviewed: ReviewedSection): Finding[] {
  const source = plain(textAnswer(reviewed.answers.source));
  return [...reviewed.text.matchAll(BASIS)]
    .filter((match) => !source.includes(plain(match[1] ?? '')))
    .map((match) => {
      const message = `「${match[1] ?? ''}」が、元資料に見当たりません。根拠を確かめてください。`;
      const entry = { kind: 'A' as const, text: '', start: match.index, end: match.index + match[0].length };
      return at(reviewed, entry, { rule: 'faq.basis', severity: 'warn', title: '元資料にない根拠', message });
    });
}

/** Questions and answers: as many as wanted, each answered, short, said once, and from the source. */
export function faqCheck(reviewed: ReviewedSection): Finding[] {
  const entries = entriesIn(reviewed.text);
  return [
    ...countFinding(reviewed, entries),
    ...unanswered(reviewed, entries),
    ...tooLong(reviewed, entries),
    ...repeated(reviewed, entries),
    ...groundless(reviewed),
  ];
}
