import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that people attach (添付資料). Name and bytes are sealed with a key of the file's own.
 *
 * A file is its owner's until a draft has it; a draft that is made from another one's form has the same files. When the
 * last draft that has a file is erased, the file is erased with it.
 */
export class AttachedFiles1764000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attached_file (
        id            text PRIMARY KEY CHECK (id ~ '^[a-z]{24}$'),
        person_id     uuid NOT NULL REFERENCES person,
        department_id uuid NOT NULL REFERENCES department,
        bytes         integer NOT NULL CHECK (bytes BETWEEN 1 AND 10485760),
        wrapped_key   bytea NOT NULL,
        name          bytea NOT NULL,
        content       bytea NOT NULL,
        input_of      text,
        uploaded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        FOREIGN KEY (person_id, input_of) REFERENCES form_input ON DELETE SET NULL (input_of)
      )`);
    // Sealed bytes do not get smaller: trying would only take time.
    await runner.query('ALTER TABLE attached_file ALTER COLUMN content SET STORAGE EXTERNAL');
    await runner.query('CREATE INDEX attached_file_of_person ON attached_file (person_id, uploaded_at)');
    await runner.query(`
      CREATE TABLE draft_file (
        draft_id uuid NOT NULL REFERENCES draft ON DELETE CASCADE,
        file_id  text NOT NULL REFERENCES attached_file,
        PRIMARY KEY (draft_id, file_id)
      )`);
    await runner.query('CREATE INDEX draft_file_of_file ON draft_file (file_id)');
    await eraseWithTheLastDraft(runner);
    await runner.query('GRANT SELECT, INSERT, DELETE, UPDATE (input_of) ON attached_file TO bunan_app');
    await runner.query('GRANT SELECT, INSERT ON draft_file TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE draft_file, attached_file');
    await runner.query('DROP FUNCTION erase_file_of_no_draft');
  }
}

async function eraseWithTheLastDraft(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION erase_file_of_no_draft() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM attached_file f WHERE f.id = OLD.file_id AND NOT EXISTS (SELECT FROM draft_file d WHERE d.file_id = f.id);
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER draft_file_erased AFTER DELETE ON draft_file
      FOR EACH ROW EXECUTE FUNCTION erase_file_of_no_draft()`);
}
