import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record of what people did, and the signs of life of the workers.
 *
 * Entries are inserted by each action's own transaction; a sequencer gives them their place in the chain afterwards.
 * The chain stands in a table of its own, so that an entry is never changed, not even to be chained.
 */
export class CreateRecord1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at            timestamptz NOT NULL DEFAULT clock_timestamp(),
        person_id     uuid,
        department_id uuid,
        action        text NOT NULL CHECK (action <> ''),
        outcome       text NOT NULL CHECK (outcome IN ('done', 'refused')),
        object_type   text,
        object_id     text,
        detail        jsonb NOT NULL DEFAULT '{}',
        address       text
      )`);
    await runner.query(`
      CREATE TABLE audit_chain (
        position bigint PRIMARY KEY CHECK (position > 0),
        entry_id bigint NOT NULL UNIQUE REFERENCES audit_entry,
        hash     bytea NOT NULL CHECK (length(hash) = 32)
      )`);
    for (const table of ['audit_entry', 'audit_chain']) {
      await runner.query(`
        CREATE TRIGGER ${table}_never_changes BEFORE UPDATE OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    }
    await runner.query(`
      CREATE TABLE worker_instance (
        id               uuid PRIMARY KEY,
        started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_seen_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        model_status     text CHECK (model_status IN ('ok', 'degraded')),
        model_checked_at timestamptz
      )`);
    await runner.query('GRANT SELECT, INSERT ON audit_entry, audit_chain TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON worker_instance TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE worker_instance, audit_chain, audit_entry');
  }
}
