import type { TemplateDefinition } from '@bunan/contracts';
import type { TemplateFault } from './fault.js';
import { textFaults } from './handlebars-guard.js';

/** Names that the texts of a template may use: every field. */
export function textNames({ fields }: Pick<TemplateDefinition, 'fields'>): ReadonlySet<string> {
  return new Set(fields.map((field) => field.id));
}

/** Faults of the texts that are Handlebars: what the model is told of the document, and the boilerplates. */
export function handlebarsFaults(template: TemplateDefinition): TemplateFault[] {
  const names = textNames(template);
  const texts = [
    { path: 'prompt', text: template.prompt },
    ...template.sections.map(({ boilerplate }, index) => ({ path: `sections.${String(index)}.boilerplate`, text: boilerplate })),
  ];
  return texts.flatMap(({ path, text }) => textFaults(text, names).map((fault) => ({ path, ...fault })));
}

/** `{{id}}` in an instruction tells the model of a placeholder: it must be one that the section offers. */
export function instructionFaults({ sections, fields }: TemplateDefinition): TemplateFault[] {
  const known = new Set(fields.map((field) => field.id));
  return sections.flatMap(({ instruction, mustUse, mayUse }, index) =>
    [...instruction.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].flatMap((match) => {
      const [, id = ''] = match;
      if ([...mustUse, ...mayUse].includes(id)) {
        return [];
      }
      const before = instruction.slice(0, match.index + 2).split('\n');
      const message = known.has(id) ? `「${id}」は、この節で使う目印にありません。` : `「${id}」という項目はありません。`;
      const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
      return [{ path: `sections.${String(index)}.instruction`, ...place, message }];
    }),
  );
}
