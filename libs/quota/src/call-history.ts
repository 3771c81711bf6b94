import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';

/** What the last calls of a template needed, by the provider's own count. */
export interface PastCalls {
  /** Shares of what the sections may take by their own limits: the answer in the middle, and the one that 19 of 20 stay below. */
  readonly usualShare: number;
  readonly mostShare: number;
  /** The most tokens that a prompt took for each of its bytes, 0 to 1. */
  readonly tokensPerByte: number;
}

/** Calls that are looked at, newest first, and how many of them it takes to know anything. */
const LOOKED_AT = 200;
const ENOUGH = 20;

/** Above the most that was seen. */
const BYTES_MARGIN = 1.1;

/** How long an answer is taken as current, ms: price and reservation of a form come from the same figures. */
const FRESH_MS = 60_000;
const FRESH_WHILE_UNKNOWN_MS = 5_000;
const KEPT = 500;

interface PastCallsRow {
  calls: number;
  usualShare: number | null;
  mostShare: number | null;
  tokensPerByte: number | null;
}

/**
 * What calls before took, for limits that are tight and still sufficient.
 *
 * Only calls that write a whole document count, and only those whose price the provider has reported. An answer that was
 * cut counts with the length at which it was.
 */
export class CallHistory {
  private readonly known = new LRUCache<string, Promise<PastCalls | null>>({ max: KEPT, ttl: FRESH_MS });

  constructor(private readonly dataSource: DataSource) {}

  /** @returns null while too few calls of the template were made with this model */
  of(templateId: string, model: string): Promise<PastCalls | null> {
    const key = `${templateId} ${model}`;
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const asked = this.ask(templateId, model);
    this.known.set(key, asked);
    void asked.then(
      (past) => past ?? this.known.set(key, asked, { ttl: FRESH_WHILE_UNKNOWN_MS }),
      () => this.known.delete(key),
    );
    return asked;
  }

  private async ask(templateId: string, model: string): Promise<PastCalls | null> {
    const [row] = await this.dataSource.query<PastCallsRow[]>(
      `SELECT count(*)::int AS calls,
              percentile_disc(0.5) WITHIN GROUP (ORDER BY answer_tokens::float8 / most_answer_tokens) AS "usualShare",
              percentile_disc(0.95) WITHIN GROUP (ORDER BY answer_tokens::float8 / most_answer_tokens) AS "mostShare",
              max(input_tokens::float8 / sent_bytes) AS "tokensPerByte"
         FROM (SELECT answer_tokens, most_answer_tokens, input_tokens, sent_bytes FROM token_reservation
                WHERE template_id = $1 AND model = $2 AND state = 'settled' AND origin = 'draft' AND sent_bytes IS NOT NULL
                ORDER BY closed_at DESC LIMIT $3) c`,
      [templateId, model, LOOKED_AT],
    );
    if (row === undefined || row.calls < ENOUGH || row.usualShare === null || row.mostShare === null || row.tokensPerByte === null) {
      return null;
    }
    const { usualShare, mostShare } = row;
    return { usualShare, mostShare, tokensPerByte: Math.min(1, row.tokensPerByte * BYTES_MARGIN) };
  }
}
