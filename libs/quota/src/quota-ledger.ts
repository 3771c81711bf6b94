import type { AllowanceView, RefusalReason, UsageView } from '@bunan/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { CallHistory, type PastCalls } from './call-history.js';
import type { Settlement } from './settlement.js';

/** What a call is for. */
export type CallOrigin = 'draft' | 'section' | 'continuation' | 'variant';

/** What a call will need, for whom and for what. */
export interface CallToReserve {
  readonly draftId: string;
  readonly personId: string;
  readonly departmentId: string;
  /** The most that the call can cost, tokens. */
  readonly tokens: number;
  readonly templateId: string;
  readonly model: string;
  readonly origin: CallOrigin;
}

/** Which cap refused and why, what is left of it and what was asked, tokens, and when it renews. */
export interface CapRefusal {
  readonly scope: AllowanceView['scope'];
  readonly reason: RefusalReason;
  readonly remainingTokens: number;
  readonly requestedTokens: number;
  readonly renewsAt: Date | null;
}

/** `held`: another call of the same draft is open. */
export type Reservation =
  | { readonly kind: 'reserved'; readonly reservationId: string }
  | { readonly kind: 'held' }
  | { readonly kind: 'refused'; readonly refusal: CapRefusal };

/** Columns of `quota_reserve`, named as in ReservationRow. */
export const RESERVATION_COLUMNS = `outcome, reservation_id AS "reservationId", refused_scope AS "refusedScope",
  refused_reason AS "refusedReason", remaining_tokens AS "remainingTokens", renews_at AS "renewsAt"`;

/** What `quota_reserve` answers for one call. */
export interface ReservationRow {
  outcome: Reservation['kind'];
  reservationId: string;
  refusedScope: AllowanceView['scope'];
  refusedReason: RefusalReason;
  remainingTokens: string;
  renewsAt: Date | null;
}

interface AllowanceRow {
  scope: AllowanceView['scope'];
  capTokens: string | null;
  usedTokens: string | null;
  reservedTokens: string | null;
  per: AllowanceView['per'];
  name: string;
  from: Date;
  until: Date;
}

/** Lease of a reservation where none is set, ms. */
const DEFAULT_LEASE_MS = 60_000;

/** Holds and settles tokens so that reserved + used never passes a cap of person, department or contract. */
export class QuotaLedger {
  private readonly history: CallHistory;

  constructor(
    private readonly dataSource: DataSource,
    /** How long a reservation holds without a sign of life, ms. */
    readonly leaseMs: number = DEFAULT_LEASE_MS,
  ) {
    this.history = new CallHistory(dataSource);
  }

  /** How often the lease of an open call must be renewed, ms. */
  get renewEveryMs(): number {
    return this.leaseMs / 3;
  }

  /**
   * Reserves tokens for one call to the model.
   *
   * `quota_reserve` decides in one statement and one commit, under row locks taken person, department, contract, so
   * that two workers can never both take the last tokens. Nothing stays open during the call.
   */
  async reserve(call: CallToReserve): Promise<Reservation> {
    const [reservation] = await this.reserveAll([call]);
    if (reservation === undefined) {
      throw new Error('quota_reserve gave no row');
    }
    return reservation;
  }

  /** Reserves for several calls in one commit, each decided as if it came alone, in their order. */
  async reserveAll(calls: readonly CallToReserve[]): Promise<Reservation[]> {
    const rows = await this.dataSource.query<ReservationRow[]>(`SELECT ${RESERVATION_COLUMNS} FROM quota_reserve(${RESERVE_VALUES}, $8)`, [
      ...reserveValues(calls),
      this.leaseMs,
    ]);
    return rows.map((row, index) => reservationOf(row, calls[index]?.tokens ?? 0));
  }

  /** Says that the call begins now; committed before a socket is opened. @returns false when the lease has run out */
  async markCalling(reservationId: string): Promise<boolean> {
    return this.ask('quota_mark_calling($1, $2)', [reservationId, this.leaseMs]);
  }

  /** Keeps an open call ours for another lease. @returns false when it was settled by the reconciler */
  async renewLease(reservationId: string): Promise<boolean> {
    return this.ask('quota_renew_lease($1, $2)', [reservationId, this.leaseMs]);
  }

  /**
   * Closes a call, once. @returns false when it was closed already, so that nothing that came of it may be stored
   *
   * @param manager of the transaction that stores the result
   */
  async settle(reservationId: string, settlement: Settlement, manager: EntityManager): Promise<boolean> {
    if (settlement.kind === 'release') {
      return this.release(reservationId, manager);
    }
    const { usedTokens, isEstimated, inputTokens, answerTokens } = settlement;
    return this.ask('quota_settle($1, $2, $3, $4, $5)', [reservationId, usedTokens, isEstimated, inputTokens, answerTokens], manager);
  }

  /** Gives a reservation back: nothing was spent. @returns false when it was closed already */
  async release(reservationId: string, manager: EntityManager): Promise<boolean> {
    return this.ask('quota_release($1)', [reservationId], manager);
  }

  /** Closes what expired leases left open: reserved is given back, calling is taken as spent in full. */
  async reconcile(): Promise<{ released: number; settled: number }> {
    const [row] = await this.dataSource.query<{ released: number; settled: number }[]>('SELECT * FROM quota_reconcile()');
    return row ?? { released: 0, settled: 0 };
  }

  /** What the last calls of a template needed, up to a minute old; null while too few were made with this model. */
  pastCalls(templateId: string, model: string): Promise<PastCalls | null> {
    return this.history.of(templateId, model);
  }

  /** The period of now and what is left of the contract, a department and a person. */
  async usage(of: { departmentId: string; personId: string }): Promise<UsageView> {
    const rows = await this.dataSource.query<AllowanceRow[]>(
      `SELECT s.*, p.name, lower(p.during) AS "from", upper(p.during) AS "until"
         FROM quota_period p
         JOIN quota_allocation k ON k.period_id = p.id AND k.scope = 'contract'
         LEFT JOIN quota_allocation d ON d.period_id = p.id AND d.scope = 'department' AND d.department_id = $1
         LEFT JOIN quota_allocation a ON a.period_id = p.id AND a.scope = 'person' AND a.person_id = $2
        CROSS JOIN LATERAL (SELECT CASE WHEN a.cap_tokens IS NOT NULL THEN a.cap_per ELSE coalesce(d.person_cap_per, 'period') END AS per,
                                   coalesce(a.month = quota_month(quota_now()), false) AS "isNow") x
        CROSS JOIN LATERAL (VALUES
          ('contract', k.cap_tokens, k.used_tokens, k.reserved_tokens, 'period'),
          ('department', d.cap_tokens, d.used_tokens, d.reserved_tokens, 'period'),
          ('person', coalesce(a.cap_tokens, d.person_cap_tokens),
            CASE WHEN x.per = 'period' THEN a.used_tokens WHEN x."isNow" THEN a.month_used_tokens END,
            CASE WHEN x.per = 'period' THEN a.reserved_tokens WHEN x."isNow" THEN a.month_reserved_tokens END, x.per)
        ) AS s (scope, "capTokens", "usedTokens", "reservedTokens", per)
        WHERE p.during @> quota_now()`,
      [of.departmentId, of.personId],
    );
    const [first] = rows;
    if (first === undefined) {
      return { period: null, allowances: [] };
    }
    return {
      period: { name: first.name, from: first.from.toISOString(), until: first.until.toISOString() },
      allowances: rows.map(allowanceView),
    };
  }

  private async ask(call: string, values: readonly unknown[], manager = this.dataSource.manager): Promise<boolean> {
    const [row] = await manager.query<{ answer: boolean }[]>(`SELECT ${call} AS answer`, [...values]);
    return row?.answer === true;
  }
}

/** The first seven arguments of `quota_reserve`, one array for each column of a call. */
export const RESERVE_VALUES = '$1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[]';

/** The values of RESERVE_VALUES: any number of calls that are decided together, in this order. */
export function reserveValues(calls: readonly CallToReserve[]): readonly unknown[][] {
  return [
    calls.map((call) => call.draftId),
    calls.map((call) => call.personId),
    calls.map((call) => call.departmentId),
    calls.map((call) => call.tokens),
    calls.map((call) => call.templateId),
    calls.map((call) => call.model),
    calls.map((call) => call.origin),
  ];
}

/** Reads the answer of `quota_reserve`. @param requestedTokens what was asked for */
export function reservationOf(row: ReservationRow, requestedTokens: number): Reservation {
  if (row.outcome === 'reserved') {
    return { kind: 'reserved', reservationId: row.reservationId };
  }
  if (row.outcome === 'held') {
    return { kind: 'held' };
  }
  const { refusedScope: scope, refusedReason: reason, remainingTokens, renewsAt } = row;
  return { kind: 'refused', refusal: { scope, reason, remainingTokens: Number(remainingTokens), requestedTokens, renewsAt } };
}

/** A scope that nothing has been reserved in yet has no counters. */
function allowanceView({ scope, per, ...row }: AllowanceRow): AllowanceView {
  const usedTokens = Number(row.usedTokens ?? 0);
  const reservedTokens = Number(row.reservedTokens ?? 0);
  const capTokens = row.capTokens === null ? null : Number(row.capTokens);
  const remainingTokens = capTokens === null ? null : Math.max(0, capTokens - usedTokens - reservedTokens);
  return { scope, capTokens, usedTokens, reservedTokens, remainingTokens, per };
}
