import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Published templates, drafts with their revisions and confirmations. What people write is sealed bytes. */
export class CreateDrafts1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE template_version (
        template_id  text NOT NULL CHECK (template_id ~ '^[a-z][a-z0-9-]{0,79}$'),
        version      integer NOT NULL CHECK (version > 0),
        content      jsonb NOT NULL,
        content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (template_id, version)
      )`);
    await createDraft(runner);
    await runner.query(`
      CREATE TABLE draft_revision (
        draft_id   uuid NOT NULL REFERENCES draft,
        number     integer NOT NULL CHECK (number > 0),
        origin     text NOT NULL CHECK (origin IN ('model', 'boilerplate', 'hand')),
        person_id  uuid REFERENCES person,
        content    bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (draft_id, number),
        CHECK ((origin = 'model') = (person_id IS NULL))
      )`);
    await runner.query(`
      CREATE TABLE confirmation (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        draft_id     uuid NOT NULL,
        revision     integer NOT NULL,
        person_id    uuid NOT NULL REFERENCES person,
        confirmed_at timestamptz NOT NULL DEFAULT now(),
        withdrawn_at timestamptz CHECK (withdrawn_at >= confirmed_at),
        FOREIGN KEY (draft_id, revision) REFERENCES draft_revision
      )`);
    await runner.query('CREATE UNIQUE INDEX confirmation_once ON confirmation (draft_id, revision, person_id) WHERE withdrawn_at IS NULL');
    await createForeverTriggers(runner);
    await runner.query('GRANT SELECT ON template_version TO bunan_app');
    await runner.query('GRANT SELECT, INSERT, UPDATE ON draft, confirmation TO bunan_app');
    await runner.query('GRANT SELECT, INSERT ON draft_revision TO bunan_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE confirmation, draft_revision, draft, template_version');
    await runner.query('DROP FUNCTION announce_draft_change, refuse_change');
  }
}

async function createDraft(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE draft (
      id                       uuid PRIMARY KEY,
      department_id            uuid NOT NULL REFERENCES department,
      author_id                uuid NOT NULL REFERENCES person,
      template_id              text NOT NULL,
      template_version         integer NOT NULL,
      writer                   text NOT NULL CHECK (writer IN ('model', 'boilerplate')),
      state                    text NOT NULL
                               CHECK (state IN ('queued', 'writing', 'ready', 'failed', 'stopped', 'cancelled')),
      attempt                  integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
      retrying                 boolean NOT NULL DEFAULT false,
      truncated                boolean NOT NULL DEFAULT false,
      failure_code             text,
      stopped_scope            text CHECK (stopped_scope IN ('contract', 'department', 'person')),
      stopped_remaining_tokens bigint,
      stopped_requested_tokens bigint,
      cancel_requested_at      timestamptz,
      practice                 boolean NOT NULL DEFAULT false,
      version                  bigint NOT NULL DEFAULT 1,
      revision                 integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
      wrapped_key              bytea NOT NULL,
      title                    bytea NOT NULL,
      answers                  bytea NOT NULL,
      partial                  bytea,
      idempotency_key          text NOT NULL,
      request_hash             bytea NOT NULL CHECK (length(request_hash) = 32),
      created_at               timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_at               timestamptz NOT NULL DEFAULT clock_timestamp(),
      UNIQUE (author_id, idempotency_key),
      FOREIGN KEY (template_id, template_version) REFERENCES template_version,
      CHECK ((state = 'failed') = (failure_code IS NOT NULL)),
      CHECK ((state = 'stopped') = (stopped_scope IS NOT NULL)),
      CHECK ((stopped_scope IS NULL) = (stopped_requested_tokens IS NULL)),
      CHECK (state <> 'ready' OR (revision > 0 AND partial IS NULL AND NOT retrying)),
      CHECK (state <> 'writing' OR attempt > 0),
      CHECK (NOT retrying OR state IN ('queued', 'writing')),
      CHECK (NOT truncated OR state = 'ready')
    )`);
  await runner.query('CREATE INDEX draft_of_department ON draft (department_id, created_at DESC, id DESC)');
  await runner.query(`CREATE INDEX draft_open ON draft (created_at) WHERE state IN ('queued', 'writing')`);
  await runner.query(`
    CREATE FUNCTION announce_draft_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('draft_changed', NEW.id::text);
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER draft_changed AFTER UPDATE OF version ON draft
      FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION announce_draft_change()`);
}

/** What is published or stored for good cannot be changed, not even by the owner in passing. */
async function createForeverTriggers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END $$`);
  for (const table of ['template_version', 'draft_revision']) {
    await runner.query(`
      CREATE TRIGGER ${table}_never_changes BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }
}
