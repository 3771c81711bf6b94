import { isEmptyAnswer, type Answers, type Field, type WrittenSection } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { compileText } from './handlebars-guard.js';
import { pageOrder } from './page-order.js';
import { SYSTEM_MESSAGE } from './prompt-system.js';
import { askedSections } from './sections.js';
import type { PlaceholderMeaning } from './placeholders.js';
import { printValue } from './print.js';
import { textNames, type Template } from './template.js';

/** One message of a call. */
export interface PromptMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** Personal data that was replaced before the text may leave, to be put back afterwards. */
export interface MaskedValue {
  readonly id: string;
  readonly kind: 'tel' | 'mail' | 'address' | 'name';
  readonly value: string;
  readonly fieldId: string;
}

/** Strict JSON Schema of the answer: each section a string, nothing else. */
export interface AnswerSchema {
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
  /** Limit of the answer, tokens: the sum of the sections' own limits. */
  readonly maxAnswerTokens: number;
  /** What each placeholder that was offered stands for: a field, or a text to put back. */
  readonly placeholders: ReadonlyMap<string, PlaceholderMeaning>;
}

/** Tokens that the JSON around the sections takes. */
const FRAME_TOKENS = 30;

/** What a masked value is, in words. */
const MASK_KINDS: Readonly<Record<MaskedValue['kind'], string>> = {
  tel: '電話番号',
  mail: 'メールアドレス',
  address: '住所',
  name: '人の名前',
};

/** Kind of a withheld value, in words. */
const FIELD_KINDS: Partial<Record<Field['type'], string>> = {
  date: '日付',
  datetime: '日時',
  daterange: '期間',
  number: '数',
  amount: '金額',
  tel: '電話番号',
  email: 'メールアドレス',
  person: '人の名前',
  department: '部署名',
};

/** The name under which each field is offered: its id, made longer while typed text holds the same braces. */
type Tokens = ReadonlyMap<string, string>;

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

function offered(section: WrittenSection, answers: Answers): { must: string[]; may: string[] } {
  const isFilled = (id: string) => !isEmptyAnswer(answers[id]);
  return { must: section.mustUse.filter(isFilled), may: section.mayUse.filter(isFilled) };
}

function sectionLines(section: WrittenSection, answers: Answers, tokens: Tokens): string {
  const { must, may } = offered(section, answers);
  const list = (ids: readonly string[]) => ids.map((id) => `{{${tokens.get(id) ?? id}}}`).join('、');
  const style = section.style === 'dearu' ? '常体（である・した）' : 'です・ます体';
  const length =
    section.minChars > 0 ? `${String(section.minChars)}字以上${String(section.maxChars)}字以内` : `${String(section.maxChars)}字以内`;
  return [
    `- ${section.id}（${section.label}）: ${section.instruction} ${style}。一文は${String(section.maxSentenceChars)}字まで。${length}。`,
    ...(must.length > 0 ? [`  必ず使う差込語: ${list(must)}`] : []),
    ...(may.length > 0 ? [`  使ってよい差込語: ${list(may)}`] : []),
  ].join('\n');
}

function placeholderLines(template: Template, tokens: Tokens, masks: readonly MaskedValue[]): string[] {
  const fields = template.fields.filter((field) => tokens.has(field.id));
  const personal = new Set(template.fields.filter((field) => field.pii === 'mask').map((field) => field.id));
  return [
    ...fields.map((field) => {
      const shape = field.shape ?? field.example;
      return `- {{${tokens.get(field.id) ?? field.id}}} … ${field.label}（${FIELD_KINDS[field.type] ?? '語句'}${shape === undefined ? '' : `。例: ${shape}`}）`;
    }),
    ...masks.map(({ id, kind, fieldId }) => {
      const note =
        personal.has(fieldId) && kind !== 'name' ? '。相手の情報なので、本文に書かない' : '。資料の中の値。書くときはこの形のまま';
      return `- {{${id}}} … ${MASK_KINDS[kind]}${note}`;
    }),
  ];
}

function conditionLines(template: Template, answers: Answers): string[] {
  return template.fields
    .filter((field) => field.role === 'condition' && field.toLlm === 'raw')
    .flatMap((field) => {
      const value = answers[field.id];
      if (value === undefined || isEmptyAnswer(value)) {
        return [];
      }
      const text = printValue(field, value, DEFAULT_POLICIES);
      const instruction = field.instructions?.[text];
      return [`- ${field.label}: ${text}${instruction === undefined ? '' : `（${instruction}）`}`];
    });
}

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

/**
 * The messages of one call, facts withheld.
 *
 * Order of the user message: the document, the sections, the placeholders, the conditions, the page, the clerk's
 * wishes, and last the data between tags made for this call. Typed text stands in the last two only; of the
 * conditions only options of the template are told.
 *
 * @param answers with personal data replaced by the ids of `masks`
 * @param nonce   part of the tag around the data; new for each call
 */
export function buildPrompt(template: Template, answers: Answers, masks: readonly MaskedValue[], nonce: string): Prompt {
  const asked = askedSections(template, answers);
  const material = new Set(asked.flatMap((section) => section.material));
  const data = labelled(
    template.fields.filter((field) => material.has(field.id)),
    answers,
  );
  const wishes = labelled(
    template.fields.filter((field) => field.role === 'wish'),
    answers,
  );
  const ids = [...new Set(asked.flatMap((section) => Object.values(offered(section, answers)).flat()))];
  const told = masks.filter((mask) => data.includes(`{{${mask.id}}}`) || wishes.includes(`{{${mask.id}}}`));
  const tokens = tokensFor(ids, data + wishes);
  const tag = tagFor(data + wishes, nonce);
  const filled = Object.fromEntries([...textNames(template)].map((id) => [id, isEmptyAnswer(answers[id]) ? '' : '1']));
  const content = [
    `様式: ${template.name}（${template.purpose}）\n${compileText(template.prompt, textNames(template))(filled).trim()}`,
    ...headed(
      '書く節:',
      asked.map((section) => sectionLines(section, answers, tokens)),
    ),
    ...headed('差込語:', placeholderLines(template, tokens, told)),
    ...headed('条件:', conditionLines(template, answers)),
    ...headed('紙面の並び（★が書く節。ほかは別に組む）:', pageOrder(template, answers)),
    ...headed(
      '担当者の希望（できるだけ従う。上の決まりに反するときは決まりが先。事実の根拠にはしない）:',
      wishes === '' ? [] : [`<wish-${tag}>`, wishes, `</wish-${tag}>`],
    ),
    `資料:\n<${tag}>\n${data}\n</${tag}>`,
    `返答の形: {${asked.map((section) => `"${section.id}": "…"`).join(', ')}}`,
  ].join('\n\n');
  return {
    messages: [
      { role: 'system', content: SYSTEM_MESSAGE },
      { role: 'user', content },
    ],
    answerSchema: answerSchema(asked),
    sectionIds: asked.map((section) => section.id),
    maxAnswerTokens: FRAME_TOKENS + asked.reduce((sum, section) => sum + section.maxTokens, 0),
    placeholders: meanings(tokens, told),
  };
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
