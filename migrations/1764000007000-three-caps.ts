import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the three caps need to be seen and steered: caps of people by the month, the department's rule for its people,
 * what a call was for, the day it counts to, and the sums of the days.
 *
 * A call counts to the JST day, month and period in which it was reserved, whenever it is settled or corrected.
 */
export class ThreeCaps1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The month's counters of a person stand in the same row as those of the period, so that a call changes three rows
    // and not four. They belong to `month` and begin at zero with the first call of another one.
    await runner.query(`
      ALTER TABLE quota_allocation
        ADD cap_per text NOT NULL DEFAULT 'period' CHECK (cap_per IN ('period', 'month')),
        ADD month date NOT NULL DEFAULT '-infinity',
        ADD month_reserved_tokens bigint NOT NULL DEFAULT 0 CHECK (month_reserved_tokens >= 0),
        ADD month_used_tokens bigint NOT NULL DEFAULT 0 CHECK (month_used_tokens >= 0),
        ADD person_cap_tokens bigint CHECK (person_cap_tokens >= 0),
        ADD person_cap_per text NOT NULL DEFAULT 'period' CHECK (person_cap_per IN ('period', 'month')),
        ADD CHECK (cap_per = 'period' OR scope = 'person'),
        ADD CHECK (person_cap_tokens IS NULL OR scope = 'department')`);
    await runner.query(`
      ALTER TABLE token_reservation
        ADD template_id text NOT NULL DEFAULT '',
        ADD model text NOT NULL DEFAULT '',
        ADD origin text NOT NULL DEFAULT 'draft' CHECK (origin IN ('draft', 'section', 'continuation', 'variant'))`);
    await runner.query('UPDATE token_reservation r SET template_id = d.template_id FROM draft d WHERE d.id = r.draft_id');
    await runner.query(`CREATE INDEX token_reservation_estimated ON token_reservation (closed_at DESC) WHERE state = 'settled_estimated'`);
    await runner.query(`
      ALTER TABLE draft
        ADD stopped_reason text CHECK (stopped_reason IN ('cap', 'month', 'no-period', 'halted')),
        ADD stopped_renews_at timestamptz`);
    await runner.query(`UPDATE draft SET stopped_reason = 'cap' WHERE state = 'stopped'`);
    await runner.query(`ALTER TABLE draft ADD CHECK ((state = 'stopped') = (stopped_reason IS NOT NULL))`);
    await countTheMonth(runner);
    await addLedgerDays(runner);
    await createUsageDays(runner);
    await runner.query(`
      CREATE TABLE ledger_check (
        once       boolean PRIMARY KEY DEFAULT true CHECK (once),
        checked_at timestamptz NOT NULL,
        violations jsonb NOT NULL
      )`);
    await runner.query('GRANT SELECT ON usage_day TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE ON ledger_check TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger_check, usage_day');
    await runner.query('ALTER TABLE draft DROP stopped_reason, DROP stopped_renews_at');
    await runner.query('ALTER TABLE token_ledger DROP day');
    await runner.query('ALTER TABLE token_reservation DROP template_id, DROP model, DROP origin');
    await runner.query(`
      ALTER TABLE quota_allocation DROP cap_per, DROP month, DROP month_reserved_tokens, DROP month_used_tokens,
        DROP person_cap_tokens, DROP person_cap_per`);
  }
}

/** What people have used and hold in the month that runs. */
async function countTheMonth(runner: QueryRunner): Promise<void> {
  await runner.query(`
    UPDATE quota_allocation a SET month = date_trunc('month', now() AT TIME ZONE 'Asia/Tokyo')::date, month_used_tokens = s.used,
           month_reserved_tokens = s.reserved
      FROM (SELECT r.period_id, r.person_id,
                   coalesce(sum(r.settled_tokens), 0) + coalesce(sum(c.used), 0) AS used,
                   coalesce(sum(r.reserved_tokens) FILTER (WHERE r.state IN ('reserved', 'calling')), 0) AS reserved
              FROM token_reservation r
              LEFT JOIN LATERAL (SELECT sum(l.used_change) AS used FROM token_ledger l
                                  WHERE l.reservation_id = r.id AND l.kind = 'correct') c ON true
             WHERE r.reserved_at >= date_trunc('month', now() AT TIME ZONE 'Asia/Tokyo') AT TIME ZONE 'Asia/Tokyo'
             GROUP BY 1, 2) s
     WHERE a.period_id = s.period_id AND a.person_id = s.person_id`);
}

/** The day that an entry counts to. */
async function addLedgerDays(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE token_ledger ADD day date');
  await runner.query('ALTER TABLE token_ledger DISABLE TRIGGER token_ledger_never_changes');
  await runner.query(`
    UPDATE token_ledger l SET day = (coalesce((SELECT r.reserved_at FROM token_reservation r WHERE r.id = l.reservation_id), l.at)
      AT TIME ZONE 'Asia/Tokyo')::date`);
  await runner.query('ALTER TABLE token_ledger ENABLE TRIGGER token_ledger_never_changes');
  await runner.query('ALTER TABLE token_ledger ALTER day SET NOT NULL');
}

/**
 * What was used on each day, by whom and for what: written with each closing entry and each correction, in the same
 * transaction, so that the screens read few rows and always the ledger's sums (invariant I8).
 */
async function createUsageDays(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE usage_day (
      period_id     uuid NOT NULL REFERENCES quota_period,
      day           date NOT NULL,
      department_id uuid NOT NULL REFERENCES department,
      person_id     uuid NOT NULL REFERENCES person,
      template_id   text NOT NULL,
      model         text NOT NULL,
      origin        text NOT NULL,
      used_tokens   bigint NOT NULL CHECK (used_tokens >= 0),
      calls         integer NOT NULL CHECK (calls >= 0),
      PRIMARY KEY (period_id, day, department_id, person_id, template_id, model, origin)
    ) WITH (fillfactor = 70)`);
  await runner.query(`
    INSERT INTO usage_day
      SELECT l.period_id, l.day, r.department_id, r.person_id, r.template_id, r.model, r.origin, sum(l.used_change),
             count(*) FILTER (WHERE l.kind = 'settle')
        FROM token_ledger l JOIN token_reservation r ON r.id = l.reservation_id WHERE l.kind IN ('settle', 'correct')
       GROUP BY 1, 2, 3, 4, 5, 6, 7`);
}
