import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplateFile } from '@bunan/drafts';
import { loadTemplate, type Template } from '@bunan/template-engine';

const ROOT = join(__dirname, '../../templates');

/** Ids of the starting library. */
export const LIBRARY: readonly string[] = readdirSync(ROOT).toSorted();

/** A template of the starting library, read from its folder as the product reads it. */
export function libraryTemplate(id: string): Template {
  return loadTemplate(readTemplateFile(join(ROOT, id)).content);
}
