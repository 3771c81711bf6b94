import { readFileSync } from 'node:fs';
import { verifyAudit } from '@bunan/audit';
import { failureCodeSchema, failureTexts, refusalReasonSchema, stopTexts } from '@bunan/contracts';
import { invariantViolations } from '@bunan/quota';
import { CapWatch } from './cap-watch.js';
import type { TestDatabase } from './database.js';
import { ModelResults } from './model-results.js';
import { until, type Program } from './program.js';
import type { Rehearsal } from './rehearsal.js';

/** What is looked at. */
export interface Observed {
  readonly database: TestDatabase;
  readonly models: readonly Rehearsal[];
  readonly programs: readonly Program[];
  readonly keyFile: string;
  readonly leaseMs: number;
  readonly reconcileMs: number;
}

/** What a case may say about itself. */
export interface Case {
  /** `exact` where no fault hides the provider's count. */
  readonly billing: 'exact' | 'at least';
  /** How long a job of the case may take, ms. */
  readonly endsWithinMs?: number;
}

const ENDS_WITHIN_MS = 60_000;
const MAX_LOG_BYTES_PER_MINUTE = 5_000_000;
const MAX_RSS_KB = 512 * 1_024;
/** A burst of lines at a start is no growth. */
const SHORTEST_LOOK_MS = 10_000;
const JAPANESE = /[ぁ-ん]/;

/** A job with what the record says of it, since it was made or taken up again. */
interface JobRow {
  id: string;
  state: string;
  failureCode: string | null;
  stoppedScope: 'contract' | 'department' | 'person' | null;
  stoppedReason: string | null;
  created: number;
  resumed: number;
  cancels: number;
  ended: number;
  isEndRecorded: boolean;
  tookMs: number | null;
}

const JOBS = `
  SELECT d.id, d.state, d.failure_code AS "failureCode", d.stopped_scope AS "stoppedScope", d.stopped_reason AS "stoppedReason",
         count(*) FILTER (WHERE e.action = 'draft.create')::int AS created,
         count(*) FILTER (WHERE e.action IN ('draft.resume', 'draft.continue'))::int AS resumed,
         count(*) FILTER (WHERE e.action = 'draft.cancel')::int AS cancels,
         count(*) FILTER (WHERE e.action IN ('draft.written', 'draft.failed', 'draft.stopped'))::int AS ended,
         bool_or(e.action = CASE d.state WHEN 'ready' THEN 'draft.written' WHEN 'failed' THEN 'draft.failed'
                                         WHEN 'stopped' THEN 'draft.stopped' ELSE 'draft.cancel' END) AS "isEndRecorded",
         extract(epoch FROM max(e.at) FILTER (WHERE e.action IN ('draft.written', 'draft.failed', 'draft.stopped', 'draft.cancelled'))
                          - max(e.at) FILTER (WHERE e.action IN ('draft.create', 'draft.resume', 'draft.continue')))::float8 * 1000 AS "tookMs"
    FROM draft d LEFT JOIN audit_entry e ON e.object_type = 'draft' AND e.object_id = d.id::text
   WHERE d.writer = 'model' AND d.created_at >= $1 GROUP BY d.id`;

/** What holds after every case (FAULTS.md, G1 to G7), of one installation; G8 is `Downloads`. */
export class Soundness {
  private readonly watch: CapWatch;
  private readonly results: ModelResults;
  private begun = { usedTokens: 0, at: new Date(0), logBytes: 0, clockMs: performance.now() };

  constructor(private readonly observed: Observed) {
    this.watch = new CapWatch(observed.database);
    this.results = new ModelResults(observed.database, observed.keyFile);
  }

  /** From here on a new case begins: the models' meters have just been reset. */
  async begin(): Promise<void> {
    const [row] = await this.observed.database.owner.query<{ at: Date }[]>('SELECT clock_timestamp() AS at');
    const { used } = await this.contract();
    this.watch.begin();
    this.begun = { usedTokens: used, at: row?.at ?? new Date(0), logBytes: this.logBytes, clockMs: performance.now() };
  }

  async end(): Promise<void> {
    await this.watch.end();
  }

  /** Fails when anything is not as it must be after a case. */
  async expect({ billing, endsWithinMs = ENDS_WITHIN_MS }: Case): Promise<void> {
    await this.expectBooks(billing);
    await this.expectJobs(endsWithinMs);
    await this.expectResults();
    this.expectPrograms();
  }

  /** G1: never above a cap. G2: nothing stays reserved. G3: we have counted at least what was billed. The invariants. */
  private async expectBooks(billing: Case['billing']): Promise<void> {
    const { database, leaseMs, reconcileMs, models } = this.observed;
    const isFree = async () => (await this.contract()).reserved === 0;
    await until('nothing is reserved any more (G2)', isFree, leaseMs + 2 * reconcileMs + 5_000);
    await this.watch.expectKept();
    const { used } = await this.contract();
    const meters = await Promise.all(models.map((model) => model.meter()));
    const billedTokens = meters.reduce((sum, meter) => sum + meter.billedTokens, 0);
    if (billing === 'exact') {
      expect(used - this.begun.usedTokens).toBe(billedTokens);
    } else {
      expect(used - this.begun.usedTokens).toBeGreaterThanOrEqual(billedTokens);
    }
    expect(await invariantViolations(database.owner, reconcileMs)).toEqual([]);
  }

  /** G4: every job has ended in time, with a reason. G6: the record is whole, and says how each job began and ended. */
  private async expectJobs(endsWithinMs: number): Promise<void> {
    const { owner } = this.observed.database;
    const jobs = await owner.query<JobRow[]>(JOBS, [this.begun.at]);
    expect(jobs.filter((job) => !hasReason(job))).toEqual([]);
    expect(jobs.filter(({ tookMs }) => (tookMs ?? 0) > endsWithinMs)).toEqual([]);
    expect(jobs.filter((job) => !isRecorded(job))).toEqual([]);
    expect(await verifyAudit(owner)).toBeNull();
  }

  /** G5: a result is one answer of the model, and all of it. That there is one at most is invariant I7. */
  private async expectResults(): Promise<void> {
    const calls = await Promise.all(this.observed.models.map((model) => model.calls()));
    const answers = calls.flat().flatMap(({ isWhole, text }) => (isWhole ? [text] : []));
    expect(await this.results.notOfOneAnswer(this.begun.at, answers)).toEqual([]);
  }

  /** G7: nobody died, nothing was left unhandled, the logs stay small, and so do the processes. */
  private expectPrograms(): void {
    const { programs } = this.observed;
    expect(programs.filter((each) => each.hasDied).map((each) => each.name)).toEqual([]);
    expect(programs.map((each) => each.output).join('')).not.toMatch(/unhandled|sk-CANARY-123|TypeError/i);
    const minutes = Math.max(SHORTEST_LOOK_MS, performance.now() - this.begun.clockMs) / 60_000;
    expect((this.logBytes - this.begun.logBytes) / minutes).toBeLessThan(MAX_LOG_BYTES_PER_MINUTE);
    expect(programs.filter(({ pid }) => mostMemoryKb(pid) >= MAX_RSS_KB).map(({ name }) => name)).toEqual([]);
  }

  private get logBytes(): number {
    return this.observed.programs.reduce((sum, { output }) => sum + Buffer.byteLength(output), 0);
  }

  private async contract(): Promise<{ used: number; reserved: number }> {
    const [row] = await this.observed.database.owner.query<{ used: number; reserved: number }[]>(
      `SELECT used_tokens::float8 AS used, reserved_tokens::float8 AS reserved FROM quota_allocation WHERE scope = 'contract'`,
    );
    return row ?? { used: 0, reserved: 0 };
  }
}

/** Whether a job has an end that a clerk understands. */
function hasReason({ state, failureCode, stoppedScope, stoppedReason }: JobRow): boolean {
  switch (state) {
    case 'ready':
    case 'cancelled':
      return true;
    case 'failed': {
      const code = failureCodeSchema.safeParse(failureCode);
      return code.success && JAPANESE.test(failureTexts[code.data]);
    }
    case 'stopped': {
      const reason = refusalReasonSchema.safeParse(stoppedReason);
      return stoppedScope !== null && reason.success && JAPANESE.test(stopTexts[reason.data](stoppedScope));
    }
    default:
      return false;
  }
}

/** Whether the record says once that a job was made, and once for each time that it was taken up how it ended. */
function isRecorded({ created, resumed, cancels, ended, isEndRecorded }: JobRow): boolean {
  // A wish to stop is an end of its own, or came too late.
  const isComplete = ended <= 1 + resumed && 1 + resumed <= ended + cancels;
  return created === 1 && isComplete && isEndRecorded;
}

/** The most memory that a process has had, kB; 0 where the system does not tell. */
function mostMemoryKb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
