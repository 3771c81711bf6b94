import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notices of caps that are reached and alarms about the ledger, who has seen them, and the mail that goes out about them.
 *
 * Mail is queued in the transaction of its notice; a worker sends it and may send it twice, always with the same id.
 */
export class Notices1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person ADD email text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(email) <= 254)`);
    await createNotice(runner);
    await runner.query(`
      CREATE TABLE notice_seen (
        person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
        up_to     bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE notice_mail (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        notice_id  bigint NOT NULL REFERENCES notice,
        person_id  uuid NOT NULL REFERENCES person,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts   integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        due_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        sent_at    timestamptz,
        failed_at  timestamptz,
        failure    text,
        UNIQUE (notice_id, person_id),
        CHECK (sent_at IS NULL OR failed_at IS NULL)
      )`);
    await runner.query('CREATE INDEX notice_mail_due ON notice_mail (due_at) WHERE sent_at IS NULL AND failed_at IS NULL');
    // What the worker looks for every few seconds. The columns are ones whose changes no index had spared before.
    await runner.query(`CREATE INDEX draft_stopped ON draft (department_id) WHERE state = 'stopped'`);
    await runner.query('CREATE INDEX token_reservation_overrun ON token_reservation (closed_at) WHERE settled_tokens > reserved_tokens');
    await runner.query('GRANT SELECT, INSERT, UPDATE (rearmed_at, calls, over_tokens) ON notice TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE (up_to) ON notice_seen TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE (attempts, due_at, sent_at, failed_at, failure) ON notice_mail TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX token_reservation_overrun, draft_stopped');
    await runner.query('DROP TABLE notice_mail, notice_seen, notice');
    await runner.query('ALTER TABLE person DROP email');
  }
}

/**
 * `cap`: a share of a cap was reached; said once for each cap, share and month (none: the contract period), until the cap
 * is raised so far that the share is no longer reached (`rearmed_at`). `ledger`: a rule of the ledger does not hold and
 * calls are stopped. `overrun`: calls of a day took more than was reserved for them.
 */
async function createNotice(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE notice (
      id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind          text NOT NULL CHECK (kind IN ('cap', 'ledger', 'overrun')),
      raised_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
      allocation_id uuid REFERENCES quota_allocation,
      scope         text CHECK (scope IN ('contract', 'department', 'person')),
      department_id uuid REFERENCES department,
      person_id     uuid REFERENCES person,
      month         date,
      percent       smallint CHECK (percent BETWEEN 1 AND 100),
      cap_tokens    bigint CHECK (cap_tokens > 0),
      used_tokens   bigint CHECK (used_tokens >= 0),
      rearmed_at    timestamptz,
      halt_id       bigint UNIQUE REFERENCES spending_halt,
      day           date UNIQUE,
      calls         integer CHECK (calls > 0),
      over_tokens   bigint CHECK (over_tokens > 0),
      CHECK ((kind = 'cap') = (num_nulls(allocation_id, scope, percent, cap_tokens, used_tokens) = 0)),
      CHECK ((kind = 'ledger') = (halt_id IS NOT NULL)),
      CHECK ((kind = 'overrun') = (num_nulls(day, calls, over_tokens) = 0)),
      CHECK (scope <> 'department' OR department_id IS NOT NULL),
      CHECK (scope <> 'person' OR num_nulls(department_id, person_id) = 0)
    )`);
  await runner.query(`
    CREATE UNIQUE INDEX notice_once ON notice (allocation_id, month, percent) NULLS NOT DISTINCT
      WHERE kind = 'cap' AND rearmed_at IS NULL`);
  await runner.query('CREATE INDEX notice_of_department ON notice (department_id, id) WHERE department_id IS NOT NULL');
  await runner.query('CREATE INDEX notice_of_person ON notice (person_id, id) WHERE person_id IS NOT NULL');
}
