import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, type DraftView } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';

/**
 * Stops the writing of a draft. Tokens spent so far stay spent; the text that has arrived is kept, and a text that was to
 * be continued is as ready as before.
 */
@Injectable()
export class DraftCancellationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
  ) {}

  /**
   * Cancels a waiting draft at once; of one that is being written the worker is told, which closes the call.
   *
   * @throws {DomainError} `not-found`; `draft.not-ready` when the draft is already finished
   */
  async cancel(act: DraftAct): Promise<DraftView> {
    await this.dataSource.transaction(async (manager) => {
      const [changed] = await manager.query<{ id: string }[]>(
        `WITH changed AS (
           UPDATE draft SET version = version + 1, updated_at = now(),
                  cancel_requested_at = CASE WHEN state = 'queued' AND revision > 0 THEN NULL ELSE coalesce(cancel_requested_at, now()) END,
                  state = CASE WHEN state <> 'queued' THEN state WHEN revision > 0 THEN 'ready' ELSE 'cancelled' END,
                  retrying = retrying AND NOT (state = 'queued' AND revision > 0)
            WHERE id = $1 AND department_id = $2 AND state IN ('queued', 'writing') RETURNING id)
         SELECT id, pg_notify('draft_cancelled', id::text) FROM changed`,
        [act.id, act.actor.departmentId],
      );
      if (changed === undefined) {
        await this.reader.load(act.id, act.actor.departmentId, manager);
        throw new DomainError('draft.not-ready', 'only a waiting or a growing draft can be cancelled');
      }
      await recordAudit(manager, {
        personId: act.actor.personId,
        departmentId: act.actor.departmentId,
        action: 'draft.cancel',
        outcome: 'done',
        objectType: 'draft',
        objectId: act.id,
        address: act.address,
      });
    });
    return this.reader.view(act.id, act.actor.departmentId);
  }
}
