import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms that are being filled in: sealed, for the person who types only. */
export class CreateFormInput1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE form_input (
        person_id   uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        template_id text NOT NULL CHECK (template_id <> ''),
        wrapped_key bytea NOT NULL,
        content     bytea NOT NULL,
        saved_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (person_id, template_id)
      )`);
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON form_input TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE form_input');
  }
}
