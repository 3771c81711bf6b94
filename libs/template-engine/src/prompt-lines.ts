import { isEmptyAnswer, type Answers, type Field, type WrittenSection } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import type { MaskedValue } from './placeholders.js';
import { printValue } from './print.js';
import type { Template } from './template.js';

/** The name under which each field is offered, by field id. */
export type Tokens = ReadonlyMap<string, string>;

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
  file: 'ファイルの名前',
};

/** Placeholders of a section whose field is filled. */
export function offered(section: WrittenSection, answers: Answers): { must: string[]; may: string[] } {
  const isFilled = (id: string) => !isEmptyAnswer(answers[id]);
  return { must: section.mustUse.filter(isFilled), may: section.mayUse.filter(isFilled) };
}

/** What a section has to be: its instruction, limits and placeholders. */
export function sectionLines(section: WrittenSection, answers: Answers, tokens: Tokens): string {
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

/** The placeholders that are offered: what each stands for and an invented example of its shape. */
export function placeholderLines(template: Template, tokens: Tokens, masks: readonly MaskedValue[]): string[] {
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

/** What steers the writing: options that were chosen and what each means. */
export function conditionLines(template: Template, answers: Answers): string[] {
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
