import {
  answersSchema,
  fieldErrors,
  ruleFields,
  ruleLoops,
  templateDefinitionSchema,
  type Field,
  type TemplateDefinition,
} from '@bunan/contracts';
import { textFaults } from './handlebars-guard.js';

/** A template that has passed every check. */
export type Template = TemplateDefinition;

/** A template that cannot be used; the message lists every fault, one a line. */
export class TemplateError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`様式に誤りがあります。\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'TemplateError';
  }
}

/** Field ids that a text of the layout names. */
function idsIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/\{\{([a-z][A-Za-z0-9]*)/g)].map((match) => match[1] ?? '');
}

/** Field ids that the layout prints, in whatever way. */
function printedFields({ layout }: Template): Set<string> {
  const keys = new Set(['number', 'date', 'lines', 'honorific', 'seal', 'field', 'rows', 'table', 'onlyWith']);
  const named: string[] = [];
  JSON.stringify(layout, (key, value: unknown) => {
    if (keys.has(key) && typeof value === 'string') {
      named.push(value);
    }
    return value;
  });
  return new Set([...named, ...idsIn(layout)]);
}

/** Field ids that the writing of a section takes in. */
function writtenFields({ sections, fields }: Template): Set<string> {
  const steering = fields.filter((field) => field.role !== 'material').map((field) => field.id);
  return new Set([...steering, ...sections.flatMap((section) => [...section.material, ...section.mustUse, ...section.mayUse])]);
}

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Every name that is used stands for something. */
function referenceFaults(template: Template): string[] {
  const fields = new Set(template.fields.map((field) => field.id));
  const sections = new Set(template.sections.map((section) => section.id));
  const grouped = template.groups.flatMap((group) => group.fields);
  const used = [...printedFields(template), ...writtenFields(template), ...grouped, ...idsIn(template.title)];
  const conditions = template.fields.flatMap(conditionFields);
  const onlyWith = template.sections.flatMap((section) => [...section.onlyWith, ...section.notWith]);
  const shown = sectionsOfLayout(template);
  return [
    ...[...used, ...conditions, ...onlyWith].filter((id) => !fields.has(id)).map((id) => `項目「${id}」がありません。`),
    ...[...shown].filter((id) => !sections.has(id)).map((id) => `節「${id}」がありません。`),
    ...[...sections].filter((id) => !shown.has(id)).map((id) => `節「${id}」が文書のどこにも出ません。`),
    ...duplicates(template.fields.map((field) => field.id)).map((id) => `項目「${id}」が二つあります。`),
    ...duplicates(grouped).map((id) => `項目「${id}」が入力欄に二度出ます。`),
    ...[...fields].filter((id) => !grouped.includes(id)).map((id) => `項目「${id}」の入力欄がありません。`),
    ...ruleLoops(template.fields).map((id) => `項目「${id}」を示す条件が、その項目自身に戻ります。`),
  ];
}

/** Fields that the rules of a field look at. */
function conditionFields({ visibleWhen, requiredWhen }: Field): string[] {
  return [visibleWhen, requiredWhen].flatMap((rule) => (rule === undefined ? [] : ruleFields(rule)));
}

/** Ids of the written sections that the layout shows. */
function sectionsOfLayout({ layout }: Template): Set<string> {
  return new Set(
    layout.flatMap((part) => {
      if (part.part === 'written') {
        return [part.section];
      }
      return part.part === 'outline' ? part.items.flatMap((item) => (item.section === undefined ? [] : [item.section])) : [];
    }),
  );
}

/** Every field is printed or written from; what a section is told fits what the field may tell. */
function useFaults(template: Template): string[] {
  const printed = printedFields(template);
  const written = writtenFields(template);
  const toLlm = new Map(template.fields.map((field) => [field.id, field.toLlm]));
  const conditional = new Set(template.fields.flatMap(conditionFields));
  const faults = template.fields
    .filter(({ id }) => !printed.has(id) && !written.has(id) && !conditional.has(id))
    .map(({ id }) => `項目「${id}」は、どこにも印刷されず、何も左右しません。`);
  for (const section of template.sections) {
    faults.push(
      ...section.material
        .filter((id) => toLlm.get(id) !== 'raw')
        .map((id) => `節「${section.id}」の材料「${id}」は、AIが読める項目ではありません。`),
      ...[...section.mustUse, ...section.mayUse]
        .filter((id) => toLlm.get(id) !== 'placeholder')
        .map((id) => `節「${section.id}」の差込語「${id}」は、伏せて渡す項目ではありません。`),
      ...(section.minChars > section.maxChars ? [`節「${section.id}」の字数の下限が上限を超えています。`] : []),
    );
  }
  return faults;
}

/** Names that the texts of a template may use: every field. */
export function textNames({ fields }: Template): ReadonlySet<string> {
  return new Set(fields.map((field) => field.id));
}

function handlebarsFaults(template: Template): string[] {
  const names = textNames(template);
  const texts = [
    ['prompt.hbs', template.prompt] as const,
    ...template.sections.map((section) => [`節「${section.id}」の定型文`, section.boilerplate] as const),
  ];
  return texts.flatMap(([where, text]) => textFaults(text, names).map((fault) => `${where} ${String(fault.line)}行目: ${fault.message}`));
}

function sampleFaults(template: Template): string[] {
  const result = answersSchema(template.fields).safeParse(template.sample.answers);
  return result.success ? [] : fieldErrors(result.error).map((error) => `入力例 ${error.path}: ${error.message}`);
}

/**
 * Reads a template and refuses one that could not be used safely.
 *
 * @param content the definition with its prompt and sample in it
 * @throws {TemplateError} with every fault
 */
export function loadTemplate(content: unknown): Template {
  const parsed = templateDefinitionSchema.safeParse(content);
  if (!parsed.success) {
    throw new TemplateError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const template = parsed.data;
  const faults = [...referenceFaults(template), ...useFaults(template), ...handlebarsFaults(template), ...sampleFaults(template)];
  if (faults.length > 0) {
    throw new TemplateError([...new Set(faults)]);
  }
  return template;
}
