import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, departments, sessions, and the role that the programs run as. */
export class CreatePeople1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Roles belong to the whole cluster: another database may have made it, or be making it now.
    await runner.query(`
      DO $$ BEGIN
        CREATE ROLE bunan_app NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    await runner.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    await runner.query('GRANT USAGE ON SCHEMA public TO bunan_app');
    await runner.query(`
      CREATE TABLE department (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name       text NOT NULL UNIQUE CHECK (name <> ''),
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE person (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        login         text NOT NULL CHECK (login <> ''),
        name          text NOT NULL CHECK (name <> ''),
        department_id uuid NOT NULL REFERENCES department,
        roles         text[] NOT NULL CHECK (roles <@ ARRAY['staff', 'head', 'curator', 'approver', 'admin', 'auditor']),
        password_hash text NOT NULL,
        disabled_at   timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX person_login ON person (lower(login))');
    await runner.query(`
      CREATE TABLE session (
        id_hash      bytea PRIMARY KEY CHECK (length(id_hash) = 32),
        person_id    uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        csrf_token   text NOT NULL CHECK (length(csrf_token) = 43),
        created_at   timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL CHECK (expires_at > created_at)
      )`);
    await runner.query('CREATE INDEX session_person ON session (person_id)');
    await runner.query('CREATE INDEX session_expiry ON session (expires_at)');
    await runner.query(`
      CREATE TABLE sign_in_throttle (
        key             text PRIMARY KEY,
        failures        integer NOT NULL CHECK (failures > 0),
        locked_until    timestamptz,
        last_failure_at timestamptz NOT NULL
      )`);
    await runner.query('GRANT SELECT, INSERT, UPDATE ON department, person TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON session, sign_in_throttle TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_throttle, session, person, department');
  }
}
