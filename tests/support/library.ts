import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplate, type Template } from '@bunan/template-engine';
import * as z from 'zod';

const ROOT = join(__dirname, '../../templates');

const read = (id: string, file: string) => readFileSync(join(ROOT, id, file), 'utf8');
const json = (text: string): unknown => JSON.parse(text);

/** Ids of the starting library. */
export const LIBRARY: readonly string[] = readdirSync(ROOT).toSorted();

/** A template of the starting library, read from its folder as the product reads it. */
export function libraryTemplate(id: string): Template {
  const definition = z.looseObject({}).parse(json(read(id, 'template.json')));
  return loadTemplate({ ...definition, prompt: read(id, 'prompt.hbs'), sample: json(read(id, 'sample.json')) });
}
