import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersSchema, type Answers, type Field, type SectionTexts } from '@bunan/contracts';
import { screenAnswers } from '@bunan/review';
import { buildPrompt, parseAnswer, type Template } from '@bunan/template-engine';
import * as z from 'zod';

const FOLDER = join(__dirname, 'recorded');

const cellSchema = z.union([z.string(), z.number(), z.null()]).transform((cell) => String(cell ?? ''));
const valueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([cellSchema, z.array(cellSchema)])),
  z.record(z.string(), cellSchema).transform((group) => Object.values(group)),
  z.null().transform(() => ''),
]);

const recordedSchema = z.strictObject({
  template: z.string(),
  title: z.string(),
  answers: z.record(z.string(), valueSchema),
  /** What a model wrote, unedited, by section. */
  written: z.record(z.string(), z.string()),
});

/** One form as it was filled in and what a model wrote for it; rows are lists of cells in the order of the columns. */
export type Recorded = z.infer<typeof recordedSchema>;
type RecordedValue = z.infer<typeof valueSchema>;

/** Names of all recorded answers: kaigiroku-1, … */
export const RECORDED: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace('.json', ''))
  .toSorted();

export function recorded(name: string): Recorded {
  return recordedSchema.parse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
}

/** What our templates ask for and the recorded forms did not have. */
const ADDED: Readonly<Record<string, Answers>> = {
  'shimin-kaito': { honorific: '様', senderTitle: 'あおば市長', subject: 'お問合せいただいた件について' },
};

/** Sections under the name that they had when the answers were recorded. */
const RECORDED_AS: Readonly<Record<string, string>> = { actionsText: 'actions' };

function answerOf(field: Field, value: RecordedValue): unknown {
  if (field.type !== 'rows' || !Array.isArray(value)) {
    return value;
  }
  const columns = field.columns ?? [];
  return value.map((cells) => Object.fromEntries(columns.map((column, index) => [column.id, cells[index] ?? ''])));
}

/** A recorded form as a clerk would send it for the template of today. */
export function recordedAnswers(template: Template, name: string): Answers {
  const { answers } = recorded(name);
  const known = template.fields.flatMap((field) => {
    const value = answers[field.id];
    return value === undefined || value === '' ? [] : [[field.id, answerOf(field, value)] as const];
  });
  return answersSchema(template.fields).parse({ ...Object.fromEntries(known), ...ADDED[template.id] });
}

/** What the model wrote, read as the product reads an answer. */
export function recordedTexts(template: Template, name: string): SectionTexts {
  const { written } = recorded(name);
  const screened = screenAnswers(template.fields, recordedAnswers(template, name));
  const prompt = buildPrompt(template, screened.answers, { masks: screened.masks, nonce: 'recorded' });
  const answer = Object.fromEntries(prompt.sectionIds.map((id) => [id, written[RECORDED_AS[id] ?? id]]));
  const parsed = parseAnswer(prompt, JSON.stringify(answer));
  if (!parsed.ok) {
    throw new Error(`${name} cannot be read: ${parsed.fault}`);
  }
  return parsed.texts;
}
