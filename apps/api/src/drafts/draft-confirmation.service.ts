import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, type ConfirmDraft, type DraftView } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import type { DraftAct } from './draft-act.js';
import { DraftReader, type LoadedDraft } from './draft-reader.js';

/** Rules whose findings are marks in the text itself: a final document cannot hold them. */
const UNSETTLED_RULES: ReadonlySet<string> = new Set(['question', 'placeholder']);

/** A named person answers for a revision; only then there is a final file. */
@Injectable()
export class DraftConfirmationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
  ) {}

  /**
   * Confirms the newest revision in the name of the person who is signed in; confirming twice is harmless.
   *
   * @throws {DomainError} `not-found`; `draft.not-ready`; `draft.truncated`; `draft.conflict` when the revision is not
   *   the newest; `draft.unsettled` while 【要確認】 or a placeholder stands in the text
   */
  confirm(act: DraftAct, { revision }: ConfirmDraft): Promise<DraftView> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM draft WHERE id = $1 AND department_id = $2 FOR UPDATE', [act.id, act.actor.departmentId]);
      const loaded = await this.reader.load(act.id, act.actor.departmentId, manager);
      refuseUnlessConfirmable(loaded, revision);
      await manager.query(
        `INSERT INTO confirmation (draft_id, revision, person_id) SELECT $1, $2, $3
          WHERE NOT EXISTS (SELECT FROM confirmation
                             WHERE draft_id = $1 AND revision = $2 AND person_id = $3 AND withdrawn_at IS NULL)`,
        [act.id, revision, act.actor.personId],
      );
      await manager.query('UPDATE draft SET version = version + 1, updated_at = now() WHERE id = $1', [act.id]);
      await recordAudit(manager, {
        personId: act.actor.personId,
        departmentId: act.actor.departmentId,
        action: 'draft.confirm',
        outcome: 'done',
        objectType: 'draft',
        objectId: act.id,
        detail: { revision, openFindings: loaded.draft.findings.length },
        address: act.address,
      });
      return this.reader.view(act.id, act.actor.departmentId, manager);
    });
  }
}

function refuseUnlessConfirmable({ row, draft }: LoadedDraft, revision: number): void {
  if (row.state !== 'ready' || row.trialTest !== null) {
    throw new DomainError('draft.not-ready', 'only a ready draft can be confirmed, and none that tries a template');
  }
  if (row.truncated) {
    throw new DomainError('draft.truncated', 'the text was cut off');
  }
  if (row.revision !== revision) {
    throw new DomainError('draft.conflict', 'the draft has a newer revision', { revision: row.revision });
  }
  if (draft.findings.some((finding) => finding.severity === 'error' && UNSETTLED_RULES.has(finding.rule))) {
    throw new DomainError('draft.unsettled', 'a question or a placeholder stands in the text');
  }
}
