import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates that people have marked for themselves, and the way to when each person last used which template. */
export class TemplateFavourites1764000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE template_favourite (
        person_id   uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        template_id text NOT NULL CHECK (template_id <> ''),
        marked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (person_id, template_id)
      )`);
    // Nothing in it ever changes, so that updates of drafts stay as cheap as they were.
    await runner.query('CREATE INDEX draft_of_author ON draft (author_id, template_id, created_at)');
    await runner.query('GRANT SELECT, INSERT, DELETE ON template_favourite TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX draft_of_author');
    await runner.query('DROP TABLE template_favourite');
  }
}
