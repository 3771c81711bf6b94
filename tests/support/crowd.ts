import { randomUUID } from 'node:crypto';
import type { DraftState } from '@bunan/contracts';
import type { TestClient } from './client.js';
import type { Installation } from './installation.js';
import { until } from './program.js';

const TEMPLATE = 'tsuchi-taigai';

/** Many drafts of the same form, so that each reserves the same. */
export class Crowd {
  private constructor(
    private readonly installation: Installation,
    readonly ids: readonly string[],
  ) {}

  /** Submits so many forms at once, from all people in turn. */
  static async submit(installation: Installation, people: readonly TestClient[], count: number): Promise<Crowd> {
    const [first] = people;
    if (first === undefined) {
      throw new Error('nobody is there to submit');
    }
    const answers = await first.sample(TEMPLATE);
    const submits = Array.from({ length: count }, (_, index) =>
      (people[index % people.length] ?? first).post<{ id: string }>(
        '/api/drafts',
        { templateId: TEMPLATE, answers },
        { 'idempotency-key': randomUUID() },
      ),
    );
    const receipts = await Promise.all(submits);
    expect(receipts.filter(({ status }) => status !== 202)).toEqual([]);
    return new Crowd(
      installation,
      receipts.map(({ body }) => body.id),
    );
  }

  /** How many are in that state now. */
  async count(state: DraftState): Promise<number> {
    const [row] = await this.installation.database.owner.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM draft WHERE state = $1 AND id = ANY ($2)',
      [state, this.ids],
    );
    return row?.count ?? 0;
  }

  /** Waits until so many are in that state. */
  async until(count: number, state: DraftState, withinMs?: number): Promise<void> {
    await until(`${String(count)} are ${state}`, async () => (await this.count(state)) === count, withinMs);
  }

  /** The caps that stopped drafts, each once, and the longest time from submitting a draft to its stop, ms. */
  async stops(): Promise<{ caps: string[]; longestMs: number }> {
    const [row] = await this.installation.database.owner.query<{ caps: string[]; longestMs: number }[]>(
      `SELECT array_agg(DISTINCT d.stopped_scope || ' ' || d.stopped_reason) AS caps,
              (extract(epoch FROM max(e.at - d.created_at)) * 1000)::float8 AS "longestMs"
         FROM draft d JOIN audit_entry e ON e.object_id = d.id::text AND e.action = 'draft.stopped'
        WHERE d.state = 'stopped' AND d.id = ANY ($1)`,
      [this.ids],
    );
    return row ?? { caps: [], longestMs: 0 };
  }
}
