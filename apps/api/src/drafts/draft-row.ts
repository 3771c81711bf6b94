import type { ConfirmationView, CreateDraft, DraftState, FailureCode, RefusalReason } from '@bunan/contracts';

/** A draft as the database holds it, with its newest revision, its author, its tokens and its confirmation. */
export interface DraftRow {
  id: string;
  templateId: string;
  templateVersion: number;
  state: DraftState;
  writer: CreateDraft['writer'];
  attempt: number;
  retrying: boolean;
  truncated: boolean;
  continuationFailure: FailureCode | 'tokens' | null;
  failureCode: FailureCode | null;
  stoppedScope: 'contract' | 'department' | 'person' | null;
  stoppedReason: RefusalReason | null;
  stoppedRenewsAt: Date | null;
  raisers: string[] | null;
  stoppedRemainingTokens: number | null;
  stoppedRequestedTokens: number | null;
  stoppedShortTokens: number | null;
  practice: boolean;
  version: number;
  revision: number;
  wrappedKey: Buffer;
  title: Buffer;
  answers: Buffer;
  partial: Buffer | null;
  content: Buffer | null;
  authorId: string;
  authorName: string;
  createdAt: Date;
  updatedAt: Date;
  usedTokens: number;
  reservedTokens: number;
  confirmations: ConfirmationView[];
}

/** A row of the list. */
export type DraftListRow = Pick<
  DraftRow,
  | 'id'
  | 'templateId'
  | 'templateVersion'
  | 'state'
  | 'revision'
  | 'wrappedKey'
  | 'title'
  | 'authorId'
  | 'authorName'
  | 'createdAt'
  | 'updatedAt'
> & { confirmed: boolean };

const LIST_COLUMNS = `d.id, d.template_id AS "templateId", d.template_version AS "templateVersion", d.state, d.revision,
  d.wrapped_key AS "wrappedKey", d.title, a.id AS "authorId", a.name AS "authorName",
  d.created_at AS "createdAt", d.updated_at AS "updatedAt"`;

/** Names of those who can raise the cap that stopped a draft: the heads for a person's, the administrators for others. */
const RAISERS = `SELECT coalesce(json_agg(h.name ORDER BY h.login), '[]') FROM person h
  WHERE h.disabled_at IS NULL AND CASE WHEN d.stopped_scope = 'person' THEN 'head' = ANY (h.roles) AND h.department_id = d.department_id
                                       ELSE 'admin' = ANY (h.roles) END`;

/** One draft of a department: $1 id, $2 department. Another department's draft is not there. */
export const SELECT_DRAFT = `
  SELECT ${LIST_COLUMNS}, d.writer, d.attempt, d.retrying, d.truncated, d.continuation_failure AS "continuationFailure", d.failure_code AS "failureCode",
         d.stopped_scope AS "stoppedScope", d.stopped_reason AS "stoppedReason", d.stopped_renews_at AS "stoppedRenewsAt",
         CASE WHEN d.stopped_scope IS NOT NULL THEN (${RAISERS}) END AS raisers, d.stopped_remaining_tokens::float8 AS "stoppedRemainingTokens",
         d.stopped_requested_tokens::float8 AS "stoppedRequestedTokens", d.stopped_short_tokens::float8 AS "stoppedShortTokens",
         d.practice, d.version::float8 AS version,
         d.answers, d.partial, r.content,
         coalesce(t.used, 0)::float8 AS "usedTokens", coalesce(t.reserved, 0)::float8 AS "reservedTokens",
         coalesce(c.list, '[]') AS confirmations
    FROM draft d
    JOIN person a ON a.id = d.author_id
    LEFT JOIN draft_revision r ON r.draft_id = d.id AND r.number = d.revision
    LEFT JOIN LATERAL (
      SELECT sum(settled_tokens) AS used,
             sum(reserved_tokens) FILTER (WHERE state IN ('reserved', 'calling')) AS reserved
        FROM token_reservation WHERE draft_id = d.id) t ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('person', json_build_object('id', p.id, 'name', p.name), 'revision', k.revision,
               'at', to_char(k.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY k.confirmed_at) AS list
        FROM confirmation k JOIN person p ON p.id = k.person_id
       WHERE k.draft_id = d.id AND k.revision = d.revision AND k.withdrawn_at IS NULL) c ON true
   WHERE d.id = $1 AND d.department_id = $2`;

/** The drafts of a department ($1), newest first, older than the draft $2 if given; $3 rows. */
export const LIST_DRAFTS = `
  SELECT ${LIST_COLUMNS},
         EXISTS (SELECT FROM confirmation k
                  WHERE k.draft_id = d.id AND k.revision = d.revision AND k.withdrawn_at IS NULL) AS confirmed
    FROM draft d JOIN person a ON a.id = d.author_id
   WHERE d.department_id = $1 AND d.trial_test IS NULL
     AND ($2::uuid IS NULL
          OR (d.created_at, d.id) < (SELECT b.created_at, b.id FROM draft b WHERE b.id = $2 AND b.department_id = $1))
   ORDER BY d.created_at DESC, d.id DESC LIMIT $3`;
