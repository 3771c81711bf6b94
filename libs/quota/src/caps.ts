import type { Capped, CapPeriod, CapsView, DepartmentCapView, PersonCapView } from '@bunan/contracts';
import type { EntityManager } from 'typeorm';

/** Who a change is made by and why; both stand in the ledger. */
export interface Authority {
  readonly personId: string;
  readonly reason: string;
}

interface PeriodRow {
  id: string;
  name: string;
  from: Date;
  until: Date;
}

interface CappedRow {
  cap: string | null;
  used: string;
  reserved: string;
}

interface DepartmentRow extends CappedRow {
  id: string;
  name: string;
  people: number;
  ruleCap: string | null;
  rulePer: CapPeriod;
}

interface PersonRow extends CappedRow {
  id: string;
  name: string;
  per: CapPeriod;
  isException: boolean;
}

const COUNTERS = `a.cap_tokens AS cap, coalesce(a.used_tokens, 0) AS used, coalesce(a.reserved_tokens, 0) AS reserved`;

/** The caps of the period of now: reads and sets them in the transaction that is given. */
export class Caps {
  constructor(private readonly manager: EntityManager) {}

  /** The period that contains now; null when there is none. */
  async period(): Promise<PeriodRow | null> {
    const [row] = await this.manager.query<PeriodRow[]>(
      `SELECT id, name, lower(during) AS "from", upper(during) AS "until" FROM quota_period WHERE during @> quota_now()`,
    );
    return row ?? null;
  }

  /** Contract and departments. @param departmentId only this one; the contract's figures are left out then */
  async view(departmentId: string | null): Promise<CapsView> {
    const period = await this.period();
    if (period === null) {
      return { period: null, contract: null, unallottedTokens: 0, departments: [] };
    }
    const [contract] = await this.manager.query<(CappedRow & { allotted: string })[]>(
      `SELECT ${COUNTERS}, (SELECT coalesce(sum(d.cap_tokens), 0) FROM quota_allocation d
                             WHERE d.period_id = a.period_id AND d.scope = 'department') AS allotted
         FROM quota_allocation a WHERE a.period_id = $1 AND a.scope = 'contract'`,
      [period.id],
    );
    const isWhole = departmentId === null && contract !== undefined;
    return {
      period: { id: period.id, name: period.name, from: period.from.toISOString(), until: period.until.toISOString() },
      contract: isWhole ? capped(contract) : null,
      unallottedTokens: isWhole ? Number(contract.cap) - Number(contract.allotted) : 0,
      departments: await this.departments(period.id, departmentId),
    };
  }

  /** The people of a department who are not disabled or have used something, by login. */
  async people(periodId: string, departmentId: string): Promise<PersonCapView[]> {
    const rows = await this.manager.query<PersonRow[]>(
      `SELECT p.id, p.name, a.cap_tokens IS NOT NULL AS "isException", coalesce(a.cap_tokens, d.person_cap_tokens) AS cap, x.per,
              CASE WHEN x.per = 'month' THEN CASE WHEN a.month = quota_month(quota_now()) THEN a.month_used_tokens ELSE 0 END
                   ELSE coalesce(a.used_tokens, 0) END AS used,
              CASE WHEN x.per = 'month' THEN CASE WHEN a.month = quota_month(quota_now()) THEN a.month_reserved_tokens ELSE 0 END
                   ELSE coalesce(a.reserved_tokens, 0) END AS reserved
         FROM person p
         LEFT JOIN quota_allocation a ON a.period_id = $1 AND a.scope = 'person' AND a.person_id = p.id
         LEFT JOIN quota_allocation d ON d.period_id = $1 AND d.scope = 'department' AND d.department_id = p.department_id
        CROSS JOIN LATERAL (SELECT CASE WHEN a.cap_tokens IS NOT NULL THEN a.cap_per ELSE coalesce(d.person_cap_per, 'period') END AS per) x
        WHERE p.department_id = $2 AND (p.disabled_at IS NULL OR a.used_tokens > 0) ORDER BY p.login`,
      [periodId, departmentId],
    );
    return rows.map((row) => ({
      ...capped(row),
      person: { id: row.id, name: row.name },
      per: row.per,
      isException: row.isException,
    }));
  }

  /** @param capTokens null: no cap of its own */
  async setCap(of: { departmentId?: string; personId?: string }, capTokens: number | null, per: CapPeriod, by: Authority): Promise<void> {
    await this.inPeriod('quota_set_cap(id, $1, $2, $3, $4, $5, $6)', [
      ...[of.departmentId ?? null, of.personId ?? null, capTokens, per],
      ...[by.reason, by.personId],
    ]);
  }

  /** What each person of a department may use, unless a cap was set by name. */
  async setPersonRule(departmentId: string, capTokens: number | null, per: CapPeriod, by: Authority): Promise<void> {
    await this.inPeriod('quota_set_person_rule(id, $1, $2, $3, $4, $5)', [departmentId, capTokens, per, by.reason, by.personId]);
  }

  /** Moves tokens of one department to another. @returns null when done, else how many are free to be moved */
  async reallocate(move: { from: string; to: string; tokens: number }, by: Authority): Promise<number | null> {
    const free = await this.inPeriod('quota_reallocate(id, $1, $2, $3, $4, $5)', [
      ...[move.from, move.to, move.tokens],
      ...[by.reason, by.personId],
    ]);
    return free === null ? null : Number(free);
  }

  private async departments(periodId: string, departmentId: string | null): Promise<DepartmentCapView[]> {
    const rows = await this.manager.query<DepartmentRow[]>(
      `SELECT d.id, d.name, ${COUNTERS}, a.person_cap_tokens AS "ruleCap", coalesce(a.person_cap_per, 'period') AS "rulePer",
              (SELECT count(*)::int FROM person p WHERE p.department_id = d.id AND p.disabled_at IS NULL) AS people
         FROM department d
         LEFT JOIN quota_allocation a ON a.period_id = $1 AND a.scope = 'department' AND a.department_id = d.id
        WHERE $2::uuid IS NULL OR d.id = $2 ORDER BY d.created_at, d.name`,
      [periodId, departmentId],
    );
    return rows.map((row) => ({
      ...capped(row),
      department: { id: row.id, name: row.name },
      people: row.people,
      personRule: { capTokens: row.ruleCap === null ? null : Number(row.ruleCap), per: row.rulePer },
    }));
  }

  private async inPeriod(act: string, values: unknown[]): Promise<string | null> {
    const [row] = await this.manager.query<{ answer: string | null }[]>(
      `SELECT ${act} AS answer FROM quota_period WHERE during @> quota_now()`,
      values,
    );
    if (row === undefined) {
      throw new Error('no contract period is open');
    }
    return row.answer;
  }
}

function capped({ cap, used, reserved }: CappedRow): Capped {
  const capTokens = cap === null ? null : Number(cap);
  const taken = Number(used) + Number(reserved);
  return {
    capTokens,
    usedTokens: Number(used),
    reservedTokens: Number(reserved),
    remainingTokens: capTokens === null ? null : Math.max(0, capTokens - taken),
    overTokens: capTokens === null ? 0 : Math.max(0, taken - capTokens),
  };
}
