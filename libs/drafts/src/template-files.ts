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
 * The template of one folder: `template.json`, `prompt.hbs`, `sample.json` and, where there are any, `tests.json`.
 *
 * @throws {TemplateError} for one that could not be used safely
 */
export function readTemplateFile(folder: string): TemplateFile {
  const definition = json(join(folder, 'template.json'));
  const tests = join(folder, 'tests.json');
  const content = {
    ...(typeof definition === 'object' ? definition : {}),
    prompt: readFileSync(join(folder, 'prompt.hbs'), 'utf8'),
    sample: json(join(folder, 'sample.json')),
    ...(existsSync(tests) ? { tests: json(tests) } : {}),
  };
  return { id: loadTemplate(content).id, content };
}

/** The templates of a folder, each in a folder of its own. @throws {TemplateError} for one that could not be used safely */
export function readTemplateFolder(root: string): TemplateFile[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => readTemplateFile(join(root, name)));
}
