import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Periods, caps, reservations and the ledger. The acts on them are functions: see the next migration. */
export class CreateQuota1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      CREATE TABLE quota_period (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name       text NOT NULL CHECK (name <> ''),
        during     tstzrange NOT NULL CHECK (lower_inc(during) AND NOT upper_inc(during) AND NOT isempty(during)
                     AND NOT lower_inf(during) AND NOT upper_inf(during)),
        created_at timestamptz NOT NULL DEFAULT now(),
        EXCLUDE USING gist (during WITH &&)
      )`);
    // A cap may be lowered below what is used: that stops new calls, so no CHECK ties the three together (I1 holds
    // whenever a reservation is granted).
    await runner.query(`
      CREATE TABLE quota_allocation (
        id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        period_id       uuid NOT NULL REFERENCES quota_period,
        scope           text NOT NULL CHECK (scope IN ('contract', 'department', 'person')),
        department_id   uuid REFERENCES department,
        person_id       uuid REFERENCES person,
        cap_tokens      bigint CHECK (cap_tokens >= 0),
        reserved_tokens bigint NOT NULL DEFAULT 0 CHECK (reserved_tokens >= 0),
        used_tokens     bigint NOT NULL DEFAULT 0 CHECK (used_tokens >= 0),
        UNIQUE NULLS NOT DISTINCT (period_id, scope, department_id, person_id),
        CHECK ((scope = 'department') = (department_id IS NOT NULL)),
        CHECK ((scope = 'person') = (person_id IS NOT NULL)),
        CHECK (scope <> 'contract' OR cap_tokens IS NOT NULL)
      ) WITH (fillfactor = 50)`);
    await createReservation(runner);
    await runner.query(`
      CREATE TABLE spending_halt (
        id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        reason    text NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lifted_at timestamptz CHECK (lifted_at >= raised_at),
        lifted_by uuid REFERENCES person
      )`);
    await runner.query('CREATE UNIQUE INDEX spending_halt_once ON spending_halt ((true)) WHERE lifted_at IS NULL');
    await runner.query('GRANT SELECT ON quota_period, quota_allocation, token_reservation, token_ledger TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE ON spending_halt TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE spending_halt, token_ledger, token_reservation, quota_allocation, quota_period');
  }
}

async function createReservation(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE token_reservation (
      id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      period_id       uuid NOT NULL REFERENCES quota_period,
      draft_id        uuid NOT NULL,
      person_id       uuid NOT NULL REFERENCES person,
      department_id   uuid NOT NULL REFERENCES department,
      state           text NOT NULL CHECK (state IN ('reserved', 'calling', 'settled', 'settled_estimated', 'released')),
      reserved_tokens bigint NOT NULL CHECK (reserved_tokens > 0),
      settled_tokens  bigint CHECK (settled_tokens >= 0),
      input_tokens    bigint CHECK (input_tokens >= 0),
      answer_tokens   bigint CHECK (answer_tokens >= 0),
      lease_until     timestamptz NOT NULL,
      reserved_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
      called_at       timestamptz,
      closed_at       timestamptz,
      CHECK ((state IN ('settled', 'settled_estimated')) = (settled_tokens IS NOT NULL)),
      CHECK ((state IN ('reserved', 'calling')) = (closed_at IS NULL)),
      CHECK (state NOT IN ('calling', 'settled', 'settled_estimated') OR called_at IS NOT NULL)
    ) WITH (fillfactor = 70)`);
  await runner.query(`CREATE UNIQUE INDEX token_reservation_open ON token_reservation (draft_id) WHERE state IN ('reserved', 'calling')`);
  await runner.query('CREATE INDEX token_reservation_of_draft ON token_reservation (draft_id)');
  await runner.query(`CREATE INDEX token_reservation_lease ON token_reservation (lease_until) WHERE state IN ('reserved', 'calling')`);
  // Amounts are signed changes of what is reserved and what is used; a reservation has one closing entry (I5).
  await runner.query(`
    CREATE TABLE token_ledger (
      id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      period_id       uuid NOT NULL REFERENCES quota_period,
      kind            text NOT NULL CHECK (kind IN ('reserve', 'settle', 'release', 'grant', 'correct')),
      reservation_id  uuid REFERENCES token_reservation,
      allocation_id   uuid REFERENCES quota_allocation,
      person_id       uuid REFERENCES person,
      department_id   uuid REFERENCES department,
      cap_change      bigint NOT NULL DEFAULT 0,
      reserved_change bigint NOT NULL DEFAULT 0,
      used_change     bigint NOT NULL DEFAULT 0,
      is_estimated    boolean NOT NULL DEFAULT false,
      reason          text,
      acted_by        uuid REFERENCES person,
      at              timestamptz NOT NULL DEFAULT clock_timestamp(),
      CHECK ((kind IN ('reserve', 'settle', 'release')) <= (reservation_id IS NOT NULL)),
      CHECK ((kind = 'grant') = (allocation_id IS NOT NULL)),
      CHECK ((kind IN ('grant', 'correct')) = (reason IS NOT NULL))
    )`);
  await runner.query(`CREATE UNIQUE INDEX token_ledger_closed_once ON token_ledger (reservation_id) WHERE kind IN ('settle', 'release')`);
  await runner.query(`CREATE UNIQUE INDEX token_ledger_opened_once ON token_ledger (reservation_id) WHERE kind = 'reserve'`);
  await runner.query(`
    CREATE TRIGGER token_ledger_never_changes BEFORE UPDATE OR DELETE ON token_ledger
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
}
