import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import {
  DomainError,
  MAX_TEMPLATE_BYTES,
  TEMPLATE_TOO_LARGE,
  type CreateTemplate,
  type CreateVersion,
  type CuratedTemplate,
  type SaveVersion,
  type VersionView,
  type Visibility,
} from '@bunan/contracts';
import { contentHash, TemplateLibrary } from '@bunan/drafts';
import { draftTemplate } from '@bunan/intake';
import { faultOfContent, writeExchangeFile } from '@bunan/template-engine';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import type { Actor } from '../http/access.js';
import { BLANK_TEMPLATE } from './blank-template.js';
import { TemplateChecks } from './template-checks.service.js';
import { ACTS, hindranceOf, mayAct, stateAfter } from './version-rules.js';
import { VersionStore, type StoredVersion, type VersionStanding } from './version-store.js';

type Content = Readonly<Record<string, unknown>>;

const OPEN = ['draft', 'in-review', 'approved'];

/** A new version with the content that it begins with. */
export interface NewVersion {
  readonly templateId: string;
  readonly version: number;
  readonly content: Content;
  readonly act: 'create' | 'import';
}

/** Templates as those who write them see them: read, begun, saved, shown to departments. */
@Injectable()
export class CurationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: VersionStore,
    private readonly checks: TemplateChecks,
    private readonly library: TemplateLibrary,
  ) {}

  list(): Promise<CuratedTemplate[]> {
    return this.store.list();
  }

  /** @throws {DomainError} `not-found` */
  async read(templateId: string, version: number, actor: Actor): Promise<VersionView> {
    return this.view(await this.store.read(templateId, version), actor);
  }

  /** A version after an act that clerks may see the effect of: at once, as far as this process serves them. */
  readAnew(templateId: string, version: number, actor: Actor): Promise<VersionView> {
    this.library.forget();
    return this.read(templateId, version, actor);
  }

  /** What a version is and what this person may do with it. */
  async view(stored: StoredVersion, actor: Actor): Promise<VersionView> {
    const { templateId, version, state, content } = stored;
    const [check, events, states, isTried] = await Promise.all([
      this.checks.check(content),
      this.store.events(templateId, version),
      this.store.states(templateId),
      this.store.isTried(stored),
    ]);
    const newestPublished = states.find((each) => each.state === 'published')?.version ?? 0;
    const situation = { version: stored, check, newestPublished, isTried };
    return {
      ...stored,
      name: typeof content.name === 'string' ? content.name : templateId,
      check,
      events,
      acts: ACTS.filter((act) => stateAfter(act, state) !== null && mayAct(act, state, actor)).map((act) => ({
        act,
        hindrance: hindranceOf(act, actor, situation),
      })),
      canEdit: state === 'draft' && actor.roles.includes('curator'),
    };
  }

  /** @throws {DomainError} `template.exists`, `not-found` for what is to be copied, `template.refused` */
  async create(wanted: CreateTemplate, act: AdminAct): Promise<VersionView> {
    const { id, name, group } = wanted;
    const content = { ...(await this.startOf(wanted, act.actor)), id, name, group };
    mustBeStorable(content, id);
    return this.begin({ templateId: id, version: 1, content, act: 'create' }, act);
  }

  /** The next version, begun from one there is. @throws {DomainError} `not-found`, `template.open` */
  async createVersion(templateId: string, { from }: CreateVersion, act: AdminAct): Promise<VersionView> {
    const { content } = await this.store.read(templateId, from);
    const states = await this.store.states(templateId);
    return this.begin({ templateId, version: (states[0]?.version ?? 0) + 1, content, act: 'create' }, act);
  }

  /** Begins a version in 作成中. @throws {DomainError} `template.exists`, `template.open` */
  async begin(start: NewVersion, { actor, address }: AdminAct): Promise<VersionView> {
    await this.dataSource.transaction(async (manager) => {
      refuseSecond(start, await this.store.states(start.templateId, manager));
      await insertVersion(manager, start, actor);
      await recordAudit(manager, {
        personId: actor.personId,
        departmentId: actor.departmentId,
        action: `template.${start.act}`,
        outcome: 'done',
        objectType: 'template',
        objectId: start.templateId,
        detail: { version: start.version },
        address,
      });
    });
    return this.read(start.templateId, start.version, actor);
  }

  /**
   * Saves a version in 作成中 as it stands, right or not.
   *
   * @throws {DomainError} `not-found`, `template.changed`, `template.not-draft`; `template.refused` for what no editor sends
   */
  async save(templateId: string, version: number, { content, revision }: SaveVersion, act: AdminAct): Promise<VersionView> {
    mustBeStorable(content, templateId);
    const { personId, departmentId } = act.actor;
    await this.dataSource.transaction(async (manager) => {
      const held = await this.store.hold({ templateId, version, revision }, manager);
      if (held.state !== 'draft') {
        throw new DomainError('template.not-draft', 'the content changes in draft only');
      }
      await manager.query(
        `UPDATE template_version SET content = $3, content_hash = $4, revision = revision + 1, saved_at = clock_timestamp(),
                authors = CASE WHEN $5 = ANY (authors) THEN authors ELSE authors || $5::uuid END
          WHERE template_id = $1 AND version = $2`,
        [templateId, version, JSON.stringify(content), contentHash(content), personId],
      );
      await recordAudit(manager, {
        personId,
        departmentId,
        action: 'template.save',
        outcome: 'done',
        objectType: 'template',
        objectId: templateId,
        detail: { version, revision: revision + 1 },
        address: act.address,
      });
    });
    return this.read(templateId, version, act.actor);
  }

  /** @throws {DomainError} `not-found` template or department */
  async showTo(templateId: string, { departmentIds }: Visibility, { actor, address }: AdminAct): Promise<CuratedTemplate> {
    await this.dataSource.transaction(async (manager) => {
      const known = await manager.query<unknown[]>('SELECT FROM department WHERE id = ANY ($1::uuid[])', [departmentIds]);
      const states = await this.store.states(templateId, manager);
      if (states.length === 0 || known.length !== new Set(departmentIds).size) {
        throw new DomainError('not-found', 'no such template or department');
      }
      await manager.query(
        `INSERT INTO template_visibility (template_id, departments) VALUES ($1, $2)
         ON CONFLICT (template_id) DO UPDATE SET departments = $2`,
        [templateId, departmentIds],
      );
      await recordAudit(manager, {
        personId: actor.personId,
        departmentId: actor.departmentId,
        action: 'template.show-to',
        outcome: 'done',
        objectType: 'template',
        objectId: templateId,
        detail: { departments: departmentIds.length },
        address,
      });
    });
    this.library.forget();
    const curated = (await this.store.list()).find(({ id }) => id === templateId);
    if (curated === undefined) {
      throw new DomainError('not-found', 'no such template');
    }
    return curated;
  }

  /** What a new template begins with: what was taken of an old document, another template, or next to nothing. */
  private async startOf({ name, copyOf, taken }: CreateTemplate, actor: Actor): Promise<Content> {
    if (taken !== undefined) {
      return draftTemplate(name, taken);
    }
    return copyOf === undefined ? BLANK_TEMPLATE : this.contentInUse(copyOf, actor);
  }

  private async contentInUse(templateId: string, { departmentId }: Actor): Promise<Content> {
    const { version } = await this.library.newest(templateId, departmentId);
    return (await this.store.read(templateId, version)).content;
  }
}

/** One version of a template is worked on at a time; a new template has a name that no other has. */
function refuseSecond({ templateId, version }: NewVersion, states: readonly VersionStanding[]): void {
  const open = states.find(({ state }) => OPEN.includes(state));
  if (open !== undefined) {
    throw openVersion(open);
  }
  if (states.some((each) => each.version >= version)) {
    throw new DomainError('template.exists', `there is a template ${templateId}`);
  }
}

function openVersion({ version, author }: Pick<VersionStanding, 'version' | 'author'>): DomainError {
  const whose = author === null ? '製品から届いた' : `${author}さんの`;
  const message = `${whose}版${String(version)}が作業中です。その版を公開するか、廃止してから、もう一度お試しください。`;
  return new DomainError(
    'template.open',
    'another version is being worked on',
    { version },
    { errors: [{ path: '', code: 'open', message }] },
  );
}

async function insertVersion(manager: EntityManager, { templateId, version, content, act }: NewVersion, actor: Actor): Promise<void> {
  const added = await manager.query<unknown[]>(
    `INSERT INTO template_version (template_id, version, content, content_hash, authors) VALUES ($1, $2, $3, $4, ARRAY[$5::uuid])
     ON CONFLICT DO NOTHING RETURNING version`,
    [templateId, version, JSON.stringify(content), contentHash(content), actor.personId],
  );
  if (added.length === 0) {
    throw new DomainError('template.open', 'somebody began a version at the same moment', { version });
  }
  await manager.query('INSERT INTO template_version_event (template_id, version, act, person_id) VALUES ($1, $2, $3, $4)', [
    templateId,
    version,
    act,
    actor.personId,
  ]);
}

/** What an editor sends may be wrong, but is a definition of this template that can be kept. */
function mustBeStorable(content: Content, templateId: string): void {
  const fault = faultOfContent(content) ?? faultOfStoring(content, templateId);
  if (fault !== null) {
    throw new DomainError(
      'template.refused',
      'no definition of this template',
      {},
      { errors: [{ path: 'content', code: 'refused', message: fault }] },
    );
  }
}

function faultOfStoring(content: Content, templateId: string): string | null {
  if (content.id !== templateId) {
    return '様式の番号は変えられません。別の番号にするときは、この様式を写して新しくつくってください。';
  }
  return Buffer.byteLength(writeExchangeFile(content)) > MAX_TEMPLATE_BYTES ? TEMPLATE_TOO_LARGE : null;
}
