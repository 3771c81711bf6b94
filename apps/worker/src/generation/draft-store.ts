import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Answers, FailureCode, SectionTexts } from '@bunan/contracts';
import { DraftContents } from '@bunan/drafts';
import { documentTitle, type Template } from '@bunan/template-engine';
import type { SealableDocument } from '@bunan/vault';
import { DataSource, type EntityManager } from 'typeorm';
import { WRITER_SETTINGS, type WriterSettings } from './writer-settings.js';

/** The draft is in the hands of the workers. */
const OPEN = `state IN ('queued', 'writing')`;

/** Every change counts the version on, which is what live views follow. */
const TOUCHED = 'version = version + 1, updated_at = now()';

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

/** The text of all sections, and whether the answer ended at its limit. */
export interface FinishedText {
  readonly template: Template;
  readonly texts: SectionTexts;
  readonly isTruncated: boolean;
}

/** Which cap refused, tokens. */
export interface Refusal {
  readonly scope: 'contract' | 'department' | 'person';
  readonly remainingTokens: number;
  readonly requestedTokens: number;
}

/** What the worker reads and writes of a draft. Every write holds only while the draft is still in the worker's hands. */
@Injectable()
export class DraftStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: DraftContents,
    @Inject(WRITER_SETTINGS) private readonly settings: WriterSettings,
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

  /**
   * Begins a try: its number counts on, the text of the try before it goes.
   *
   * @returns the number of the try, or null when the draft is no longer open or its author asked to stop
   */
  async beginAttempt(id: string): Promise<number | null> {
    const [row] = await this.dataSource.query<{ attempt: number }[]>(
      `WITH begun AS (
         UPDATE draft SET state = 'writing', attempt = attempt + 1, retrying = false, partial = NULL, practice = $2, ${TOUCHED}
          WHERE id = $1 AND ${OPEN} AND cancel_requested_at IS NULL RETURNING attempt)
       SELECT attempt FROM begun`,
      [id, this.settings.practice],
    );
    return row?.attempt ?? null;
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

  /** Stores the finished text as the next revision, in the transaction that settles its call. */
  async finish(manager: EntityManager, draft: WaitingDraft, result: FinishedText): Promise<void> {
    const revision = draft.revision + 1;
    const sections = Object.fromEntries(Object.entries(result.texts).map(([id, parts]) => [id, { parts, origin: 'model' as const }]));
    await manager.query(
      `WITH revised AS (
         INSERT INTO draft_revision (draft_id, number, origin, content) VALUES ($1, $2, 'model', $3) RETURNING draft_id)
       UPDATE draft SET state = 'ready', revision = $2, truncated = $4, retrying = false, partial = NULL, title = $5, answers = $6,
              ${TOUCHED} FROM revised WHERE draft.id = revised.draft_id`,
      [
        draft.id,
        revision,
        this.contents.sealRevision(draft, revision, { answers: draft.answers, sections }),
        result.isTruncated,
        this.contents.sealTitle(draft, revision, documentTitle(result.template, draft.answers)),
        this.contents.sealAnswers(draft, revision, draft.answers),
      ],
    );
    await this.record(manager, draft, { action: 'draft.written', detail: { revision, truncated: String(result.isTruncated) } });
  }

  /** Ends the draft without a text; what has arrived so far is kept for reading. */
  async fail(manager: EntityManager | undefined, draft: WaitingDraft, code: FailureCode): Promise<void> {
    await this.within(manager, async (transaction) => {
      await transaction.query(
        `UPDATE draft SET state = 'failed', failure_code = $2, retrying = false, ${TOUCHED} WHERE id = $1 AND ${OPEN}`,
        [draft.id, code],
      );
      await this.record(transaction, draft, { action: 'draft.failed', detail: { code } });
    });
  }

  /** Ends the draft because a cap refused its call. */
  async stop(manager: EntityManager, draft: WaitingDraft, refusal: Refusal): Promise<void> {
    await manager.query(
      `UPDATE draft SET state = 'stopped', stopped_scope = $2, stopped_remaining_tokens = $3, stopped_requested_tokens = $4,
              retrying = false, ${TOUCHED} WHERE id = $1 AND ${OPEN}`,
      [draft.id, refusal.scope, refusal.remainingTokens, refusal.requestedTokens],
    );
    await this.record(manager, draft, { action: 'draft.stopped', detail: { ...refusal } });
  }

  /** Ends the draft if its author asked to stop; what has arrived so far is kept for reading. */
  async cancelIfRequested(manager: EntityManager | undefined, draft: WaitingDraft): Promise<void> {
    await this.within(manager, async (transaction) => {
      const ended = await transaction.query<unknown[]>(
        `WITH ended AS (
           UPDATE draft SET state = 'cancelled', retrying = false, ${TOUCHED}
            WHERE id = $1 AND ${OPEN} AND cancel_requested_at IS NOT NULL RETURNING id)
         SELECT FROM ended`,
        [draft.id],
      );
      if (ended.length > 0) {
        await this.record(transaction, draft, { action: 'draft.cancelled', detail: {} });
      }
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

  private record(
    manager: EntityManager,
    draft: WaitingDraft,
    entry: { action: string; detail: Record<string, string | number> },
  ): Promise<void> {
    return recordAudit(manager, {
      ...entry,
      personId: draft.authorId,
      departmentId: draft.departmentId,
      outcome: 'done',
      objectType: 'draft',
      objectId: draft.id,
    });
  }
}
