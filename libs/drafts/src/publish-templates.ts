import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { TemplateFile } from './template-files.js';

/** What became of a template of the product's library that is not the newest one here. */
export interface PublishedFile {
  readonly id: string;
  /** The version that it became; null: none, because another one is being worked on. */
  readonly version: number | null;
  /** `draft`: the city has its own version of it, so that the new content waits in 作成中; `waiting`: even for that. */
  readonly state: 'published' | 'draft' | 'waiting';
}

interface Version {
  readonly version: number;
  readonly hash: Buffer;
  readonly isOpen: boolean;
  /** Of the city, not of the product: somebody has written, approved, retired or given it up. */
  readonly isOwn: boolean;
  /** Never published, and given up. */
  readonly isGivenUp: boolean;
}

/** Hash of a definition as it is kept: two that are equal in it are the same template. */
export function contentHash(content: object): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

/**
 * Brings the product's library in: a template whose content is new becomes the next version, in use from today.
 *
 * What the city has decided of a template itself stands: where it has made a version of its own or retired the product's,
 * the new content becomes a version in 作成中, unless one is being worked on already. A content that was brought in before
 * is not brought in again.
 *
 * @param dataSource of the owner
 * @returns what is new, also what has to wait
 */
export async function publishTemplates(dataSource: DataSource, files: readonly TemplateFile[]): Promise<PublishedFile[]> {
  const news: PublishedFile[] = [];
  for (const file of files) {
    const published = await dataSource.transaction((manager) => bringIn(manager, file));
    news.push(...(published === null ? [] : [published]));
  }
  return news;
}

/** Advisory lock that one who publishes at a time holds ("TMPL"). */
const LOCK = 0x544d504c;

async function bringIn(manager: EntityManager, { id, content }: TemplateFile): Promise<PublishedFile | null> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const hash = contentHash(content);
  const versions = await manager.query<Version[]>(
    `SELECT version, content_hash AS hash, state IN ('draft', 'in-review', 'approved') AS "isOpen",
            authors <> '{}' OR approver_id IS NOT NULL OR state <> 'published' AS "isOwn",
            state = 'retired' AND published_at IS NULL AS "isGivenUp"
       FROM template_version WHERE template_id = $1 ORDER BY version DESC`,
    [id],
  );
  const standing = versions.filter(({ isGivenUp }) => !isGivenUp);
  const isOwn = standing.some((each) => each.isOwn);
  const known = isOwn ? versions : standing.slice(0, 1);
  if (known.some((each) => each.hash.equals(hash))) {
    return null;
  }
  if (versions.some(({ isOpen }) => isOpen)) {
    return { id, version: null, state: 'waiting' };
  }
  return addVersion(manager, { id, content, hash, version: (versions[0]?.version ?? 0) + 1, state: isOwn ? 'draft' : 'published' });
}

interface VersionToAdd extends TemplateFile {
  readonly hash: Buffer;
  readonly version: number;
  readonly state: 'published' | 'draft';
}

async function addVersion(manager: EntityManager, { id, content, hash, version, state }: VersionToAdd): Promise<PublishedFile> {
  await manager.query(
    `INSERT INTO template_version (template_id, version, content, content_hash, state, published_at, effective_from)
     SELECT $1, $2, $3, $4, $5, at, (at AT TIME ZONE 'Asia/Tokyo')::date
       FROM (SELECT CASE WHEN $5 = 'published' THEN clock_timestamp() END AS at) AS now`,
    [id, version, JSON.stringify(content), hash, state],
  );
  await manager.query('INSERT INTO template_version_event (template_id, version, act) VALUES ($1, $2, $3)', [
    id,
    version,
    state === 'published' ? 'publish' : 'import',
  ]);
  return { id, version, state };
}
