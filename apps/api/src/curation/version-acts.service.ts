import { Injectable } from '@nestjs/common';
import { recordAudit, type AuditEntry } from '@bunan/audit';
import { DomainError, type VersionAct, type VersionActRequest, type VersionState, type VersionView } from '@bunan/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { CurationService } from './curation.service.js';
import { TemplateChecks } from './template-checks.service.js';
import { hindranceOf, mayAct, restsOnCheck, stateAfter, type ActSituation } from './version-rules.js';
import { mustStandAt, VersionStore, type StoredVersion } from './version-store.js';

/** Sends versions on their way: each act with its event and its entry in the record, all or nothing. */
@Injectable()
export class VersionActsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: VersionStore,
    private readonly checks: TemplateChecks,
    private readonly curation: CurationService,
  ) {}

  /**
   * Does one act.
   *
   * @throws {DomainError} `not-found`, `forbidden`, `template.changed`, `template.act` with the sentence that says why not
   */
  async act(templateId: string, version: number, request: VersionActRequest, by: AdminAct): Promise<VersionView> {
    // Outside the transaction: a check may take seconds. The revision is held below, and so is the content that was checked.
    const check = await this.checkFor(request, await this.store.read(templateId, version));
    try {
      await this.dataSource.transaction(async (manager) => {
        const held = await this.store.hold({ templateId, version, revision: request.revision }, manager);
        const to = await this.allowed(held, request, { actor: by.actor, check, manager });
        await this.move(manager, held, { request, to, personId: by.actor.personId });
        await recordAudit(manager, entryOf({ templateId, version }, request, { by, outcome: 'done' }));
      });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'forbidden') {
        await recordAudit(this.dataSource.manager, entryOf({ templateId, version }, request, { by, outcome: 'refused' }));
      }
      throw error;
    }
    return this.curation.readAnew(templateId, version, by.actor);
  }

  /** What the act is to know of the content; nothing for one that does not rest on it. @throws {DomainError} `template.changed` */
  private async checkFor({ act, revision }: VersionActRequest, stored: StoredVersion): Promise<ActSituation['check']> {
    mustStandAt(revision, stored);
    return restsOnCheck(act) ? this.checks.check(stored.content) : { faults: [], results: [] };
  }

  /** The state that the act leads to, when all is well. */
  private async allowed(
    held: StoredVersion,
    request: VersionActRequest,
    {
      actor,
      check,
      manager,
    }: { readonly actor: AdminAct['actor']; readonly check: ActSituation['check']; readonly manager: EntityManager },
  ): Promise<VersionState> {
    const { act } = request;
    const to = stateAfter(act, held.state);
    if (to === null) {
      throw refused(NOT_FROM_HERE);
    }
    if (!mayAct(act, held.state, actor)) {
      throw new DomainError('forbidden', 'another role does this');
    }
    refuseWithoutReason(request);
    const states = await this.store.states(held.templateId, manager);
    const newestPublished = states.find(({ state }) => state === 'published')?.version ?? 0;
    const isTried = await this.store.isTried(held, manager);
    const hindrance = hindranceOf(act, actor, { version: held, check, newestPublished, isTried });
    if (hindrance !== null) {
      throw refused(hindrance);
    }
    return to;
  }

  private async move(
    manager: EntityManager,
    { templateId, version, state }: StoredVersion,
    { request, to, personId }: { readonly request: VersionActRequest; readonly to: VersionState; readonly personId: string },
  ): Promise<void> {
    const { act, from = null, comment = null } = request;
    const moved = await manager.query<[unknown[], number]>(
      `UPDATE template_version SET state = $3, revision = revision + 1, ${CHANGES[state === 'draft' ? 'submit' : act]}
        WHERE template_id = $1 AND version = $2 AND coalesce($4::date, ${TODAY}) >= ${TODAY} AND $5::uuid IS NOT NULL`,
      [templateId, version, to, from, personId],
    );
    if (moved[1] !== 1) {
      throw refused('きょうより前の日は選べません。');
    }
    await manager.query('INSERT INTO template_version_event (template_id, version, act, person_id, comment) VALUES ($1, $2, $3, $4, $5)', [
      templateId,
      version,
      act,
      personId,
      comment,
    ]);
  }
}

const NOT_FROM_HERE = 'この版は、いまその操作ができる状態ではありません。画面を開き直して、状態を確かめてください。';

const TODAY = 'template_today()';

/** What an act writes beside the state: $4 the first day, $5 the person. */
const CHANGES: Readonly<Record<VersionAct, string>> = {
  submit: 'approver_id = NULL',
  return: 'approver_id = NULL',
  withdraw: 'approver_id = NULL',
  approve: 'approver_id = $5',
  publish: `published_at = clock_timestamp(), effective_from = coalesce($4::date, ${TODAY})`,
  retire: `effective_until = greatest(effective_from, coalesce($4::date, ${TODAY}))`,
};

function entryOf(
  { templateId, version }: Pick<StoredVersion, 'templateId' | 'version'>,
  { act, from }: VersionActRequest,
  { by: { actor, address }, outcome }: { readonly by: AdminAct; readonly outcome: AuditEntry['outcome'] },
): AuditEntry {
  const { personId, departmentId } = actor;
  const detail = { version, ...(from === undefined ? {} : { from }) };
  return { personId, departmentId, action: `template.${act}`, outcome, objectType: 'template', objectId: templateId, detail, address };
}

function refuseWithoutReason({ act, comment = '' }: VersionActRequest): void {
  if (act === 'return' && comment.trim() === '') {
    throw refused('差し戻す理由を書いてください。');
  }
}

function refused(sentence: string): DomainError {
  return new DomainError('template.act', sentence, {}, { errors: [{ path: 'act', code: 'hindrance', message: sentence }] });
}
