import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, type DraftView, type ResumeDraft } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';
import { GenerationQueue } from './generation-queue.js';

/** Takes up a draft again that a cap had stopped. */
@Injectable()
export class DraftResumptionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
    private readonly queue: GenerationQueue,
  ) {}

  /**
   * Queues a stopped draft again, with the input that it has, at half the length if that is wished; whether the tokens suffice now the ledger decides.
   *
   * @throws {DomainError} `not-found`; `draft.not-ready` when the draft is not stopped
   */
  async resume(act: DraftAct, { short }: ResumeDraft): Promise<DraftView> {
    await this.dataSource.transaction(async (manager) => {
      const resumed = await manager.query<unknown[]>(
        `WITH resumed AS (
           UPDATE draft SET state = 'queued', cancel_requested_at = NULL, stopped_scope = NULL, stopped_reason = NULL, stopped_remaining_tokens = NULL,
                  stopped_requested_tokens = NULL, stopped_renews_at = NULL, stopped_short_tokens = NULL, short = $3, version = version + 1, updated_at = now()
            WHERE id = $1 AND department_id = $2 AND state = 'stopped' RETURNING id)
         SELECT FROM resumed`,
        [act.id, act.actor.departmentId, short],
      );
      if (resumed.length === 0) {
        await this.reader.load(act.id, act.actor.departmentId, manager);
        throw new DomainError('draft.not-ready', 'only a stopped draft can be resumed');
      }
      const { personId, departmentId } = act.actor;
      await recordAudit(manager, {
        ...{ personId, departmentId, action: 'draft.resume', outcome: 'done', address: act.address },
        ...{ objectType: 'draft', objectId: act.id, detail: { short: String(short) } },
      });
    });
    this.queue.announce(act.id);
    return this.reader.view(act.id, act.actor.departmentId);
  }
}
