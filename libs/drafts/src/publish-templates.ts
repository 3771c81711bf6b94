import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { TemplateFile } from './template-files.js';

/** What became of a template of the product's library that is not the newest one here. */
export interface PublishedFile {
  readonly id: string;
  readonly version: number;
  /** `draft`: the city has its own versions of it, so that the new content waits in 作成中. */
  readonly state: 'published' | 'draft';
}

interface Newest {
  readonly version: number;
  readonly hash: Buffer;
  readonly isOwn: boolean;
  readonly hasOpen: boolean;
}

/** Hash of a definition as it is kept: two that are equal in it are the same template. */
export function contentHash(content: object): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

/**
 * Brings the product's library in: a template whose content is new becomes the next version, in use from today.
 *
 * What the city has made of a template itself stays in use: there the new content becomes a version in 作成中, unless one
 * is being worked on already. A content that was brought in before is not brought in again.
 *
 * @param dataSource of the owner
 * @returns what is new
 */
export async function publishTemplates(dataSource: DataSource, files: readonly TemplateFile[]): Promise<PublishedFile[]> {
  const news: PublishedFile[] = [];
  for (const file of files) {
    const published = await bringIn(dataSource, file);
    news.push(...(published === null ? [] : [published]));
  }
  return news;
}

async function bringIn(dataSource: DataSource, { id, content }: TemplateFile): Promise<PublishedFile | null> {
  const hash = contentHash(content);
  const versions = await dataSource.query<Newest[]>(
    `SELECT version, content_hash AS hash, authors <> '{}' AS "isOwn", state IN ('draft', 'in-review', 'approved') AS "hasOpen"
       FROM template_version WHERE template_id = $1 ORDER BY version DESC`,
    [id],
  );
  const isOwn = versions.some((version) => version.isOwn);
  const isKnown = isOwn ? versions.some((each) => each.hash.equals(hash)) : versions[0]?.hash.equals(hash) === true;
  if (isKnown || versions.some(({ hasOpen }) => hasOpen)) {
    return null;
  }
  const version = (versions[0]?.version ?? 0) + 1;
  const state = isOwn ? 'draft' : 'published';
  await dataSource.query(
    `INSERT INTO template_version (template_id, version, content, content_hash, state, published_at, effective_from)
     SELECT $1, $2, $3, $4, $5, at, (at AT TIME ZONE 'Asia/Tokyo')::date
       FROM (SELECT CASE WHEN $5 = 'published' THEN clock_timestamp() END AS at) AS now`,
    [id, version, JSON.stringify(content), hash, state],
  );
  return { id, version, state };
}
