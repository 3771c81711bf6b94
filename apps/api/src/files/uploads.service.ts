import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit, type AuditEntry } from '@bunan/audit';
import {
  cleanFileName,
  DomainError,
  FILE_NAME_HEADER,
  fileIdSchema,
  fileKindOf,
  fileRefusal,
  fileRefusals,
  MAX_ATTACHED_BYTES,
  MAX_LOOSE_BYTES,
  MAX_LOOSE_FILES,
  type AttachedFile,
  type FileRefusal,
} from '@bunan/contracts';
import { DraftContents } from '@bunan/drafts';
import { isOfKind } from '@bunan/intake';
import { holdsPersonalNumber } from '@bunan/review';
import type { FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { actorOf, type Actor } from '../http/access.js';
import { readUpload } from '../http/upload.js';
import { USABLE } from './stored-files.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 24;

/** Files that one person may send at a time to one process: each takes its size of memory. The form sends one. */
const MAX_AT_ONCE = 4;

/** Files that people bring before there is a draft: sealed, and their own until a draft has them. */
@Injectable()
export class UploadsService {
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: DraftContents,
  ) {}

  /**
   * Takes the file that a request brings. Whatever can be told from its name is told before its body is read.
   *
   * @throws {DomainError} `file.refused` with the reason; `too-many-requests` for too many at the same time;
   *   `request.not-supported`, `request.malformed` as `readUpload`
   */
  async add(request: FastifyRequest): Promise<AttachedFile> {
    const { personId } = actorOf(request);
    const others = this.underWay.get(personId) ?? 0;
    if (others >= MAX_AT_ONCE) {
      throw new DomainError('too-many-requests', 'the person is sending as many files as anybody may at a time');
    }
    this.underWay.set(personId, others + 1);
    try {
      return await this.take(request);
    } finally {
      this.leave(personId);
    }
  }

  /**
   * Erases a file of one's own that no draft has. One that a draft of the department has stays: it is only taken out of a
   * form in which it was named again.
   *
   * @throws {DomainError} `not-found` for any other
   */
  async remove(id: string, actor: Actor, address: string): Promise<void> {
    if (!fileIdSchema.safeParse(id).success) {
      throw new DomainError('not-found', 'no file has such an id');
    }
    await this.dataSource.transaction(async (manager) => {
      // A draft that is taking the file has it locked: only the next statement sees that it has it.
      await manager.query('SELECT FROM attached_file WHERE id = $1 AND person_id = $2 FOR UPDATE', [id, actor.personId]);
      const erased = await manager.query<unknown[]>(
        `WITH erased AS (
           DELETE FROM attached_file f
            WHERE id = $1 AND person_id = $2 AND NOT EXISTS (SELECT FROM draft_file l WHERE l.file_id = f.id) RETURNING id)
         SELECT FROM erased`,
        [id, actor.personId],
      );
      if (erased.length > 0) {
        await recordAudit(manager, { ...entryOf(actor, address), action: 'file.remove', objectId: id });
      } else if (!(await isUsable(manager, id, actor))) {
        throw new DomainError('not-found', 'no such file for this person');
      }
    });
  }

  private leave(personId: string): void {
    const left = (this.underWay.get(personId) ?? 1) - 1;
    if (left === 0) {
      this.underWay.delete(personId);
    } else {
      this.underWay.set(personId, left);
    }
  }

  private async take(request: FastifyRequest): Promise<AttachedFile> {
    const actor = actorOf(request);
    try {
      const name = nameOf(request);
      await refuseWhenFull(this.dataSource.manager, actor, Number(request.headers['content-length'] ?? 0));
      const content = await contentOf(request, name);
      return await this.store({ name, content }, actor, request.ip);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'file.refused') {
        await recordAudit(this.dataSource.manager, { ...entryOf(actor, request.ip), outcome: 'refused', detail: { ...error.details } });
      }
      throw error;
    }
  }

  private store({ name, content }: { name: string; content: Buffer }, actor: Actor, address: string): Promise<AttachedFile> {
    const id = Array.from({ length: ID_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    const file = this.contents.newDraft(id);
    const bytes = content.length;
    return this.dataSource.transaction(async (manager) => {
      // One after the other for each person, so that the limit holds for files that are sent at the same time.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('attached_file'), hashtext($1))`, [actor.personId]);
      await refuseWhenFull(manager, actor, bytes);
      await manager.query(
        `INSERT INTO attached_file (id, person_id, department_id, bytes, wrapped_key, name, content) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ...[id, actor.personId, actor.departmentId, bytes, file.wrappedKey],
          ...[this.contents.sealFileName(file, name), this.contents.sealFile(file, content)],
        ],
      );
      await recordAudit(manager, { ...entryOf(actor, address), objectId: id, detail: { bytes, kind: fileKindOf(name) ?? '' } });
      return { id, name, bytes };
    });
  }
}

async function isUsable(manager: EntityManager, id: string, actor: Actor): Promise<boolean> {
  const found = await manager.query<unknown[]>(`SELECT FROM attached_file f WHERE f.id = $3 AND ${USABLE}`, [
    ...[actor.personId, actor.departmentId, id],
  ]);
  return found.length > 0;
}

function entryOf({ personId, departmentId }: Actor, address: string): AuditEntry {
  return { personId, departmentId, action: 'file.upload', outcome: 'done', objectType: 'file', address };
}

function refused(reason: FileRefusal, message: string): DomainError {
  const errors = [{ path: 'file', code: reason, message: fileRefusals[reason] }];
  return new DomainError('file.refused', message, { reason }, { errors });
}

/** The name as it is kept. @throws {DomainError} `file.refused` for one that says that the file cannot be taken */
function nameOf({ headers }: FastifyRequest): string {
  const sent = headers[FILE_NAME_HEADER];
  const name = cleanFileName(decoded(typeof sent === 'string' ? sent : ''));
  const refusal = fileRefusal({ name, bytes: 1 });
  if (refusal !== null) {
    throw refused(refusal, 'the name is that of no file that can be attached');
  }
  if (holdsPersonalNumber(name)) {
    throw refused('number', 'a personal number stands in the name');
  }
  return name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

async function contentOf(request: FastifyRequest, name: string): Promise<Buffer> {
  if (request.headers['content-length'] === '0') {
    throw refused('empty', 'the file has no bytes');
  }
  const tooLarge = () => refused('too-large', 'more bytes than a file may have');
  const content = await readUpload(request, { maxBytes: MAX_ATTACHED_BYTES, tooLarge });
  const kind = fileKindOf(name);
  if (content.length === 0) {
    throw refused('empty', 'the file has no bytes');
  }
  if (kind === null || !isOfKind(kind, content)) {
    throw refused('content', 'the content is not what the name says');
  }
  return content;
}

/** @throws {DomainError} `file.refused` when a person has as much without a draft as anybody may, or would with this file */
async function refuseWhenFull(manager: EntityManager, actor: Actor, bytes: number): Promise<void> {
  const [loose] = await manager.query<{ count: number; bytes: number }[]>(
    `SELECT count(*)::int AS count, coalesce(sum(bytes), 0)::float8 AS bytes FROM attached_file f
      WHERE person_id = $1 AND NOT EXISTS (SELECT FROM draft_file l WHERE l.file_id = f.id)`,
    [actor.personId],
  );
  if (loose === undefined || loose.count >= MAX_LOOSE_FILES || loose.bytes + bytes > MAX_LOOSE_BYTES) {
    throw refused('limit', 'the person holds too much that belongs to no draft');
  }
}
