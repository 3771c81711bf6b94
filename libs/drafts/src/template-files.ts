import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplate } from '@bunan/template-engine';

/** A template as its folder holds it: everything in one value, checked. */
export interface TemplateFile {
  readonly id: string;
  readonly content: object;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The templates of a folder: each has a folder of its own with `template.json`, `prompt.hbs`, `sample.json` and,
 * where there are any, `tests.json`.
 *
 * @throws {TemplateError} for one that could not be used safely
 */
export function readTemplateFolder(root: string): TemplateFile[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => {
    const folder = join(root, name);
    const definition = json(join(folder, 'template.json'));
    const content = {
      ...(typeof definition === 'object' ? definition : {}),
      prompt: readFileSync(join(folder, 'prompt.hbs'), 'utf8'),
      sample: json(join(folder, 'sample.json')),
      ...(existsSync(join(folder, 'tests.json')) ? { tests: json(join(folder, 'tests.json')) } : {}),
    };
    return { id: loadTemplate(content).id, content };
  });
}
