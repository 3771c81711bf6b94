import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What limits that follow the need are made from, texts that are finished later, and which call a text came of.
 */
export class TightReservations1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Of a settled call: the most its answer could have taken by the sections' own limits, tokens, and the bytes sent.
    await runner.query(`
      ALTER TABLE token_reservation
        ADD most_answer_tokens integer CHECK (most_answer_tokens > 0),
        ADD sent_bytes integer CHECK (sent_bytes > 0),
        ADD CHECK ((most_answer_tokens IS NULL) = (sent_bytes IS NULL))`);
    await runner.query(`
      CREATE INDEX token_reservation_past ON token_reservation (template_id, model, closed_at DESC)
       WHERE state = 'settled' AND origin = 'draft' AND sent_bytes IS NOT NULL`);
    await runner.query('DROP FUNCTION quota_settle');
    await runner.query(SETTLE);
    await runner.query('REVOKE EXECUTE ON FUNCTION quota_settle FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION quota_settle TO bunan_app');
    await finishLater(runner);
    await nameTheCall(runner);
  }

  down(): Promise<void> {
    throw new Error('a text may have been continued since: restore the backup that was made before the update');
  }
}

const SETTLE = `
  CREATE FUNCTION quota_settle(p_id uuid, p_used bigint, p_estimated boolean, p_input bigint, p_answer bigint,
    p_most_answer integer DEFAULT NULL, p_sent_bytes integer DEFAULT NULL)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  DECLARE v_row token_reservation;
  BEGIN
    UPDATE token_reservation SET state = CASE WHEN p_estimated THEN 'settled_estimated' ELSE 'settled' END,
           settled_tokens = p_used, input_tokens = p_input, answer_tokens = p_answer, closed_at = clock_timestamp(),
           most_answer_tokens = p_most_answer, sent_bytes = p_sent_bytes
     WHERE id = p_id AND state = 'calling' RETURNING * INTO v_row;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM quota_close(v_row, p_used, p_estimated);
    RETURN true;
  END $$`;

/** A text that was cut keeps its state while it is continued; a stopped draft knows what half the length would take. */
async function finishLater(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE draft
      ADD short boolean NOT NULL DEFAULT false,
      ADD stopped_short_tokens bigint CHECK (stopped_short_tokens > 0),
      ADD continuation_failure text CHECK (continuation_failure IS NULL OR revision > 0),
      ADD CHECK (stopped_short_tokens IS NULL OR state = 'stopped')`);
  await dropCheck(runner, 'NOT truncated');
  await runner.query(`ALTER TABLE draft ADD CHECK (NOT truncated OR (state IN ('ready', 'queued', 'writing') AND revision > 0))`);
}

/** Drops the check of a draft that holds these words: the database chose its name. */
async function dropCheck(runner: QueryRunner, words: string): Promise<void> {
  await runner.query(`
    DO $$
    DECLARE v_name text;
    BEGIN
      SELECT conname INTO STRICT v_name FROM pg_constraint
       WHERE conrelid = 'draft'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%${words}%';
      EXECUTE format('ALTER TABLE draft DROP CONSTRAINT %I', v_name);
    END $$`);
}

/** Each text of a model names the call that it came of, and a call gives one text at most (I7). */
async function nameTheCall(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE draft_revision ADD reservation_id uuid REFERENCES token_reservation');
  await runner.query('ALTER TABLE draft_revision DISABLE TRIGGER draft_revision_never_changes');
  await runner.query(`
    UPDATE draft_revision v SET reservation_id = (
        SELECT r.id FROM token_reservation r WHERE r.draft_id = v.draft_id AND r.state IN ('settled', 'settled_estimated')
         ORDER BY r.closed_at DESC LIMIT 1)
     WHERE v.origin = 'model'`);
  await runner.query('ALTER TABLE draft_revision ENABLE TRIGGER draft_revision_never_changes');
  await runner.query('CREATE UNIQUE INDEX draft_revision_of_call ON draft_revision (reservation_id)');
  await runner.query(`ALTER TABLE draft_revision ADD CHECK ((origin = 'model') = (reservation_id IS NOT NULL))`);
}
