import type { AllowanceView, UsageView } from '@bunan/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { Settlement } from './settlement.js';

/** What a call will need, and for whom. */
export interface CallToReserve {
  readonly draftId: string;
  readonly personId: string;
  readonly departmentId: string;
  /** The most that the call can cost, tokens. */
  readonly tokens: number;
}

/** Which cap refused, what is left of it and what was asked, tokens, and when the period ends. */
export interface CapRefusal {
  readonly scope: AllowanceView['scope'];
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
  remaining_tokens AS "remainingTokens", renews_at AS "renewsAt"`;

/** What `quota_reserve` answers. */
export interface ReservationRow {
  outcome: Reservation['kind'];
  reservationId: string;
  refusedScope: AllowanceView['scope'];
  remainingTokens: string;
  renewsAt: Date | null;
}

interface AllowanceRow {
  scope: AllowanceView['scope'];
  capTokens: string | null;
  usedTokens: string;
  reservedTokens: string;
  name: string;
  from: Date;
  until: Date;
}

/** Lease of a reservation where none is set, ms. */
const DEFAULT_LEASE_MS = 60_000;

/** Holds and settles tokens so that reserved + used never passes a cap of person, department or contract. */
export class QuotaLedger {
  constructor(
    private readonly dataSource: DataSource,
    /** How long a reservation holds without a sign of life, ms. */
    readonly leaseMs: number = DEFAULT_LEASE_MS,
  ) {}

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
    const [row] = await this.dataSource.query<ReservationRow[]>(`SELECT ${RESERVATION_COLUMNS} FROM quota_reserve($1, $2, $3, $4, $5)`, [
      call.draftId,
      call.personId,
      call.departmentId,
      call.tokens,
      this.leaseMs,
    ]);
    if (row === undefined) {
      throw new Error('quota_reserve gave no row');
    }
    return reservationOf(row, call.tokens);
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

  /** The period of now and what is left of the contract, a department and a person. */
  async usage(of: { departmentId: string; personId: string }): Promise<UsageView> {
    const rows = await this.dataSource.query<AllowanceRow[]>(
      `SELECT a.scope, a.cap_tokens AS "capTokens", a.used_tokens AS "usedTokens", a.reserved_tokens AS "reservedTokens",
              p.name, lower(p.during) AS "from", upper(p.during) AS "until"
         FROM quota_period p JOIN quota_allocation a ON a.period_id = p.id
        WHERE p.during @> clock_timestamp()
          AND (a.scope = 'contract' OR a.department_id = $1 OR a.person_id = $2)`,
      [of.departmentId, of.personId],
    );
    const [first] = rows;
    if (first === undefined) {
      return { period: null, allowances: [] };
    }
    const scopes = ['contract', 'department', 'person'] as const;
    return {
      period: { name: first.name, from: first.from.toISOString(), until: first.until.toISOString() },
      allowances: scopes.map((scope) =>
        allowanceView(
          scope,
          rows.find((row) => row.scope === scope),
        ),
      ),
    };
  }

  private async ask(call: string, values: readonly unknown[], manager = this.dataSource.manager): Promise<boolean> {
    const [row] = await manager.query<{ answer: boolean }[]>(`SELECT ${call} AS answer`, [...values]);
    return row?.answer === true;
  }
}

/** Reads the answer of `quota_reserve`. @param requestedTokens what was asked for */
export function reservationOf(row: ReservationRow, requestedTokens: number): Reservation {
  if (row.outcome === 'reserved') {
    return { kind: 'reserved', reservationId: row.reservationId };
  }
  if (row.outcome === 'held') {
    return { kind: 'held' };
  }
  const { refusedScope: scope, remainingTokens, renewsAt } = row;
  return { kind: 'refused', refusal: { scope, remainingTokens: Number(remainingTokens), requestedTokens, renewsAt } };
}

/** A scope that nothing has been reserved in yet has no row and no cap. */
function allowanceView(scope: AllowanceView['scope'], row: AllowanceRow | undefined): AllowanceView {
  const usedTokens = Number(row?.usedTokens ?? 0);
  const reservedTokens = Number(row?.reservedTokens ?? 0);
  const capTokens = row?.capTokens == null ? null : Number(row.capTokens);
  const remainingTokens = capTokens === null ? null : Math.max(0, capTokens - usedTokens - reservedTokens);
  return { scope, capTokens, usedTokens, reservedTokens, remainingTokens };
}
