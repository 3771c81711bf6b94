import {
  answersSchema,
  fieldErrors,
  textLength,
  type Answers,
  type DocumentModel,
  type Expectation,
  type Finding,
  type Line,
  type SectionTexts,
  type TemplateTest,
  type TestFailure,
  type TestResult,
} from '@bunan/contracts';
import { reviewDraft } from '@bunan/review';
import {
  assembleDocument,
  askedSections,
  boilerplateTexts,
  recordedTexts,
  sectionLine,
  textOf,
  type Template,
} from '@bunan/template-engine';
import { DEFAULT_POLICIES } from '@bunan/wareki';

/** A document of a test as its expectations see it. */
interface TestedDocument {
  /** Names of the sections, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly sections: ReadonlyMap<string, string>;
  readonly whole: string;
  readonly findings: readonly Finding[];
}

/** Every text of a document in reading order. */
function wholeText({ blocks }: DocumentModel): string {
  const texts: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if ((key === 'text' || key === 'label' || key === 'suffix') && typeof value === 'string') {
      texts.push(value);
    }
    return value;
  });
  return texts.join('');
}

/** The document as the desk would show it. */
function testedDocument(template: Template, answers: Answers, texts: SectionTexts): TestedDocument {
  const lines = new Map<string, Line>(
    askedSections(template, answers).map(({ id }) => [id, sectionLine(template, answers, texts[id] ?? [], DEFAULT_POLICIES)]),
  );
  return {
    names: new Map(template.sections.map(({ id, label }) => [id, label])),
    sections: new Map([...lines].map(([id, line]) => [id, textOf(line)])),
    whole: wholeText(assembleDocument(template, answers, texts, DEFAULT_POLICIES)),
    findings: reviewDraft({ template, answers, texts: Object.fromEntries(lines) }),
  };
}

type That<T extends Expectation['that']> = Extract<Expectation, { that: T }>;

function placeOf({ names }: TestedDocument, section: string | undefined): string {
  return section === undefined ? '文書' : `「${names.get(section) ?? section}」`;
}

/** 「（40字から400字まで）」 */
function limits(min: number, max: number): string {
  const least = min > 0 ? `${String(min)}字から` : '';
  return max < Infinity ? `（${least}${String(max)}字まで）` : `（${String(min)}字以上）`;
}

function textAt(document: TestedDocument, section: string | undefined): string {
  return section === undefined ? document.whole : (document.sections.get(section) ?? '');
}

function findingsAt({ findings }: TestedDocument, section: string | undefined): readonly Finding[] {
  return section === undefined ? findings : findings.filter((finding) => finding.sectionId === section);
}

/** What is not as it should be, in a sentence; null when all is well. */
const CHECKS: { readonly [T in Expectation['that']]: (document: TestedDocument, expected: That<T>) => string | null } = {
  contains: (document, expected) =>
    textAt(document, expected.section).includes(expected.text)
      ? null
      : `${placeOf(document, expected.section)}に「${expected.text}」がありません。`,
  lacks: (document, expected) =>
    textAt(document, expected.section).includes(expected.text)
      ? `${placeOf(document, expected.section)}に「${expected.text}」があります。`
      : null,
  length: (document, { section, min = 0, max = Infinity }) => {
    const length = textLength(textAt(document, section));
    return length >= min && length <= max ? null : `${placeOf(document, section)}が${String(length)}字です${limits(min, max)}。`;
  },
  present: (document, { section }) => (document.sections.has(section) ? null : `${placeOf(document, section)}がありません。`),
  absent: (document, { section }) => (document.sections.has(section) ? `${placeOf(document, section)}があります。` : null),
  finding: (document, expected) =>
    findingsAt(document, expected.section).some(({ rule }) => rule === expected.rule) ? null : `指摘「${expected.rule}」がありません。`,
  noFinding: (document, { rule, section }) => {
    const found = findingsAt(document, section).find((finding) =>
      rule === undefined ? finding.severity === 'error' : finding.rule === rule,
    );
    return found === undefined ? null : `指摘「${found.title}」があります：${found.message}`;
  },
};

function check<T extends Expectation['that']>(document: TestedDocument, expected: That<T>): string | null {
  const test: (document: TestedDocument, expected: That<T>) => string | null = CHECKS[expected.that];
  return test(document, expected);
}

function failuresOf(document: TestedDocument, expect: TemplateTest['expect'], of: TestResult['of']): TestFailure[] {
  return expect.flatMap((expected, expectation) => {
    const message = expected.of === undefined || expected.of === of ? check(document, expected) : null;
    return message === null ? [] : [{ expectation, message }];
  });
}

function resultsOf(template: Template, test: TemplateTest): TestResult[] {
  const { id: testId, name, expect } = test;
  const parsed = answersSchema(template.fields).safeParse(test.answers);
  if (!parsed.success) {
    const message = fieldErrors(parsed.error)
      .map((error) => error.message)
      .join('');
    return [{ testId, name, of: 'boilerplate', failures: [{ expectation: null, message }] }];
  }
  const answers = parsed.data;
  const result = (of: TestResult['of'], texts: SectionTexts): TestResult => ({
    testId,
    name,
    of,
    failures: failuresOf(testedDocument(template, answers, texts), expect, of),
  });
  return [
    result('boilerplate', boilerplateTexts(template, answers)),
    ...(test.answer === undefined ? [] : [result('answer', recordedTexts(template, answers, test.answer))]),
  ];
}

/** Runs the tests of a template on its boilerplates and on recorded answers: no model, no tokens. */
export function runTemplateTests(template: Template): TestResult[] {
  return template.tests.flatMap((test) => resultsOf(template, test));
}

/** Whether the texts of a draft that a model wrote meet a test; of a run on request. */
export function testOfDraft(template: Template, test: TemplateTest, texts: SectionTexts): TestResult {
  const answers = answersSchema(template.fields).parse(test.answers);
  const failures = failuresOf(testedDocument(template, answers, texts), test.expect, 'answer');
  return { testId: test.id, name: test.name, of: 'answer', failures };
}
