import {
  answersSchema,
  fieldErrors,
  ruleLoops,
  type Field,
  type LayoutPart,
  type OutlineItem,
  type TemplateDefinition,
} from '@bunan/contracts';
import { faultsAt, missingFields, type TemplateFault } from './fault.js';
import { conditionFields, fieldFaults } from './field-faults.js';
import { RESERVED_WORDS } from './handlebars-guard.js';
import { formatFaults, idsIn } from './pattern-faults.js';
import { handlebarsFaults, instructionFaults } from './text-faults.js';

/** Lists of fields that a section has. */
const FIELD_LISTS = ['material', 'mustUse', 'mayUse', 'onlyWith', 'notWith'] as const;
type FieldList = (typeof FIELD_LISTS)[number];

/** What the model has to see of a field that stands in such a list; any, where it is not named. */
const NEEDS: Partial<Record<FieldList, { readonly toLlm: Field['toLlm']; readonly says: string }>> = {
  material: { toLlm: 'raw', says: 'は、AIが読む項目ではありません。' },
  mustUse: { toLlm: 'placeholder', says: 'は、目印で渡す項目ではありません。' },
  mayUse: { toLlm: 'placeholder', says: 'は、目印で渡す項目ではありません。' },
};

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

/** Entries whose id stands further up already. */
function repeated(list: readonly { readonly id: string }[], path: string, word: string): TemplateFault[] {
  return list.flatMap(({ id }, index) =>
    list.findIndex((each) => each.id === id) < index ? faultsAt(`${path}.${String(index)}.id`, [`${word}「${id}」が二つあります。`]) : [],
  );
}

/** Every name that is used stands for something. */
function referenceFaults(template: TemplateDefinition): TemplateFault[] {
  const fields = new Set(template.fields.map((field) => field.id));
  const sections = new Set(template.sections.map((section) => section.id));
  const shown = new Set(template.layout.flatMap(sectionsOfPart));
  return [
    ...template.layout.flatMap((part, index) => [
      ...faultsAt(`layout.${String(index)}`, missingFields(printedFields(part), fields)),
      ...faultsAt(
        `layout.${String(index)}`,
        sectionsOfPart(part).flatMap((id) => (sections.has(id) ? [] : [`節「${id}」がありません。`])),
      ),
    ]),
    ...template.sections.flatMap(({ id }, index) =>
      faultsAt(`sections.${String(index)}`, shown.has(id) ? [] : [`節「${id}」が文書のどこにも出ません。`]),
    ),
    ...faultsAt('title', missingFields(idsIn(template.title), fields)),
    ...template.groups.flatMap((group, index) => faultsAt(`groups.${String(index)}.fields`, missingFields(group.fields, fields))),
    ...template.fields.flatMap(({ id }, index) =>
      RESERVED_WORDS.has(id)
        ? faultsAt(`fields.${String(index)}.id`, [`「${id}」は条件を書く語なので、項目の番号にできません。ほかの番号にしてください。`])
        : [],
    ),
    ...repeated(template.fields, 'fields', '項目'),
    ...repeated(template.sections, 'sections', '節'),
    ...repeated(template.groups, 'groups', '入力のまとまり'),
    ...repeated(template.tests, 'tests', '試験'),
    ...fieldFaults(template),
  ];
}

/** Every field is printed or written from. */
function useFaults(template: TemplateDefinition): TemplateFault[] {
  const used = new Set([
    ...printedFields(template.layout),
    ...writtenFields(template),
    ...template.fields.flatMap(conditionFields),
    ...idsIn(template.title),
  ]);
  return template.fields.flatMap(({ id }, index) =>
    used.has(id) ? [] : faultsAt(`fields.${String(index)}`, [`項目「${id}」は、どこにも印刷されず、何も左右しません。`]),
  );
}

/** Every field that a section names is there, and tells what the section is told of it. */
function sectionFaults({ fields, sections }: TemplateDefinition): TemplateFault[] {
  const known = new Map(fields.map((field) => [field.id, field.toLlm]));
  const wrongUse = (list: FieldList, id: string): string[] => {
    const need = NEEDS[list];
    if (!known.has(id)) {
      return missingFields([id], new Set());
    }
    return need === undefined || need.toLlm === known.get(id) ? [] : [`項目「${id}」${need.says}`];
  };
  return sections.flatMap((section, index) => {
    const path = `sections.${String(index)}`;
    const { id, minChars, maxChars } = section;
    return [
      ...FIELD_LISTS.flatMap((list) =>
        section[list].flatMap((field, place) => faultsAt(`${path}.${list}.${String(place)}`, wrongUse(list, field))),
      ),
      ...faultsAt(`${path}.minChars`, minChars > maxChars ? [`節「${id}」の字数の下限が上限を超えています。`] : []),
    ];
  });
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
      faultsAt(`layout.${String(index)}`, [
        ...tablesOf(part).flatMap(({ table, totals }) => tableFaults(table === undefined ? undefined : byId.get(table), totals)),
        ...formatFaults(part, byId),
      ]),
    ),
    ...faultsAt('title', formatFaults(title, byId)),
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
      const unknown = (place: string, id: string) => (known.has(id) ? [] : faultsAt(`${path}.${place}`, [`節「${id}」がありません。`]));
      return [
        ...answerFaults(answers, `${path}.answers`),
        ...Object.keys(answer).flatMap((id) => unknown(`answer.${id}`, id)),
        ...expect.flatMap(({ section }, place) => (section === undefined ? [] : unknown(`expect.${String(place)}.section`, section))),
      ];
    }),
  ];
}

/** Everything that is wrong with a template whose form is right; empty when it can be used. */
export function templateFaults(template: TemplateDefinition): TemplateFault[] {
  const structure = [
    ...referenceFaults(template),
    ...useFaults(template),
    ...sectionFaults(template),
    ...layoutFaults(template),
    ...handlebarsFaults(template),
    ...instructionFaults(template),
  ];
  const loops = ruleLoops(template.fields).length > 0;
  return loops ? structure : [...structure, ...exampleFaults(template)];
}
