import { answersSchema, type Answers, type Field, type SectionTexts } from '@bunan/contracts';
import { assembleDocument, boilerplateTexts, recordedTexts, sampleAnswers, type Template } from '@bunan/template-engine';
import { fileNames, layoutProfile, renderDocx, type LayoutProfile } from '@bunan/word';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** A Word file of the product with what it was made from. */
export interface GoldenFile {
  /** kaigiroku.sample.11pt.draft */
  readonly name: string;
  readonly profile: LayoutProfile;
  readonly status: 'draft' | 'final';
  readonly title: string;
  readonly templateName: string;
  readonly answers: Answers;
  readonly bytes: Buffer;
}

/** The city whose name stands in the properties of the files. */
export const CITY = 'あおば市';

/** Emoji, surrogate pairs, variation selectors, control characters, every character that XML or Handlebars mind. */
const HARD = '👨‍👩‍👧𠮷﨑髙葛\u{e0100}\u0000\u0008\u001b\ufffe & < > " \' {{7*7}} {{{x}}} ]]> 100%=可 \\';

/** How the hard text arrives on paper: without what no file may hold. */
export const HARD_ON_PAPER = '👨‍👩‍👧𠮷﨑髙葛\u{e0100} & < > " \' {{7*7}} {{{x}}} ]]> 100%=可 \\';

type Status = GoldenFile['status'];

interface Draft {
  readonly kind: string;
  /** As what it is rendered: the sample as both, the others as one, to be quick. */
  readonly statuses: readonly Status[];
  readonly answers: Answers;
  readonly texts: SectionTexts;
}

const TITLES = ['subject', 'meetingName'];

function hardAnswer(field: Field, value: unknown): unknown {
  const isText = field.type === 'text' || field.type === 'longtext';
  if (!isText || typeof value !== 'string') {
    return value;
  }
  const text = TITLES.includes(field.id) ? HARD + '長'.repeat(300) : `${HARD}\r\n\t${value}`;
  return [...text].slice(0, field.maxLength).join('');
}

/** The sample with hard text in every field that takes free text, and a title of 300 characters as far as it may be long. */
function hardDraft(template: Template): Draft {
  const answers = Object.fromEntries(template.fields.map((field) => [field.id, hardAnswer(field, template.sample.answers[field.id])]));
  const parsed = answersSchema(template.fields).parse(answers);
  const texts = Object.fromEntries(template.sections.map((section) => [section.id, [{ text: `${HARD}\n二行目\tタブ` }]]));
  return { kind: 'hard', statuses: ['draft'], answers: parsed, texts };
}

/** The sample by boilerplate, what a model wrote for the forms of the template's tests, and hard text. */
function draftsOf(template: Template): Draft[] {
  const sample = sampleAnswers(template);
  const recorded = template.tests.flatMap(({ id, answers, answer }): Draft[] => {
    const parsed = answersSchema(template.fields).parse(answers);
    return answer === undefined ? [] : [{ kind: id, statuses: ['final'], answers: parsed, texts: recordedTexts(template, parsed, answer) }];
  });
  return [
    { kind: 'sample', statuses: ['draft', 'final'], answers: sample, texts: boilerplateTexts(template, sample) },
    ...recorded,
    hardDraft(template),
  ];
}

async function goldenFile(template: Template, draft: Draft, profile: LayoutProfile, status: Status): Promise<GoldenFile> {
  const model = assembleDocument(template, draft.answers, draft.texts, profile.policies);
  return {
    name: `${template.id}.${draft.kind}.${profile.id}.${status}`,
    profile,
    status,
    title: model.title,
    templateName: model.templateName,
    answers: draft.answers,
    bytes: await renderDocx(model, { profile, status, practice: false, cityName: CITY }),
  };
}

/** Each template with its sample, with recorded answers and with hard text, in each layout, as 案 and as it is sent. */
export async function goldenFiles(): Promise<GoldenFile[]> {
  const files = LIBRARY.map(libraryTemplate).flatMap((template) =>
    draftsOf(template).flatMap((draft) =>
      (['11pt', '12pt'] as const).flatMap((id) => draft.statuses.map((status) => goldenFile(template, draft, layoutProfile(id), status))),
    ),
  );
  return Promise.all(files);
}

/** The name under which a file is saved. */
export function savedName({ title, status }: GoldenFile): string {
  return fileNames(title)[status];
}
