import {
  answersSchema,
  fieldErrors,
  isCostly,
  longestText,
  MAX_FILES,
  ruleFields,
  ruleLoops,
  valueSchema,
  type Field,
  type LayoutPart,
  type OutlineItem,
  type TemplateDefinition,
} from '@bunan/contracts';
import type { TemplateFault } from './fault.js';
import { RESERVED_WORDS } from './handlebars-guard.js';
import { formatFaults, idsIn } from './pattern-faults.js';
import { handlebarsFaults, instructionFaults } from './text-faults.js';

/** Keys of the layout whose value is the id of a field. */
const FIELD_KEYS = new Set(['number', 'date', 'lines', 'honorific', 'seal', 'field', 'rows', 'table', 'onlyWith', 'notWith']);

/** Field ids that the layout prints, in whatever way. */
function printedFields(layout: unknown): Set<string> {
  const named: string[] = [];
  JSON.stringify(layout, (key, value: unknown) => {
    if (FIELD_KEYS.has(key) && typeof value === 'string') {
      named.push(value);
    }
    return value;
  });
  return new Set([...named, ...idsIn(layout)]);
}

/** Field ids that the writing of a section takes in. */
function writtenFields({ sections, fields }: TemplateDefinition): Set<string> {
  const steering = fields.filter((field) => field.role !== 'material').map((field) => field.id);
  return new Set([...steering, ...sections.flatMap((section) => [...section.material, ...section.mustUse, ...section.mayUse])]);
}

function withItemsBelow(items: readonly OutlineItem[]): OutlineItem[] {
  return items.flatMap((item) => [item, ...withItemsBelow(item.items ?? [])]);
}

/** The items of a part, at every level. */
function outlineOf(part: LayoutPart): readonly OutlineItem[] {
  if (part.part === 'outline') {
    return withItemsBelow(part.items);
  }
  return part.part === 'note' ? withItemsBelow([...part.before, ...part.also]) : [];
}

/** Ids of the written sections that a part of the layout shows. */
function sectionsOfPart(part: LayoutPart): string[] {
  const own = part.part === 'written' ? [part.section] : part.part === 'note' && part.answers !== undefined ? [part.answers.section] : [];
  return [...own, ...outlineOf(part).flatMap((item) => (item.section === undefined ? [] : [item.section]))];
}

function at(path: string, messages: readonly string[]): TemplateFault[] {
  return messages.map((message) => ({ path, message }));
}

function missingFields(ids: Iterable<string>, known: ReadonlySet<string>): string[] {
  return [...new Set(ids)].filter((id) => !known.has(id)).map((id) => `項目「${id}」がありません。`);
}

/** Entries whose id stands further up already. */
function repeated(list: readonly { readonly id: string }[], path: string, word: string): TemplateFault[] {
  return list.flatMap(({ id }, index) =>
    list.findIndex((each) => each.id === id) < index ? at(`${path}.${String(index)}`, [`${word}「${id}」が二つあります。`]) : [],
  );
}

/** Every name that is used stands for something. */
function referenceFaults(template: TemplateDefinition): TemplateFault[] {
  const fields = new Set(template.fields.map((field) => field.id));
  const sections = new Set(template.sections.map((section) => section.id));
  const shown = new Set(template.layout.flatMap(sectionsOfPart));
  return [
    ...template.layout.flatMap((part, index) => [
      ...at(`layout.${String(index)}`, missingFields(printedFields(part), fields)),
      ...at(
        `layout.${String(index)}`,
        sectionsOfPart(part).flatMap((id) => (sections.has(id) ? [] : [`節「${id}」がありません。`])),
      ),
    ]),
    ...template.sections.flatMap(({ id, material, mustUse, mayUse, onlyWith, notWith }, index) => [
      ...at(`sections.${String(index)}`, missingFields([...material, ...mustUse, ...mayUse, ...onlyWith, ...notWith], fields)),
      ...at(`sections.${String(index)}`, shown.has(id) ? [] : [`節「${id}」が文書のどこにも出ません。`]),
    ]),
    ...at('title', missingFields(idsIn(template.title), fields)),
    ...template.groups.flatMap((group, index) => at(`groups.${String(index)}.fields`, missingFields(group.fields, fields))),
    ...template.fields.flatMap(({ id }, index) =>
      RESERVED_WORDS.has(id)
        ? at(`fields.${String(index)}.id`, [`「${id}」は条件を書く語なので、項目の番号にできません。ほかの番号にしてください。`])
        : [],
    ),
    ...repeated(template.fields, 'fields', '項目'),
    ...repeated(template.sections, 'sections', '節'),
    ...repeated(template.groups, 'groups', '入力のまとまり'),
    ...repeated(template.tests, 'tests', '試験'),
    ...formFaults(template, fields),
  ];
}

/** Every field has one place in the form, unless it is hidden; no condition leads back to itself. */
function formFaults({ fields, groups }: TemplateDefinition, known: ReadonlySet<string>): TemplateFault[] {
  const grouped = groups.flatMap((group) => group.fields);
  const loops = new Set(ruleLoops(fields));
  return fields.flatMap((field, index) =>
    at(`fields.${String(index)}`, [
      ...missingFields([...conditionFields(field), ...(field.notBefore === undefined ? [] : [field.notBefore])], known),
      ...placeFaults(field, grouped.filter((each) => each === field.id).length),
      ...(loops.has(field.id) ? [`項目「${field.id}」を示す条件が、その項目自身に戻ります。`] : []),
      ...KIND_FAULTS.flatMap(({ isWrong, says }) => (isWrong(field) ? [`項目「${field.id}」${says}`] : [])),
    ]),
  );
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

/** What a field of its type needs, and what it cannot have. */
const KIND_FAULTS: readonly { readonly isWrong: (field: Field) => boolean; readonly says: string }[] = [
  { isWrong: ({ type, options }) => type.endsWith('select') && options === undefined, says: 'に、選ぶもの（options）がありません。' },
  { isWrong: isStrangeDefault, says: 'の初めの値は、この項目に入力できる値ではありません。' },
  { isWrong: ({ type, columns }) => type === 'rows' && columns === undefined, says: 'に、列（columns）がありません。' },
  { isWrong: ({ type, columns }) => type !== 'rows' && columns !== undefined, says: 'は表ではないので、列（columns）を持てません。' },
  { isWrong: ({ type, toLlm }) => type === 'file' && toLlm === 'raw', says: 'は添付ファイルなので、AIに読ませることはできません。' },
  {
    isWrong: ({ type, accept }) => type !== 'file' && accept !== undefined,
    says: 'は添付ファイルではないので、種類（accept）を決められません。',
  },
  {
    isWrong: ({ type, maxRows = 0 }) => type === 'file' && maxRows > MAX_FILES,
    says: `に付けられるファイルは、${String(MAX_FILES)}個までです。`,
  },
  {
    isWrong: ({ type, default: initial }) => type === 'file' && initial !== undefined,
    says: 'は添付ファイルなので、初めの値を持てません。',
  },
  {
    isWrong: ({ hidden, default: initial }) => hidden === true && initial === undefined,
    says: 'は画面に出さないので、初めの値が要ります。',
  },
  {
    isWrong: ({ type, notBefore }) => notBefore !== undefined && !/^date(time)?$/.test(type),
    says: 'は日付ではないので、前後を決められません。',
  },
  {
    isWrong: hasCostlyForm,
    says: 'の形の指定（正規表現）が複雑すぎます。「^」で始めるか、繰り返しや最も長い字数（maxLength）を減らしてください。',
  },
];

/** A costly form is not tried: it is told of by itself. */
function isStrangeDefault(field: Field): boolean {
  return field.default !== undefined && !hasCostlyForm(field) && !valueSchema(field).safeParse(field.default).success;
}

function hasCostlyForm(field: Field): boolean {
  return [field.must, field.usual].some((form) => form !== undefined && isCostly(form.pattern, longestText(field)));
}

/** Fields that the rules of a field look at. */
function conditionFields({ visibleWhen, requiredWhen }: Field): string[] {
  return [visibleWhen, requiredWhen].flatMap((rule) => (rule === undefined ? [] : ruleFields(rule)));
}

/** Every field is printed or written from; what a section is told fits what the field may tell. */
function useFaults(template: TemplateDefinition): TemplateFault[] {
  const used = new Set([
    ...printedFields(template.layout),
    ...writtenFields(template),
    ...template.fields.flatMap(conditionFields),
    ...idsIn(template.title),
  ]);
  const toLlm = new Map(template.fields.map((field) => [field.id, field.toLlm]));
  const isOther = (id: string, wanted: Field['toLlm']) => toLlm.has(id) && toLlm.get(id) !== wanted;
  return [
    ...template.fields.flatMap(({ id }, index) =>
      used.has(id) ? [] : at(`fields.${String(index)}`, [`項目「${id}」は、どこにも印刷されず、何も左右しません。`]),
    ),
    ...template.sections.flatMap(({ id, material, mustUse, mayUse, minChars, maxChars }, index) =>
      at(`sections.${String(index)}`, [
        ...material
          .filter((field) => isOther(field, 'raw'))
          .map((field) => `節「${id}」の材料「${field}」は、AIが読める項目ではありません。`),
        ...[...mustUse, ...mayUse]
          .filter((field) => isOther(field, 'placeholder'))
          .map((field) => `節「${id}」の差込語「${field}」は、伏せて渡す項目ではありません。`),
        ...(minChars > maxChars ? [`節「${id}」の字数の下限が上限を超えています。`] : []),
      ]),
    ),
  ];
}

/** A table that is printed is one of rows, and sums are of numbers. */
function tableFaults(field: Field | undefined, totals: readonly string[] = []): string[] {
  if (field === undefined) {
    return [];
  }
  const numbers = (field.columns ?? []).filter(({ type }) => type === 'number' || type === 'amount').map(({ id }) => id);
  return [
    ...(field.type === 'rows' ? [] : [`「${field.id}」は表の項目ではありません。`]),
    ...totals.filter((id) => !numbers.includes(id)).map((id) => `列「${id}」は数ではないので、合計できません。`),
  ];
}

/** Tables that a part prints, with the columns that are added up. */
function tablesOf(part: LayoutPart): { table?: string | undefined; totals?: readonly string[] | undefined }[] {
  const own = part.part === 'table' ? [part] : part.part === 'note' ? [{ table: part.rows }, { table: part.answers?.rows }] : [];
  return [...own, ...outlineOf(part)];
}

/** The layout prints tables of rows, and it and the title print values in formats that fit them. */
function layoutFaults({ fields, layout, title }: TemplateDefinition): TemplateFault[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  return [
    ...layout.flatMap((part, index) =>
      at(`layout.${String(index)}`, [
        ...tablesOf(part).flatMap(({ table, totals }) => tableFaults(table === undefined ? undefined : byId.get(table), totals)),
        ...formatFaults(part, byId),
      ]),
    ),
    ...at('title', formatFaults(title, byId)),
  ];
}

/** The sample and the forms of the tests are what a clerk could send; tests look at sections that there are. */
function exampleFaults({ fields, sample, sections, tests }: TemplateDefinition): TemplateFault[] {
  const schema = answersSchema(fields);
  const known = new Set(sections.map((section) => section.id));
  const answerFaults = (answers: unknown, path: string) => {
    const result = schema.safeParse(answers);
    return result.success ? [] : fieldErrors(result.error).map((error) => ({ path: `${path}.${error.path}`, message: error.message }));
  };
  return [
    ...answerFaults(sample.answers, 'sample.answers'),
    ...tests.flatMap(({ answers, answer = {}, expect }, index) => {
      const path = `tests.${String(index)}`;
      const named = [...Object.keys(answer), ...expect.flatMap(({ section }) => (section === undefined ? [] : [section]))];
      const unknown = named.filter((id) => !known.has(id)).map((id) => `節「${id}」がありません。`);
      return [...answerFaults(answers, `${path}.answers`), ...at(path, [...new Set(unknown)])];
    }),
  ];
}

/** Everything that is wrong with a template whose form is right; empty when it can be used. */
export function templateFaults(template: TemplateDefinition): TemplateFault[] {
  const structure = [
    ...referenceFaults(template),
    ...useFaults(template),
    ...layoutFaults(template),
    ...handlebarsFaults(template),
    ...instructionFaults(template),
  ];
  const loops = ruleLoops(template.fields).length > 0;
  return loops ? structure : [...structure, ...exampleFaults(template)];
}
