import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError, fileIdSchema, type Answers, type AttachedFile } from '@bunan/contracts';
import { DraftContents, type PublishedTemplate } from '@bunan/drafts';
import { DataSource, type EntityManager } from 'typeorm';
import { checkAnswers } from '../drafts/check-answers.js';
import type { DraftAct } from '../drafts/draft-act.js';
import type { Actor } from '../http/access.js';
import { fileIdsIn, filesOfForm, USABLE, withStoredFiles, type FormFiles } from './stored-files.js';

interface NameRow {
  id: string;
  bytes: number;
  wrappedKey: Buffer;
  name: Buffer;
}

/** A form that its template allows, and the files in it. */
export interface CheckedForm {
  readonly answers: Answers;
  readonly files: FormFiles;
}

/** A file with what is in it. */
export interface FetchedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** The files of drafts: which of them a form may name, and their content for those who may read the draft. */
@Injectable()
export class DraftFiles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: DraftContents,
  ) {}

  /**
   * The answers as the template allows them, with the files as they are stored.
   *
   * @throws {DomainError} `answers.invalid`, each field named; so is a file that is not there for this person
   */
  async check(
    published: PublishedTemplate,
    input: Readonly<Record<string, unknown>>,
    actor: Actor,
    manager = this.dataSource.manager,
  ): Promise<CheckedForm> {
    const { fields } = published.template;
    const stored = await this.stored(fileIdsIn(fields, input), actor, manager);
    const answers = checkAnswers(published, withStoredFiles(fields, input, stored));
    return { answers, files: filesOfForm(fields, answers, stored) };
  }

  /** A file of a draft. @throws {DomainError} `not-found` where the draft, or the file in it, is not there for this person */
  async fetch(act: DraftAct, fileId: string): Promise<FetchedFile> {
    const [row] = await this.dataSource.query<(NameRow & { content: Buffer })[]>(
      `SELECT f.id, f.bytes, f.wrapped_key AS "wrappedKey", f.name, f.content
         FROM draft d JOIN draft_file l ON l.draft_id = d.id JOIN attached_file f ON f.id = l.file_id
        WHERE d.id = $1 AND d.department_id = $2 AND f.id = $3`,
      [act.id, act.actor.departmentId, fileIdSchema.safeParse(fileId).success ? fileId : ''],
    );
    if (row === undefined) {
      throw new DomainError('not-found', 'no such file in a draft of this department');
    }
    const file = { name: this.contents.openFileName(row, row.name), content: this.contents.openFile(row, row.content) };
    await recordAudit(this.dataSource.manager, {
      personId: act.actor.personId,
      departmentId: act.actor.departmentId,
      action: 'file.fetch',
      outcome: 'done',
      objectType: 'file',
      objectId: row.id,
      detail: { draft: act.id },
      address: act.address,
    });
    return file;
  }

  private async stored(ids: readonly string[], actor: Actor, manager: EntityManager): Promise<ReadonlyMap<string, AttachedFile>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await manager.query<NameRow[]>(
      `SELECT f.id, f.bytes, f.wrapped_key AS "wrappedKey", f.name FROM attached_file f WHERE f.id = ANY ($3::text[]) AND ${USABLE}`,
      [actor.personId, actor.departmentId, ids],
    );
    return new Map(rows.map((row) => [row.id, { id: row.id, name: this.contents.openFileName(row, row.name), bytes: row.bytes }]));
  }
}
