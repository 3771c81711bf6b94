import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type CuratedTemplate,
  type PersonView,
  type VersionEvent,
  type VersionState,
  type VersionSummary,
} from '@bunan/contracts';
import { HAS_BEGUN } from '@bunan/drafts';
import { DataSource, type EntityManager } from 'typeorm';

/** A version with its content, as it is stored. */
export interface StoredVersion extends VersionSummary {
  readonly templateId: string;
  readonly content: Readonly<Record<string, unknown>>;
}

type StoredRow = Omit<StoredVersion, 'savedAt'> & { readonly savedAt: Date };

/** One version as it is listed; `u` is the version in use of its template, if any. */
const COLUMNS = `v.template_id AS "templateId", v.version, v.state, v.revision, v.saved_at AS "savedAt",
  v.effective_from::text AS "effectiveFrom", v.effective_until::text AS "effectiveUntil",
  coalesce(u.version = v.version, false) AS "isInUse",
  (SELECT json_build_object('id', p.id, 'name', p.name) FROM person p WHERE p.id = v.approver_id) AS approver,
  (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY array_position(v.authors, p.id)), '[]')
     FROM person p WHERE p.id = ANY (v.authors)) AS authors`;

const WITH_IN_USE = `template_version v LEFT JOIN LATERAL (
    SELECT b.version FROM (
      SELECT n.version, n.effective_until FROM template_version n
       WHERE n.template_id = v.template_id AND ${HAS_BEGUN} ORDER BY n.version DESC LIMIT 1) b
     WHERE b.effective_until IS NULL OR b.effective_until > template_today()) u ON true`;

function summaryOf(row: Omit<StoredRow, 'content'>): VersionSummary {
  const { version, state, revision, authors, approver, savedAt, effectiveFrom, effectiveUntil, isInUse } = row;
  return { version, state, revision, authors, approver, savedAt: savedAt.toISOString(), effectiveFrom, effectiveUntil, isInUse };
}

function told({ savedAt, ...row }: StoredRow): StoredVersion {
  return { ...row, savedAt: savedAt.toISOString() };
}

/** Where a version of a template stands. */
export interface VersionStanding {
  readonly version: number;
  readonly state: VersionState;
  /** Never published, and given up. */
  readonly isGivenUp: boolean;
  /** Who has joined its authors last; null: it came with the product. */
  readonly author: string | null;
}

/** A change that ends with the next revision of a version. */
export interface VersionChange {
  readonly templateId: string;
  readonly version: number;
  /** The revision that the change starts from. */
  readonly revision: number;
}

/** @throws {DomainError} `template.changed` when a version is not at the revision that somebody started from */
export function mustStandAt(revision: number, stored: Pick<StoredVersion, 'revision'>): void {
  if (stored.revision !== revision) {
    throw new DomainError('template.changed', 'somebody else was first', { revision: stored.revision });
  }
}

/** The versions of templates as rows of the database. */
@Injectable()
export class VersionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Every template with its versions, newest first, and the departments that may use it. */
  async list(): Promise<CuratedTemplate[]> {
    const rows = await this.dataSource.query<(Omit<StoredRow, 'content'> & { name: string; group: string })[]>(
      `SELECT ${COLUMNS}, coalesce(v.content ->> 'name', v.template_id) AS name, coalesce(v.content ->> 'group', '') AS "group"
         FROM ${WITH_IN_USE} ORDER BY v.template_id, v.version DESC`,
    );
    const departments = await this.visibility();
    const byId = Map.groupBy(rows, (row) => row.templateId);
    return [...byId].map(([id, versions]) => ({
      id,
      name: versions[0]?.name ?? id,
      group: versions[0]?.group ?? '',
      versions: versions.map(summaryOf),
      departments: departments.get(id) ?? [],
    }));
  }

  /** @throws {DomainError} `not-found` */
  async read(templateId: string, version: number, manager: EntityManager = this.dataSource.manager): Promise<StoredVersion> {
    const [row] = await manager.query<StoredRow[]>(
      `SELECT ${COLUMNS}, v.content FROM ${WITH_IN_USE} WHERE v.template_id = $1 AND v.version = $2`,
      [templateId, version],
    );
    if (row === undefined) {
      throw new DomainError('not-found', 'no such version');
    }
    return told(row);
  }

  /** Lets nobody else change a version until the transaction ends. */
  async lock({ templateId, version }: Pick<StoredVersion, 'templateId' | 'version'>, manager: EntityManager): Promise<void> {
    await manager.query('SELECT FROM template_version WHERE template_id = $1 AND version = $2 FOR UPDATE', [templateId, version]);
  }

  /** Holds a version at a revision for the length of a transaction. @throws {DomainError} `not-found`, `template.changed` */
  async hold({ templateId, version, revision }: VersionChange, manager: EntityManager): Promise<StoredVersion> {
    await this.lock({ templateId, version }, manager);
    const held = await this.read(templateId, version, manager);
    mustStandAt(revision, held);
    return held;
  }

  /** What was done with a version, in order. */
  async events(templateId: string, version: number): Promise<VersionEvent[]> {
    const rows = await this.dataSource.query<{ act: VersionEvent['act']; by: PersonView | null; at: Date; comment: string | null }[]>(
      `SELECT e.act, e.comment, e.at, CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS by
         FROM template_version_event e LEFT JOIN person p ON p.id = e.person_id
        WHERE e.template_id = $1 AND e.version = $2 ORDER BY e.id`,
      [templateId, version],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Numbers and states of the versions of a template, newest first, and who works on each. */
  states(templateId: string, manager: EntityManager = this.dataSource.manager): Promise<VersionStanding[]> {
    return manager.query(
      `SELECT v.version, v.state, v.state = 'retired' AND v.published_at IS NULL AS "isGivenUp", p.name AS author
         FROM template_version v LEFT JOIN person p ON p.id = v.authors[cardinality(v.authors)]
        WHERE v.template_id = $1 ORDER BY v.version DESC`,
      [templateId],
    );
  }

  /** Whether a test of the version is being tried on the model. */
  async isTried(
    { templateId, version }: Pick<StoredVersion, 'templateId' | 'version'>,
    manager = this.dataSource.manager,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT FROM draft WHERE template_id = $1 AND template_version = $2 AND trial_test IS NOT NULL AND state IN ('queued', 'writing') LIMIT 1`,
      [templateId, version],
    );
    return rows.length > 0;
  }

  private async visibility(): Promise<Map<string, CuratedTemplate['departments']>> {
    const rows = await this.dataSource.query<{ id: string; departments: CuratedTemplate['departments'] }[]>(
      `SELECT s.template_id AS id, json_agg(json_build_object('id', d.id, 'name', d.name) ORDER BY d.name) AS departments
         FROM template_visibility s JOIN department d ON d.id = ANY (s.departments) GROUP BY s.template_id`,
    );
    return new Map(rows.map((row) => [row.id, row.departments]));
  }
}
