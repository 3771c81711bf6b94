import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, type ContinuationView, type DraftView } from '@bunan/contracts';
import { unfinishedTexts } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import { CallPrices } from '../estimates/call-prices.js';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';
import { GenerationQueue } from './generation-queue.js';

/** Lets a text be continued that ended at its limit. */
@Injectable()
export class DraftContinuationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
    private readonly prices: CallPrices,
    private readonly queue: GenerationQueue,
  ) {}

  /**
   * What the continuation would cost; spends nothing.
   *
   * @throws {DomainError} `not-found`; `draft.not-ready` when the text is complete, or being written
   */
  async price(act: DraftAct): Promise<ContinuationView> {
    const { row, draft } = await this.reader.load(act.id, act.actor.departmentId);
    const { template, id } = draft.published;
    const unfinished = unfinishedTexts(template, draft.answers, draft.sections);
    const writtenFrom = await this.reader.modelAnswers(row);
    if (row.state !== 'ready' || Object.keys(unfinished).length === 0 || writtenFrom === null) {
      throw new DomainError('draft.not-ready', 'there is nothing to continue');
    }
    const job = { kind: 'continuation', unfinished, writtenFrom } as const;
    const { price } = await this.prices.of({ templateId: id, template, answers: draft.answers, job }, act.actor);
    return price;
  }

  /**
   * Queues the draft again; its text stays as it is until the rest is there. Whether the tokens suffice the ledger
   * decides.
   *
   * @throws {DomainError} `not-found`; `draft.not-ready` when the text is complete, or being written
   */
  async start(act: DraftAct): Promise<DraftView> {
    await this.price(act);
    await this.dataSource.transaction(async (manager) => {
      const queued = await manager.query<unknown[]>(
        `WITH queued AS (
           UPDATE draft SET state = 'queued', continuation_failure = NULL, cancel_requested_at = NULL, version = version + 1, updated_at = now()
            WHERE id = $1 AND department_id = $2 AND state = 'ready' AND truncated RETURNING id)
         SELECT FROM queued`,
        [act.id, act.actor.departmentId],
      );
      if (queued.length === 0) {
        throw new DomainError('draft.not-ready', 'the text was completed meanwhile, or is being written');
      }
      const { personId, departmentId } = act.actor;
      await recordAudit(manager, {
        ...{ personId, departmentId, action: 'draft.continue', outcome: 'done', address: act.address },
        ...{ objectType: 'draft', objectId: act.id },
      });
    });
    this.queue.announce(act.id);
    return this.reader.view(act.id, act.actor.departmentId);
  }
}
