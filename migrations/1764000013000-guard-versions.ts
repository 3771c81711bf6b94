import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What no program may do to a version of a template, and what the database therefore refuses, whoever asks: a content
 * that changes outside 作成中, authors who disappear, an approval without an approver, days that are moved afterwards.
 *
 * The programs can begin a version in 作成中 only; what is published without approval comes with the product, by its owner.
 */
export class GuardVersions1764000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE template_version ALTER state SET DEFAULT 'draft'`);
    await runner.query('REVOKE INSERT ON template_version FROM bunan_app');
    await runner.query('GRANT INSERT (template_id, version, content, content_hash, authors) ON template_version TO bunan_app');
    await runner.query(`
      CREATE FUNCTION template_today() RETURNS date LANGUAGE sql VOLATILE
        RETURN (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date`);
    await createChecks(runner);
    await createGuard(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER template_version_order ON template_version');
    await runner.query('DROP FUNCTION order_template_version, refuse_content_change, refuse_act, template_today');
    await runner.query('REVOKE INSERT (template_id, version, content, content_hash, authors) ON template_version FROM bunan_app');
    await runner.query('GRANT INSERT ON template_version TO bunan_app');
    await runner.query('ALTER TABLE template_version ALTER state DROP DEFAULT');
  }
}

/** Two halves of the guard, each with one thing to say. */
async function createChecks(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_content_change(was template_version, becomes template_version) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF (becomes.content, becomes.content_hash, becomes.authors, becomes.saved_at)
           IS DISTINCT FROM (was.content, was.content_hash, was.authors, was.saved_at)
         AND (was.state, becomes.state) <> ('draft', 'draft') THEN
        RAISE EXCEPTION 'the content of a version changes in draft only' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF becomes.authors[1:cardinality(was.authors)] <> was.authors THEN
        RAISE EXCEPTION 'who has changed a version stays its author' USING ERRCODE = 'insufficient_privilege';
      END IF;
    END $$`);
  await runner.query(`
    CREATE FUNCTION refuse_act(was template_version, becomes template_version) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF becomes.state = 'approved' AND becomes.approver_id IS NULL
         OR becomes.approver_id IS DISTINCT FROM was.approver_id
            AND (was.state, becomes.state) NOT IN (('in-review', 'approved'), ('approved', 'draft')) THEN
        RAISE EXCEPTION 'an approval has its approver, and nothing else has' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF (becomes.effective_from, becomes.published_at) IS DISTINCT FROM (was.effective_from, was.published_at)
         AND ((was.state, becomes.state) <> ('approved', 'published') OR becomes.effective_from < template_today()) THEN
        RAISE EXCEPTION 'the first day is named when a version is published, and is not past' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF becomes.effective_until IS DISTINCT FROM was.effective_until
         AND ((was.state, becomes.state) <> ('published', 'retired') OR becomes.effective_until < template_today()) THEN
        RAISE EXCEPTION 'the last day is named when a version is retired, and is not past' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF (was.state, becomes.state) = ('published', 'retired') AND becomes.effective_until IS NULL THEN
        RAISE EXCEPTION 'a version that is retired has a last day' USING ERRCODE = 'insufficient_privilege';
      END IF;
    END $$`);
}

async function createGuard(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION order_template_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM refuse_content_change(OLD, NEW);
      PERFORM refuse_act(OLD, NEW);
      IF NEW.revision <> OLD.revision + 1 THEN
        RAISE EXCEPTION 'every change of a version is a revision of its own' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER template_version_order BEFORE UPDATE ON template_version
      FOR EACH ROW EXECUTE FUNCTION order_template_version()`);
}
