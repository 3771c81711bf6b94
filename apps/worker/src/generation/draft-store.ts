import { Injectable } from '@nestjs/common';
import { recordAudit, type AuditEntry } from '@bunan/audit';
import type { Answers, FailureCode, SectionTexts } from '@bunan/contracts';
import { DraftContents } from '@bunan/drafts';
import type { CapRefusal } from '@bunan/quota';
import type { SealableDocument } from '@bunan/vault';
import { DataSource, type EntityManager } from 'typeorm';

/** The draft is in the hands of the workers. */
export const OPEN = `state IN ('queued', 'writing')`;

/** Every change counts the version on, which is what live views follow. */
export const TOUCHED = 'version = version + 1, updated_at = now()';

interface DraftRow {
  id: string;
  departmentId: string;
  authorId: string;
  templateId: string;
  templateVersion: number;
  revision: number;
  wrappedKey: Buffer;
  answers: Buffer;
}

/** A draft that waits to be written. */
export interface WaitingDraft extends SealableDocument {
  readonly departmentId: string;
  readonly authorId: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly revision: number;
  readonly answers: Answers;
}

/** What the worker reads and writes of a draft. Every write holds only while the draft is still in the worker's hands. */
@Injectable()
export class DraftStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: DraftContents,
  ) {}

  /** The draft, if it still waits or is being written; null when it is finished, cancelled or gone. */
  async findOpen(id: string): Promise<WaitingDraft | null> {
    const [row] = await this.dataSource.query<DraftRow[]>(
      `SELECT id, department_id AS "departmentId", author_id AS "authorId", template_id AS "templateId",
              template_version AS "templateVersion", revision, wrapped_key AS "wrappedKey", answers
         FROM draft WHERE id = $1 AND ${OPEN}`,
      [id],
    );
    return row === undefined ? null : { ...row, answers: this.contents.openAnswers(row, row.revision, row.answers) };
  }

  /** Saves what has arrived. @returns false when the writing should stop: cancelled, or another try has begun */
  async savePartial(draft: SealableDocument, attempt: number, texts: SectionTexts): Promise<boolean> {
    const [row] = await this.dataSource.query<{ goesOn: boolean }[]>(
      `WITH saved AS (
         UPDATE draft SET partial = $2, ${TOUCHED} WHERE id = $1 AND state = 'writing' AND attempt = $3
         RETURNING cancel_requested_at IS NULL AS "goesOn")
       SELECT "goesOn" FROM saved`,
      [draft.id, this.contents.sealPartial(draft, attempt, texts), attempt],
    );
    return row?.goesOn ?? false;
  }

  /** Says that another try follows. */
  async markRetrying(id: string): Promise<void> {
    await this.dataSource.query(`UPDATE draft SET retrying = true, ${TOUCHED} WHERE id = $1 AND ${OPEN}`, [id]);
  }

  /** Whether the draft still waits for a text and nobody asked to stop. */
  async isOpen(id: string): Promise<boolean> {
    return this.holds('id = $1 AND cancel_requested_at IS NULL AND ' + OPEN, id);
  }

  /** Whether the author asked to stop. */
  async isCancelRequested(id: string): Promise<boolean> {
    return this.holds('id = $1 AND cancel_requested_at IS NOT NULL', id);
  }

  /** Ends the draft without a text; what has arrived so far is kept for reading. */
  async fail(manager: EntityManager | undefined, draft: WaitingDraft, code: FailureCode): Promise<void> {
    await this.within(manager, async (transaction) => {
      await this.end(transaction, draft, {
        change: `state = 'failed', failure_code = $2`,
        values: [code],
        entry: { action: 'draft.failed', detail: { code } },
      });
    });
  }

  /** Ends the draft because a cap refused its call. */
  async stop(draft: WaitingDraft, { scope, reason, remainingTokens, requestedTokens, renewsAt }: CapRefusal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.end(manager, draft, {
        change: `state = 'stopped', stopped_scope = $2, stopped_reason = $3, stopped_remaining_tokens = $4,
                 stopped_requested_tokens = $5, stopped_renews_at = $6`,
        values: [scope, reason, remainingTokens, requestedTokens, renewsAt],
        entry: { action: 'draft.stopped', detail: { scope, reason, remainingTokens, requestedTokens } },
      });
    });
  }

  /** Ends the draft if its author asked to stop; what has arrived so far is kept for reading. */
  async cancelIfRequested(manager: EntityManager | undefined, draft: WaitingDraft): Promise<void> {
    await this.within(manager, async (transaction) => {
      await this.end(transaction, draft, {
        change: `state = 'cancelled'`,
        values: [],
        onlyIf: 'cancel_requested_at IS NOT NULL',
        entry: { action: 'draft.cancelled', detail: {} },
      });
    });
  }

  private async holds(condition: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(`SELECT FROM draft WHERE ${condition}`, [id]);
    return rows.length > 0;
  }

  /** Runs in the transaction that is given, or in one of its own. */
  private async within(manager: EntityManager | undefined, act: (manager: EntityManager) => Promise<void>): Promise<void> {
    await (manager === undefined ? this.dataSource.transaction(act) : act(manager));
  }

  /** Ends a draft that is still open, and records it; one that has ended meanwhile stays as it is. */
  private async end(manager: EntityManager, draft: WaitingDraft, { change, values, onlyIf = 'true', entry }: DraftEnd): Promise<void> {
    const ended = await manager.query<unknown[]>(
      `WITH ended AS (
         UPDATE draft SET ${change}, retrying = false, ${TOUCHED} WHERE id = $1 AND ${OPEN} AND ${onlyIf} RETURNING id)
       SELECT FROM ended`,
      [draft.id, ...values],
    );
    if (ended.length > 0) {
      await recordAudit(manager, entryOf(draft, entry));
    }
  }
}

/** How a draft ends without a text. */
interface DraftEnd {
  /** Columns that are set, from `$2` on. */
  readonly change: string;
  readonly values: readonly unknown[];
  readonly onlyIf?: string;
  readonly entry: DraftEntry;
}

/** What happened to a draft. */
interface DraftEntry {
  readonly action: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** The entry of the record for what the worker did to a draft, in its author's name. */
export function entryOf(draft: WaitingDraft, { action, detail }: DraftEntry): AuditEntry {
  return {
    action,
    detail,
    personId: draft.authorId,
    departmentId: draft.departmentId,
    outcome: 'done',
    objectType: 'draft',
    objectId: draft.id,
  };
}
