import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of templates on their way to the clerks: 作成中, 審査中, 承認済み, 公開, 廃止; who may use a template; what was
 * done with each version.
 *
 * Content changes in 作成中 only. What is published was published by the product (no authors) or approved by somebody
 * who is none of its authors.
 */
export class VersionsOfTemplates1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER template_version_never_changes ON template_version');
    await runner.query(`
      ALTER TABLE template_version
        ADD state           text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'in-review', 'approved', 'published', 'retired')),
        ADD revision        integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
        ADD authors         uuid[] NOT NULL DEFAULT '{}',
        ADD approver_id     uuid REFERENCES person,
        ADD saved_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
        ADD effective_from  date,
        ADD effective_until date,
        ALTER published_at DROP NOT NULL,
        ALTER published_at DROP DEFAULT`);
    await runner.query(
      `UPDATE template_version SET saved_at = published_at, effective_from = (published_at AT TIME ZONE 'Asia/Tokyo')::date`,
    );
    await runner.query(`
      ALTER TABLE template_version
        ALTER state DROP DEFAULT,
        ADD CHECK (approver_id IS NULL OR NOT approver_id = ANY (authors)),
        ADD CHECK (state NOT IN ('approved', 'published') OR approver_id IS NOT NULL OR authors = '{}'),
        ADD CHECK (state <> 'published' OR num_nulls(effective_from, published_at) = 0),
        ADD CHECK (state NOT IN ('draft', 'in-review', 'approved') OR num_nonnulls(effective_from, published_at) = 0),
        ADD CHECK (effective_until >= effective_from),
        ADD CHECK (effective_until IS NULL OR state = 'retired')`);
    await runner.query(
      `CREATE UNIQUE INDEX template_version_open ON template_version (template_id) WHERE state IN ('draft', 'in-review', 'approved')`,
    );
    await createGuard(runner);
    await createTables(runner);
    await runner.query(
      `GRANT INSERT, UPDATE (content, content_hash, state, revision, authors, approver_id, saved_at, effective_from, effective_until, published_at)
          ON template_version TO bunan_app`,
    );
    // A trial of a template is a draft like any other, and none of the department's documents.
    await runner.query('ALTER TABLE draft ADD trial_test text');
    await runner.query('CREATE INDEX draft_trial ON draft (template_id, template_version, trial_test) WHERE trial_test IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX draft_trial');
    await runner.query('ALTER TABLE draft DROP trial_test');
    await runner.query('DROP TABLE template_version_event, template_visibility');
    await runner.query('DROP TRIGGER template_version_guard ON template_version');
    await runner.query('DROP FUNCTION guard_template_version');
    await runner.query(`DELETE FROM template_version WHERE published_at IS NULL`);
    await runner.query(`
      ALTER TABLE template_version DROP state, DROP revision, DROP authors, DROP approver_id, DROP saved_at, DROP effective_from,
        DROP effective_until, ALTER published_at SET NOT NULL, ALTER published_at SET DEFAULT now()`);
    await runner.query(`
      CREATE TRIGGER template_version_never_changes BEFORE UPDATE OR DELETE ON template_version
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }
}

/** The states in their order, and content that changes in 作成中 only: whatever the programs do. */
async function createGuard(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION guard_template_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR (NEW.template_id, NEW.version) <> (OLD.template_id, OLD.version) THEN
        RAISE EXCEPTION 'versions of templates stay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF NEW.content_hash <> OLD.content_hash OR NEW.content <> OLD.content THEN
        IF OLD.state <> 'draft' OR NEW.state <> 'draft' THEN
          RAISE EXCEPTION 'the content of a version changes in draft only' USING ERRCODE = 'insufficient_privilege';
        END IF;
      END IF;
      IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
           ('draft', 'in-review'), ('in-review', 'draft'), ('in-review', 'approved'), ('approved', 'draft'),
           ('approved', 'published'), ('published', 'retired'), ('draft', 'retired')) THEN
        RAISE EXCEPTION 'a version does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF OLD.state IN ('published', 'retired')
         AND (NEW.authors, NEW.effective_from, NEW.published_at) IS DISTINCT FROM (OLD.authors, OLD.effective_from, OLD.published_at) THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER template_version_guard BEFORE UPDATE OR DELETE ON template_version
      FOR EACH ROW EXECUTE FUNCTION guard_template_version()`);
}

async function createTables(runner: QueryRunner): Promise<void> {
  // No row, or no department in it: everybody may use the template.
  await runner.query(`
    CREATE TABLE template_visibility (
      template_id text PRIMARY KEY,
      departments uuid[] NOT NULL
    )`);
  await runner.query('GRANT SELECT, INSERT, UPDATE (departments) ON template_visibility TO bunan_app');
  await runner.query(`
    CREATE TABLE template_version_event (
      id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      template_id text NOT NULL,
      version     integer NOT NULL,
      act         text NOT NULL CHECK (act IN ('create', 'import', 'submit', 'return', 'withdraw', 'approve', 'publish', 'retire')),
      person_id   uuid REFERENCES person,
      comment     text CHECK (length(comment) <= 1000),
      at          timestamptz NOT NULL DEFAULT clock_timestamp(),
      FOREIGN KEY (template_id, version) REFERENCES template_version
    )`);
  await runner.query('CREATE INDEX template_version_event_of ON template_version_event (template_id, version, id)');
  await runner.query(`
    CREATE TRIGGER template_version_event_never_changes BEFORE UPDATE OR DELETE ON template_version_event
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await runner.query('GRANT SELECT, INSERT ON template_version_event TO bunan_app');
}
