import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, type VersionAct, type VersionActRequest, type VersionState, type VersionView } from '@bunan/contracts';
import { TemplateLibrary } from '@bunan/drafts';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { CurationService } from './curation.service.js';
import { TemplateChecks } from './template-checks.service.js';
import { hindranceOf, mayAct, stateAfter } from './version-rules.js';
import { VersionStore, type StoredVersion } from './version-store.js';

/** Sends versions on their way: each act with its event and its entry in the record, all or nothing. */
@Injectable()
export class VersionActsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: VersionStore,
    private readonly checks: TemplateChecks,
    private readonly library: TemplateLibrary,
    private readonly curation: CurationService,
  ) {}

  /**
   * Does one act.
   *
   * @throws {DomainError} `not-found`, `forbidden`, `template.changed`, `template.act` with the sentence that says why not
   */
  async act(templateId: string, version: number, request: VersionActRequest, { actor, address }: AdminAct): Promise<VersionView> {
    await this.dataSource.transaction(async (manager) => {
      const held = await this.store.hold({ templateId, version, revision: request.revision }, manager);
      const to = await this.allowed(held, request, { actor, manager });
      await this.move(manager, held, { request, to, personId: actor.personId });
      await recordAudit(manager, {
        personId: actor.personId,
        departmentId: actor.departmentId,
        action: `template.${request.act}`,
        outcome: 'done',
        objectType: 'template',
        objectId: templateId,
        detail: { version, ...(request.from === undefined ? {} : { from: request.from }) },
        address,
      });
    });
    this.library.forget();
    return this.curation.read(templateId, version, actor);
  }

  /** The state that the act leads to, when all is well. */
  private async allowed(
    held: StoredVersion,
    { act, comment = '' }: VersionActRequest,
    { actor, manager }: { readonly actor: AdminAct['actor']; readonly manager: EntityManager },
  ): Promise<VersionState> {
    const to = stateAfter(act, held.state);
    if (to === null) {
      throw refused(NOT_FROM_HERE);
    }
    if (!mayAct(act, held.state, actor)) {
      throw new DomainError('forbidden', 'another role does this');
    }
    if (act === 'return' && comment.trim() === '') {
      throw refused('差し戻す理由を書いてください。');
    }
    const states = await this.store.states(held.templateId, manager);
    const newestPublished = states.find(({ state }) => state === 'published')?.version ?? 0;
    const hindrance = hindranceOf(act, actor, { version: held, check: await this.checks.check(held.content), newestPublished });
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

const TODAY = `(clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date`;

/** What an act writes beside the state: $4 the first day, $5 the person. */
const CHANGES: Readonly<Record<VersionAct, string>> = {
  submit: 'approver_id = NULL',
  return: 'approver_id = NULL',
  withdraw: 'approver_id = NULL',
  approve: 'approver_id = $5',
  publish: `published_at = clock_timestamp(), effective_from = coalesce($4::date, ${TODAY})`,
  retire: `effective_until = greatest(effective_from, coalesce($4::date, ${TODAY}))`,
};

function refused(sentence: string): DomainError {
  return new DomainError('template.act', sentence, {}, { errors: [{ path: 'act', code: 'hindrance', message: sentence }] });
}
