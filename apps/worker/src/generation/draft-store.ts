import { Injectable } from '@nestjs/common';
import { recordAudit, type AuditEntry } from '@bunan/audit';
import type { Answers, FailureCode, RevisionContent, SectionTexts } from '@bunan/contracts';
import { DraftContents } from '@bunan/drafts';
import type { CapRefusal } from '@bunan/quota';
import type { SealableDocument } from '@bunan/vault';
import { DataSource, type EntityManager } from 'typeorm';

/** The draft is in the hands of the workers. */
export const OPEN = `state IN ('queued', 'writing')`;

/** Every change counts the version on, which is what live views follow. */
export const TOUCHED = 'version = version + 1, updated_at = now()';

/** The end of a draft without a text; one that was to be continued is as ready as before. */
function endedAs(state: DraftEnd['state']): string {
  return `state = CASE WHEN revision > 0 THEN 'ready' ELSE '${state}' END, retrying = false,
          partial = CASE WHEN revision > 0 THEN NULL ELSE partial END`;
}

interface DraftRow {
  id: string;
  departmentId: string;
  authorId: string;
  templateId: string;
  templateVersion: number;
  revision: number;
  wrappedKey: Buffer;
  answers: Buffer;
  short: boolean;
  content: Buffer | null;
  modelRevision: number | null;
  modelContent: Buffer | null;
}

/** What is written of a draft already: an answer that was cut, and what people have changed since. */
export interface WrittenDraft {
  readonly sections: RevisionContent['sections'];
  /** The form that the model wrote from. */
  readonly writtenFrom: Answers;
}

/** A draft that waits to be written, or to be continued. */
export interface WaitingDraft extends SealableDocument {
  readonly departmentId: string;
  readonly authorId: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly revision: number;
  readonly answers: Answers;
  /** Half as long as usual. */
  readonly short: boolean;
  /** null: nothing yet. */
  readonly written: WrittenDraft | null;
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
      `SELECT d.id, d.department_id AS "departmentId", d.author_id AS "authorId", d.template_id AS "templateId",
              d.template_version AS "templateVersion", d.revision, d.wrapped_key AS "wrappedKey", d.answers, d.short,
              now.content, m.number AS "modelRevision", m.content AS "modelContent"
         FROM draft d
         LEFT JOIN draft_revision now ON now.draft_id = d.id AND now.number = d.revision
         LEFT JOIN LATERAL (SELECT v.number, v.content FROM draft_revision v WHERE v.draft_id = d.id AND v.origin = 'model'
                             ORDER BY v.number DESC LIMIT 1) m ON true
        WHERE d.id = $1 AND d.${OPEN}`,
      [id],
    );
    return row === undefined ? null : this.opened(row);
  }

  private opened(row: DraftRow): WaitingDraft {
    const answers = this.contents.openAnswers(row, row.revision, row.answers);
    return { ...row, answers, written: this.openWritten(row) };
  }

  private openWritten(row: DraftRow): WrittenDraft | null {
    const { revision, content, modelRevision, modelContent } = row;
    if (content === null || modelRevision === null || modelContent === null) {
      return null;
    }
    const { sections } = this.contents.openRevision(row, revision, content);
    return { sections, writtenFrom: this.contents.openRevision(row, modelRevision, modelContent).answers };
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

  /** Ends the draft without a text; what has arrived so far is kept for reading. A cut text that was to be continued stays. */
  async fail(manager: EntityManager | undefined, draft: WaitingDraft, code: FailureCode): Promise<void> {
    await this.within(manager, async (transaction) => {
      await this.end(transaction, draft, {
        state: 'failed',
        change: `failure_code = CASE WHEN revision = 0 THEN $2 END, continuation_failure = CASE WHEN revision > 0 THEN $2 END`,
        values: [code],
        entry: { action: 'draft.failed', detail: { code } },
      });
    });
  }

  /**
   * Ends the draft because a cap refused its call. A cut text that was to be continued stays.
   *
   * @param shortTokens what half the length would take at most, where that is left
   */
  async stop(draft: WaitingDraft, refusal: CapRefusal, shortTokens: number | null): Promise<void> {
    const { scope, reason, remainingTokens, requestedTokens, renewsAt } = refusal;
    await this.dataSource.transaction(async (manager) => {
      await this.end(manager, draft, {
        state: 'stopped',
        ...(draft.revision > 0
          ? { change: `continuation_failure = 'tokens'`, values: [] }
          : {
              change: `stopped_scope = $2, stopped_reason = $3, stopped_remaining_tokens = $4, stopped_requested_tokens = $5,
                       stopped_renews_at = $6, stopped_short_tokens = $7`,
              values: [scope, reason, remainingTokens, requestedTokens, renewsAt, shortTokens],
            }),
        entry: { action: 'draft.stopped', detail: { scope, reason, remainingTokens, requestedTokens } },
      });
    });
  }

  /** Ends the draft if its author asked to stop; what has arrived so far is kept for reading. */
  async cancelIfRequested(manager: EntityManager | undefined, draft: WaitingDraft): Promise<void> {
    await this.within(manager, async (transaction) => {
      await this.end(transaction, draft, {
        state: 'cancelled',
        change: 'cancel_requested_at = CASE WHEN revision = 0 THEN cancel_requested_at END',
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
  private async end(
    manager: EntityManager,
    draft: WaitingDraft,
    { state, change, values, onlyIf = 'true', entry }: DraftEnd,
  ): Promise<void> {
    const ended = await manager.query<unknown[]>(
      `WITH ended AS (
         UPDATE draft SET ${endedAs(state)}, ${change}, ${TOUCHED} WHERE id = $1 AND ${OPEN} AND ${onlyIf} RETURNING id)
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
  readonly state: 'failed' | 'stopped' | 'cancelled';
  /** More columns that are set, from `$2` on. */
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
