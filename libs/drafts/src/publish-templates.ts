import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { TemplateFile } from './template-files.js';

/**
 * Publishes templates: one whose content is new becomes the next version; a published version never changes.
 *
 * @param dataSource of the owner: the programs may only read templates
 * @returns how many versions are new
 */
export async function publishTemplates(dataSource: DataSource, files: readonly TemplateFile[]): Promise<number> {
  let published = 0;
  for (const { id, content } of files) {
    const text = JSON.stringify(content);
    const rows = await dataSource.query<unknown[]>(
      `WITH newest AS (SELECT version, content_hash FROM template_version WHERE template_id = $1 ORDER BY version DESC LIMIT 1),
            added AS (
         INSERT INTO template_version (template_id, version, content, content_hash)
         SELECT $1, coalesce((SELECT version FROM newest), 0) + 1, $2, $3
          WHERE NOT EXISTS (SELECT FROM newest WHERE content_hash = $3) RETURNING version)
       SELECT version FROM added`,
      [id, text, createHash('sha256').update(text).digest()],
    );
    published += rows.length;
  }
  return published;
}
