import { Injectable } from '@nestjs/common';
import { auditInsert } from '@bunan/audit';
import { DomainError, type CreateDraft, type DraftReceipt, type TemplateTest } from '@bunan/contracts';
import { DraftContents, type PublishedTemplate } from '@bunan/drafts';
import { DataSource, type EntityManager } from 'typeorm';
import { linkFiles, type FormFiles } from '../files/stored-files.js';
import { checkAnswers, refusePersonalNumbers } from './check-answers.js';
import { GenerationQueue } from './generation-queue.js';
import { newDraft, type NewDraft } from './new-draft.js';
import { SubmittedForms, whoAsks, type CreationRequest } from './submitted-forms.js';

/** A test of a version that is to be tried on the model. */
export interface Trial {
  readonly published: PublishedTemplate;
  readonly test: TemplateTest;
}

interface StoredDraft extends DraftReceipt {
  readonly requestHash: Buffer;
  readonly isNew: boolean;
}

/** Accepts forms: checks the answers and stores the draft, sealed, together with its wish for a job. */
@Injectable()
export class DraftCreationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly forms: SubmittedForms,
    private readonly contents: DraftContents,
    private readonly queue: GenerationQueue,
  ) {}

  /**
   * Creates a draft, or finds the one that the same key has created before.
   *
   * A draft in state `queued` is the wish for a job, and is committed when this returns: the job is added afterwards,
   * and should that fail, a worker's sweep does it.
   *
   * @throws {DomainError} `not-found` template, `answers.invalid`, `answers.personal-number`; `draft.key-reused` when
   *   the key stands for another content
   */
  async create(input: CreateDraft, request: CreationRequest): Promise<DraftReceipt> {
    const { published, answers, files } = await this.forms.check(input, request);
    const draft = newDraft({ published, answers, writer: input.writer, contents: this.contents });
    const stored = await this.store(draft, files, request);
    if (!stored.requestHash.equals(draft.requestHash)) {
      throw new DomainError('draft.key-reused', 'the idempotency key stands for another content');
    }
    if (stored.isNew && stored.state === 'queued') {
      this.queue.announce(stored.id);
    }
    return { id: stored.id, state: stored.state };
  }

  /**
   * Stores a test of a template that is to be tried on the model, in the transaction of `manager`: a draft like any other,
   * in none of the lists. Call `announce` once it is committed.
   *
   * @throws {DomainError} `answers.invalid`, `answers.personal-number`
   */
  async createTrial(manager: EntityManager, { published, test }: Trial, request: CreationRequest): Promise<string> {
    const answers = checkAnswers(published, test.answers);
    refusePersonalNumbers(published, answers);
    const draft = newDraft({ published, answers, writer: 'model', contents: this.contents, trialTest: test.id });
    await insertDraft(manager, draft, request);
    return draft.id;
  }

  /** Tells the workers of a draft that is committed. */
  announce(draftId: string): void {
    this.queue.announce(draftId);
  }

  private async store(draft: NewDraft, files: FormFiles, request: CreationRequest): Promise<StoredDraft> {
    if (await this.insert(draft, files, request)) {
      return { id: draft.id, state: draft.state, requestHash: draft.requestHash, isNew: true };
    }
    const [stored] = await this.dataSource.query<Omit<StoredDraft, 'isNew'>[]>(
      `SELECT id, state, request_hash AS "requestHash" FROM draft WHERE author_id = $1 AND idempotency_key = $2`,
      [request.actor.personId, request.idempotencyKey],
    );
    if (stored === undefined) {
      throw new Error('a draft with this key was in the way of the insert, yet is not there');
    }
    return { ...stored, isNew: false };
  }

  private insert(draft: NewDraft, files: FormFiles, request: CreationRequest): Promise<boolean> {
    if (files.ids.length === 0) {
      return insertDraft(this.dataSource.manager, draft, request);
    }
    return this.dataSource.transaction(async (manager) => {
      const isNew = await insertDraft(manager, draft, request);
      if (isNew) {
        await linkFiles(manager, draft.id, files, request.actor);
      }
      return isNew;
    });
  }
}

/**
 * Stores the draft, its first revision if it has one, and the entry of the record, unless its author has used the key
 * before: one statement and one commit, because a whole city office may press the button in the same minute.
 *
 * @returns whether it was stored
 */
async function insertDraft(manager: EntityManager, draft: NewDraft, request: CreationRequest): Promise<boolean> {
  const { actor, idempotencyKey } = request;
  const values = [
    ...[draft.id, actor.departmentId, actor.personId, draft.templateId, draft.templateVersion, draft.writer, draft.state],
    ...[draft.revision, draft.wrappedKey, draft.title, draft.answers, idempotencyKey, draft.requestHash, draft.content, draft.trialTest],
  ];
  const entry = { ...whoAsks(request), action: 'draft.create', outcome: 'done', objectType: 'draft', objectId: draft.id } as const;
  const record = auditInsert(
    { ...entry, detail: { writer: draft.writer, ...(draft.trialTest === null ? {} : { trial: draft.trialTest }) } },
    'inserted',
    values.length + 1,
  );
  const inserted = await manager.query<unknown[]>(
    `WITH inserted AS (
       INSERT INTO draft (id, department_id, author_id, template_id, template_version, writer, state, revision,
                          wrapped_key, title, answers, idempotency_key, request_hash, trial_test)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15)
       ON CONFLICT (author_id, idempotency_key) DO NOTHING RETURNING id, author_id),
     revised AS (
       INSERT INTO draft_revision (draft_id, number, origin, person_id, content)
       SELECT id, $8, 'boilerplate', author_id, $14 FROM inserted WHERE $14::bytea IS NOT NULL),
     recorded AS (${record.sql})
     SELECT FROM inserted`,
    [...values, ...record.values],
  );
  return inserted.length > 0;
}
