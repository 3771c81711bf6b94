import { Inject, Injectable } from '@nestjs/common';
import { auditInsert } from '@bunan/audit';
import type { SectionContent, SectionTexts } from '@bunan/contracts';
import { DraftContents } from '@bunan/drafts';
import {
  Gathering,
  QuotaLedger,
  RESERVATION_COLUMNS,
  RESERVE_VALUES,
  reservationOf,
  reserveValues,
  type CallToReserve,
  type CapRefusal,
  type ReservationRow,
  type Settlement,
} from '@bunan/quota';
import { documentTitle, type Template } from '@bunan/template-engine';
import { DataSource, type EntityManager } from 'typeorm';
import { entryOf, OPEN, TOUCHED, type WaitingDraft } from './draft-store.js';
import { WRITER_SETTINGS, type WriterSettings } from './writer-settings.js';

/** A call that may be sent now. */
export interface OpenCall {
  readonly reservationId: string;
  /** Number of the try, from 1. */
  readonly attempt: number;
}

/** `held`: another runner's call of this draft is open; `closed`: the draft has an end, or its author asked to stop. */
export type CallBegin =
  | { readonly kind: 'open'; readonly call: OpenCall }
  | { readonly kind: 'held' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly refusal: CapRefusal };

/** What is reserved for a call, by the count of the provider that it goes to. */
export type CallCost = Pick<CallToReserve, 'model' | 'tokens'>;

/** The text of all sections, and whether the answer ended at its limit. */
export interface FinishedText {
  readonly template: Template;
  readonly texts: SectionTexts;
  readonly isTruncated: boolean;
}

interface BeginRow extends ReservationRow {
  draftId: string;
  attempt: number | null;
}

/**
 * Begins calls and closes those that gave a text.
 *
 * Each is one statement and one commit, ledger, draft and record together: the counters of the contract, which every
 * call of the city needs, stay locked for the length of a commit, never for a round trip to this process.
 */
@Injectable()
export class DraftCalls {
  private readonly beginnings = new Gathering((calls: readonly CallToReserve[]) => this.beginAll(calls));

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: QuotaLedger,
    private readonly contents: DraftContents,
    @Inject(WRITER_SETTINGS) private readonly settings: WriterSettings,
  ) {}

  /**
   * Reserves for a call, begins a new try of the draft and marks the reservation as calling: all of it is committed
   * when this returns, before a socket is opened. The text of the try before goes.
   *
   * Calls that wait for the commit of others are begun together with the next one; a call that comes alone does not wait
   * for company. Should the author ask to stop while the reservation waits for its locks, it is given back in the same
   * commit.
   */
  begin(draft: WaitingDraft, { model, tokens }: CallCost): Promise<CallBegin> {
    return this.beginnings.add({
      draftId: draft.id,
      personId: draft.authorId,
      departmentId: draft.departmentId,
      tokens,
      templateId: draft.templateId,
      model,
      origin: 'draft',
    });
  }

  private async beginAll(calls: readonly CallToReserve[]): Promise<CallBegin[]> {
    const rows = await this.dataSource.query<BeginRow[]>(
      `WITH wanted AS (
         SELECT c.* FROM unnest(${RESERVE_VALUES}) WITH ORDINALITY AS c (draft, person, department, tokens, template, model, origin, n)
           JOIN draft d ON d.id = c.draft AND d.${OPEN} AND d.cancel_requested_at IS NULL),
       asked AS MATERIALIZED (
         SELECT r.* FROM (
           SELECT array_agg(draft ORDER BY n) AS drafts, array_agg(person ORDER BY n) AS people,
                  array_agg(department ORDER BY n) AS departments, array_agg(tokens ORDER BY n) AS tokens,
                  array_agg(template ORDER BY n) AS templates, array_agg(model ORDER BY n) AS models,
                  array_agg(origin ORDER BY n) AS origins FROM wanted) w
          CROSS JOIN LATERAL quota_reserve(drafts, people, departments, tokens, templates, models, origins, $8) r
          WHERE w.drafts IS NOT NULL),
       begun AS (
         UPDATE draft SET state = 'writing', attempt = attempt + 1, retrying = false, partial = NULL, practice = $9, ${TOUCHED}
           FROM asked WHERE id = asked.draft_id AND asked.outcome = 'reserved' AND ${OPEN} AND cancel_requested_at IS NULL
         RETURNING id, attempt)
       SELECT ${RESERVATION_COLUMNS}, asked.draft_id AS "draftId", attempt,
              CASE WHEN attempt IS NOT NULL THEN quota_mark_calling(reservation_id, $8)
                   WHEN outcome = 'reserved' THEN quota_release(reservation_id) END
         FROM asked LEFT JOIN begun ON begun.id = asked.draft_id`,
      [...reserveValues(calls), this.ledger.leaseMs, this.settings.practice],
    );
    // A draft that was delivered twice has two rows, of which one says `held`: each of its runners gets another one.
    const byDraft = Map.groupBy(rows, (row) => row.draftId);
    return calls.map(({ draftId, tokens }) => beginOf(byDraft.get(draftId)?.shift(), tokens));
  }

  /**
   * Settles a call and stores its text as the next revision.
   *
   * @returns false when the call was settled already: then nothing is stored
   */
  async finish(
    draft: WaitingDraft,
    { reservationId, settlement, result }: { reservationId: string; settlement: Settled; result: FinishedText },
  ): Promise<boolean> {
    const revision = draft.revision + 1;
    const { usedTokens, isEstimated, inputTokens, answerTokens } = settlement;
    const content = { answers: draft.answers, sections: writtenByModel(result.texts) };
    const values = [
      reservationId,
      ...[usedTokens, isEstimated, inputTokens, answerTokens],
      ...[draft.id, revision, this.contents.sealRevision(draft, revision, content), result.isTruncated],
      this.contents.sealTitle(draft, revision, documentTitle(result.template, draft.answers)),
      this.contents.sealAnswers(draft, revision, draft.answers),
    ];
    const detail = { revision, truncated: String(result.isTruncated) };
    const record = auditInsert(entryOf(draft, { action: 'draft.written', detail }), 'revised', values.length + 1);
    const [row] = await this.dataSource.query<{ isSettled: boolean }[]>(
      `WITH closed AS MATERIALIZED (SELECT quota_settle($1, $2, $3, $4, $5) AS "isSettled"),
       revised AS (
         INSERT INTO draft_revision (draft_id, number, origin, content) SELECT $6, $7, 'model', $8 FROM closed WHERE "isSettled"
         RETURNING draft_id),
       ready AS (
         UPDATE draft SET state = 'ready', revision = $7, truncated = $9, retrying = false, partial = NULL, title = $10,
                answers = $11, ${TOUCHED} FROM revised WHERE draft.id = revised.draft_id),
       recorded AS (${record.sql})
       SELECT "isSettled" FROM closed`,
      [...values, ...record.values],
    );
    return row?.isSettled === true;
  }

  /**
   * Settles a call that gave no text, and does what follows from it in the same transaction.
   *
   * @returns false when the call was settled already: then nothing is done
   */
  async settle(reservationId: string, settlement: Settlement, act: (manager: EntityManager) => Promise<void>): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const isSettled = await this.ledger.settle(reservationId, settlement, manager);
      if (isSettled) {
        await act(manager);
      }
      return isSettled;
    });
  }
}

function beginOf(row: BeginRow | undefined, tokens: number): CallBegin {
  if (row === undefined) {
    return { kind: 'closed' };
  }
  const reservation = reservationOf(row, tokens);
  if (reservation.kind !== 'reserved') {
    return reservation;
  }
  return row.attempt === null
    ? { kind: 'closed' }
    : { kind: 'open', call: { reservationId: reservation.reservationId, attempt: row.attempt } };
}

function writtenByModel(texts: SectionTexts): Record<string, SectionContent> {
  return Object.fromEntries(Object.entries(texts).map(([id, parts]) => [id, { parts, origin: 'model' }]));
}

type Settled = Extract<Settlement, { kind: 'settle' }>;
