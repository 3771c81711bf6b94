import {
  isCostly,
  longestText,
  MAX_FILES,
  ruleFields,
  ruleLoops,
  valueSchema,
  type Field,
  type TemplateDefinition,
} from '@bunan/contracts';
import { faultsAt, missingFields, type TemplateFault } from './fault.js';

/** Properties of a field in which something can be wrong by its type or by other properties. */
type Property = 'options' | 'columns' | 'toLlm' | 'accept' | 'maxRows' | 'default' | 'notBefore' | 'must.pattern' | 'usual.pattern';

/** What a field of its type needs, and what it cannot have; each told at the property that is to be changed. */
const KIND_FAULTS: readonly { readonly at: Property; readonly isWrong: (field: Field) => boolean; readonly says: string }[] = [
  {
    at: 'options',
    isWrong: ({ type, options }) => type.endsWith('select') && options === undefined,
    says: 'に、選ぶもの（options）がありません。',
  },
  { at: 'default', isWrong: isStrangeDefault, says: 'の初めの値は、この項目に入力できる値ではありません。' },
  { at: 'columns', isWrong: ({ type, columns }) => type === 'rows' && columns === undefined, says: 'に、列（columns）がありません。' },
  {
    at: 'columns',
    isWrong: ({ type, columns }) => type !== 'rows' && columns !== undefined,
    says: 'は表ではないので、列（columns）を持てません。',
  },
  {
    at: 'toLlm',
    isWrong: ({ type, toLlm }) => type === 'file' && toLlm === 'raw',
    says: 'は添付ファイルなので、AIに読ませることはできません。',
  },
  {
    at: 'accept',
    isWrong: ({ type, accept }) => type !== 'file' && accept !== undefined,
    says: 'は添付ファイルではないので、種類（accept）を決められません。',
  },
  {
    at: 'maxRows',
    isWrong: ({ type, maxRows = 0 }) => type === 'file' && maxRows > MAX_FILES,
    says: `に付けられるファイルは、${String(MAX_FILES)}個までです。`,
  },
  {
    at: 'default',
    isWrong: ({ type, default: initial }) => type === 'file' && initial !== undefined,
    says: 'は添付ファイルなので、初めの値を持てません。',
  },
  {
    at: 'default',
    isWrong: ({ hidden, default: initial }) => hidden === true && initial === undefined,
    says: 'は画面に出さないので、初めの値が要ります。',
  },
  {
    at: 'notBefore',
    isWrong: ({ type, notBefore }) => notBefore !== undefined && !/^date(time)?$/.test(type),
    says: 'は日付ではないので、前後を決められません。',
  },
  ...(['must', 'usual'] as const).map((form) => ({
    at: `${form}.pattern` as const,
    isWrong: (field: Field) => isCostlyForm(field, form),
    says: 'の形の指定（正規表現）が複雑すぎます。「^」で始めるか、繰り返しや最も長い字数（maxLength）を減らしてください。',
  })),
];

/** A costly form is not tried: it is told of by itself. */
function isStrangeDefault(field: Field): boolean {
  const isCostlyField = isCostlyForm(field, 'must') || isCostlyForm(field, 'usual');
  return field.default !== undefined && !isCostlyField && !valueSchema(field).safeParse(field.default).success;
}

function isCostlyForm(field: Field, name: 'must' | 'usual'): boolean {
  const form = field[name];
  return form !== undefined && isCostly(form.pattern, longestText(field));
}

/** Fields that the rules of a field look at. */
export function conditionFields({ visibleWhen, requiredWhen }: Field): string[] {
  return [visibleWhen, requiredWhen].flatMap((rule) => (rule === undefined ? [] : ruleFields(rule)));
}

/** Every field has one place in the form, unless it is hidden; no condition leads back to itself. */
export function fieldFaults({ fields, groups }: TemplateDefinition): TemplateFault[] {
  const known = new Set(fields.map(({ id }) => id));
  const grouped = groups.flatMap((group) => group.fields);
  const loops = new Set(ruleLoops(fields));
  return fields.flatMap((field, index) => {
    const path = `fields.${String(index)}`;
    return [
      ...(['visibleWhen', 'requiredWhen'] as const).flatMap((rule) =>
        faultsAt(`${path}.${rule}`, missingFields(field[rule] === undefined ? [] : ruleFields(field[rule]), known)),
      ),
      ...faultsAt(`${path}.notBefore`, missingFields(field.notBefore === undefined ? [] : [field.notBefore], known)),
      ...faultsAt(path, placeFaults(field, grouped.filter((each) => each === field.id).length)),
      ...(loops.has(field.id) ? faultsAt(`${path}.visibleWhen`, [`項目「${field.id}」を示す条件が、その項目自身に戻ります。`]) : []),
      ...KIND_FAULTS.filter(({ isWrong }) => isWrong(field)).flatMap(({ at, says }) =>
        faultsAt(`${path}.${at}`, [`項目「${field.id}」${says}`]),
      ),
    ];
  });
}

function placeFaults({ id, hidden = false }: Field, places: number): string[] {
  if (hidden) {
    return places > 0 ? [`項目「${id}」は画面に出さない項目なので、入力欄に置けません。`] : [];
  }
  if (places === 1) {
    return [];
  }
  return [places === 0 ? `項目「${id}」の入力欄がありません。` : `項目「${id}」が入力欄に二度出ます。`];
}
