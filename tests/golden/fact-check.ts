import { writtenSectionSchema, type Finding, type Line } from '@bunan/contracts';
import { DEFAULT_POLICIES, formatDate, formatDateTime } from '@bunan/wareki';
import { factsIn, type Fact } from '../../libs/review/src/facts.js';
import { GivenFacts } from '../../libs/review/src/given-facts.js';
import { factsRule, itemNumberEnds } from '../../libs/review/src/rules/facts.js';
import { RECORDED, recorded, type Recorded } from './recorded.js';

/** A recorded section as the fact check sees it. */
export interface MeasuredSection {
  readonly name: string;
  readonly line: Line;
  readonly text: string;
  readonly given: GivenFacts;
}

/** Everything of a form as text: as typed, and days also as they are printed. */
function textsOf(value: Recorded['answers'][string]): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => textsOf(each));
  }
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return [text, formatDate(text, DEFAULT_POLICIES, true)];
  }
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? [text, formatDateTime(text, DEFAULT_POLICIES)] : [text];
}

/** Text with `{{id}}` as values of the form: they are not the model's words. */
function lineOf(written: string): Line {
  return written
    .split(/(\{\{\w+\}\})/)
    .filter((piece) => piece !== '')
    .map((text) => (text.startsWith('{{') ? { text, field: 'offered' } : { text }));
}

/** Every section of every recorded answer, untouched. */
export function measuredSections(): MeasuredSection[] {
  return RECORDED.flatMap((name) => {
    const { answers, written } = recorded(name);
    const values = Object.values(answers);
    const counts = values.flatMap((value) => (Array.isArray(value) ? [value.length] : []));
    const given = new GivenFacts(values.flatMap(textsOf), counts);
    return Object.entries(written).map(([id, text]) => ({ name: `${name} ${id}`, line: lineOf(text), text, given }));
  });
}

const SECTION = writtenSectionSchema.parse({
  id: 'measured',
  label: '本文',
  instruction: '-',
  style: 'desu-masu',
  minChars: 0,
  maxChars: 9_999,
  maxSentenceChars: 999,
  maxTokens: 9_999,
  material: [],
  boilerplate: '',
});

const PROFILE = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;

/** What the fact check says of a section. */
export function factFindings({ line, given }: Pick<MeasuredSection, 'line' | 'given'>): readonly Finding[] {
  const text = line.map((run) => run.text).join('');
  return factsRule(given)({ section: SECTION, line, text, fields: [], answers: {}, profile: PROFILE, input: '' });
}

/** A section in which one digit of one fact was changed. */
export interface Planted {
  readonly kind: Fact['kind'] | 'amount';
  readonly section: MeasuredSection;
  readonly line: Line;
  readonly start: number;
  readonly end: number;
}

function withText(line: Line, start: number, end: number, text: string): Line {
  let at = 0;
  return line.map((run) => {
    const from = at;
    at += run.text.length;
    const isHere = from <= start && end <= at;
    return isHere ? { ...run, text: run.text.slice(0, start - from) + text + run.text.slice(end - from) } : run;
  });
}

/** Each digit of each fact of the model's words, changed in turn to the next one: 3 → 4, 9 → 0, a leading 9 → 1. */
export function plantedErrors(section: MeasuredSection): Planted[] {
  const itemNumbers = itemNumberEnds(section.text);
  return factsIn(section.text)
    .filter((fact) => fact.kind !== 'mail' && section.given.has(fact) && !itemNumbers.has(fact.end))
    .flatMap((fact) => {
      const original = section.text.slice(fact.start, fact.end);
      const isAmount = fact.kind === 'number' && section.text.startsWith('円', fact.end);
      return [...original.matchAll(/[0-9０-９]/g)].map((digit): Planted => {
        const value = Number(digit[0].normalize('NFKC'));
        const next = String((value + 1) % 10 === 0 && digit.index === 0 ? 1 : (value + 1) % 10);
        const changed = original.slice(0, digit.index) + next + original.slice(digit.index + 1);
        const line = withText(section.line, fact.start, fact.end, changed);
        return { kind: isAmount ? 'amount' : fact.kind, section, line, start: fact.start, end: fact.end };
      });
    });
}

/** Whether the changed fact is found at its place. */
export function isFound({ section, line, start, end }: Planted): boolean {
  return factFindings({ line, given: section.given }).some(({ range }) => range !== null && range.start < end && start < range.end);
}
