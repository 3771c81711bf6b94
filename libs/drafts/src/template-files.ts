import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplate, type Template } from '@bunan/template-engine';

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The templates of a folder: each has a folder of its own with `template.json`, `prompt.hbs` and `sample.json`.
 *
 * @throws {TemplateError} for one that could not be used safely; its message is prefixed by nothing: the folder is the id
 */
export function readTemplateFolder(root: string): Template[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => {
    const folder = join(root, name);
    const definition = json(join(folder, 'template.json'));
    const prompt = readFileSync(join(folder, 'prompt.hbs'), 'utf8');
    const sample = json(join(folder, 'sample.json'));
    return loadTemplate(typeof definition === 'object' ? { ...definition, prompt, sample } : definition);
  });
}
