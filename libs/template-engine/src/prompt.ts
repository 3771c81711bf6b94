import { isEmptyAnswer, type Answers, type Field, type Parts, type SectionTexts, type WrittenSection } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { compileText } from './handlebars-guard.js';
import { pageOrder } from './page-order.js';
import type { MaskedValue, PlaceholderMeaning } from './placeholders.js';
import { printValue } from './print.js';
import { conditionLines, offered, placeholderLines, sectionLines, type Tokens } from './prompt-lines.js';
import { SYSTEM_MESSAGE } from './prompt-system.js';
import type { Template } from './template.js';
import { textNames } from './text-faults.js';
import { sectionsToWrite, WHOLE_DOCUMENT, writtenText, type WritingTask } from './writing-task.js';

/** One message of a call. */
interface PromptMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** Strict JSON Schema of the answer: each section a string, nothing else. */
interface AnswerSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, { readonly type: 'string' }>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** Everything of one call: what is sent, the limit of the answer, and what its placeholders mean. */
export interface Prompt {
  readonly messages: readonly PromptMessage[];
  readonly answerSchema: AnswerSchema;
  /** Sections in the order in which they are asked for. */
  readonly sectionIds: readonly string[];
  /** The most that the answer may take by the sections' own limits, tokens of o200k_base. */
  readonly mostAnswerTokens: number;
  /** What each placeholder that was offered stands for: a field, or a text to put back. */
  readonly placeholders: ReadonlyMap<string, PlaceholderMeaning>;
}

/** Tokens that the JSON around the sections takes. */
const FRAME_TOKENS = 30;

/** The name under which each field is offered: its id, made longer while typed text holds the same braces. */
function tokensFor(ids: readonly string[], typed: string): Tokens {
  return new Map(
    ids.map((id) => {
      let token = id;
      while (typed.includes(`{{${token}}}`)) {
        token += 'x';
      }
      return [id, token];
    }),
  );
}

/** A tag that the data cannot hold: made longer until it does not occur. */
function tagFor(data: string, nonce: string): string {
  let tag = `data-${nonce}`;
  while (data.includes(tag)) {
    tag += 'x';
  }
  return tag;
}

/** A part of the message under its heading; nothing when it would be empty. */
function headed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${heading}\n${lines.join('\n')}`];
}

/** Texts of fields with a role, each under its label. */
function labelled(fields: readonly Field[], answers: Answers): string {
  return fields
    .flatMap((field) => {
      const value = answers[field.id];
      return value === undefined || isEmptyAnswer(value) ? [] : [`【${field.label}】\n${printValue(field, value, DEFAULT_POLICIES)}`];
    })
    .join('\n\n');
}

/** The templates' own texts, compiled: a published version never changes. */
const introductions = new WeakMap<Template, ReturnType<typeof compileText>>();

function introductionOf(template: Template): ReturnType<typeof compileText> {
  const known = introductions.get(template);
  if (known !== undefined) {
    return known;
  }
  const compiled = compileText(template.prompt, textNames(template));
  introductions.set(template, compiled);
  return compiled;
}

/** What makes a call this one, beside template and form. */
export interface PromptOptions {
  /** Personal data that was taken out of the answers, and out of what is written already. */
  readonly masks: readonly MaskedValue[];
  /** Part of the tags around what people have typed; new for each call. */
  readonly nonce: string;
  /** Texts in it have their personal data replaced by the ids of `masks`. */
  readonly task?: WritingTask;
}

/**
 * The messages of one call, facts withheld.
 *
 * Order of the user message: the document, the sections, the placeholders, the conditions, the page, the clerk's
 * wishes, the data and last what is written already, each between tags made for this call. Typed text stands in the last
 * three only; of the conditions only options of the template are told.
 *
 * @param answers with personal data replaced by the ids of `masks`
 */
export function buildPrompt(template: Template, answers: Answers, { masks, nonce, task = WHOLE_DOCUMENT }: PromptOptions): Prompt {
  const asked = sectionsToWrite(template, answers, task);
  const typed = typedTexts(template, answers, { asked, unfinished: task.unfinished ?? {} });
  const everything = typed.data + typed.wishes + typed.written;
  const ids = [...new Set(asked.flatMap((section) => Object.values(offered(section, answers)).flat()))];
  const told = masks.filter((mask) => everything.includes(`{{${mask.id}}}`));
  const tokens = tokensFor(ids, everything);
  const content = [
    ...headed(`様式: ${template.name}（${template.purpose}）`, [aboutDocument(template, answers)]),
    ...headed(
      '書く節:',
      asked.map((section) => sectionLines(section, answers, tokens)),
    ),
    ...headed('差込語:', placeholderLines(template, tokens, told)),
    ...headed('条件:', conditionLines(template, answers)),
    ...headed('紙面の並び（★が書く節。ほかは別に組む）:', pageOrder(template, answers)),
    ...typedParts(typed, tagFor(everything, nonce)),
    ...writtenSoFar(asked, task.unfinished ?? {}, { tokens, tag: tagFor(everything, nonce) }),
    `返答の形: {${asked.map((section) => `"${section.id}": "…"`).join(', ')}}`,
  ].join('\n\n');
  return {
    messages: [
      { role: 'system', content: SYSTEM_MESSAGE },
      { role: 'user', content },
    ],
    answerSchema: answerSchema(asked),
    sectionIds: asked.map((section) => section.id),
    mostAnswerTokens: FRAME_TOKENS + asked.reduce((sum, section) => sum + section.maxTokens, 0),
    placeholders: meanings(tokens, told),
  };
}

/** What the template says of the document, its sender and its reader; it sees only which fields are filled. */
function aboutDocument(template: Template, answers: Answers): string {
  const names = textNames(template);
  const filled = Object.fromEntries([...names].map((id) => [id, isEmptyAnswer(answers[id]) ? '' : '1']));
  return introductionOf(template)(filled).trim();
}

/** Everything in a message that people have typed, and what was written from it. */
interface TypedTexts {
  readonly data: string;
  readonly wishes: string;
  readonly written: string;
}

function typedTexts(
  template: Template,
  answers: Answers,
  { asked, unfinished }: { readonly asked: readonly WrittenSection[]; readonly unfinished: SectionTexts },
): TypedTexts {
  const material = new Set(asked.flatMap((section) => section.material));
  const fieldsWhere = (test: (field: Field) => boolean) => labelled(template.fields.filter(test), answers);
  return {
    data: fieldsWhere((field) => material.has(field.id)),
    wishes: fieldsWhere((field) => field.role === 'wish'),
    // Only text: a value of the form is offered under a name that no text holds.
    written: Object.values(unfinished)
      .flat()
      .flatMap((part) => ('text' in part ? [part.text] : []))
      .join('\n'),
  };
}

/** The clerk's wishes, then the data, each between tags that neither can hold. */
function typedParts({ data, wishes }: Pick<TypedTexts, 'data' | 'wishes'>, tag: string): string[] {
  return [
    ...headed(
      '担当者の希望（できるだけ従う。上の決まりに反するときは決まりが先。事実の根拠にはしない）:',
      wishes === '' ? [] : [`<wish-${tag}>`, wishes, `</wish-${tag}>`],
    ),
    `資料:\n<${tag}>\n${data}\n</${tag}>`,
  ];
}

/** What an answer before this one wrote of the sections that are asked for now: only what follows is wanted. */
function writtenSoFar(
  asked: readonly WrittenSection[],
  unfinished: SectionTexts,
  { tokens, tag }: { readonly tokens: Tokens; readonly tag: string },
): string[] {
  const texts = asked.flatMap(({ id, label }) => {
    const parts: Parts = unfinished[id] ?? [];
    return parts.length === 0 ? [] : [`【${id}（${label}）】\n${writtenText(parts, (field) => tokens.get(field) ?? field)}`];
  });
  return headed(
    'ここまでに書いた文章（この続きだけを書く。繰り返さず、書き直さない。文の途中ならその続きから、段落を改めるときは \\n から始める）:',
    texts.length === 0 ? [] : [`<written-${tag}>`, texts.join('\n\n'), `</written-${tag}>`],
  );
}

function meanings(tokens: Tokens, masks: readonly MaskedValue[]): Prompt['placeholders'] {
  return new Map<string, PlaceholderMeaning>([
    ...[...tokens].map(([field, token]) => [token, { field }] as const),
    ...masks.map((mask) => [mask.id, { text: mask.value }] as const),
  ]);
}

function answerSchema(asked: readonly WrittenSection[]): AnswerSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map((section) => [section.id, { type: 'string' as const }])),
    required: asked.map((section) => section.id),
    additionalProperties: false,
  };
}
