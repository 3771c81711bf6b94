import {
  DomainError,
  fileIdSchema,
  filesAnswer,
  MAX_DRAFT_FILE_BYTES,
  type Answers,
  type AttachedFile,
  type Field,
} from '@bunan/contracts';
import type { EntityManager } from 'typeorm';
import * as z from 'zod';
import type { Actor } from '../http/access.js';

/** Files of a form that a draft is to have, and the field at which it is said when one has gone. */
export interface FormFiles {
  readonly ids: readonly string[];
  readonly fieldId: string;
}

/** `f` may be used by a person ($1) of a department ($2): their own while no draft has it, or that of a draft of the department. */
export const USABLE = `(
  (f.person_id = $1 AND f.department_id = $2 AND NOT EXISTS (SELECT FROM draft_file l WHERE l.file_id = f.id))
  OR EXISTS (SELECT FROM draft_file l JOIN draft d ON d.id = l.draft_id WHERE l.file_id = f.id AND d.department_id = $2))`;

const namedSchema = z.array(z.looseObject({ id: fileIdSchema }));

type Input = Readonly<Record<string, unknown>>;

function namedIn(value: unknown): readonly { readonly id: string }[] {
  const named = namedSchema.safeParse(value);
  return named.success ? named.data : [];
}

function fileFields(fields: readonly Field[]): Field[] {
  return fields.filter(({ type }) => type === 'file');
}

/** Ids of the files that a form names, each once; what is no file is passed over: the check of the form names it. */
export function fileIdsIn(fields: readonly Field[], input: Input): string[] {
  return [...new Set(fileFields(fields).flatMap(({ id }) => namedIn(input[id]).map((file) => file.id)))];
}

/** The form with the name and size of each file as they are stored, whatever was sent. */
export function withStoredFiles(fields: readonly Field[], input: Input, stored: ReadonlyMap<string, AttachedFile>): Input {
  const filled = fileFields(fields).flatMap(({ id }): [string, unknown][] => {
    const named = namedIn(input[id]);
    const known = named.map((file) => {
      const { name, bytes } = stored.get(file.id) ?? {};
      return name === undefined ? file : { id: file.id, name, bytes: String(bytes) };
    });
    return named.length === 0 ? [] : [[id, known]];
  });
  return { ...input, ...Object.fromEntries(filled) };
}

function gone(fieldId: string, words: string): { path: string; code: string; message: string } {
  return { path: fieldId, code: 'gone', message: `${words}は、もうありません。外してから、もう一度選んでください。` };
}

/**
 * The files of a form that was checked.
 *
 * @throws {DomainError} `answers.invalid` for a file that is not there for this person, and for more than a draft may hold
 */
export function filesOfForm(fields: readonly Field[], answers: Answers, stored: ReadonlyMap<string, AttachedFile>): FormFiles {
  const named = fileFields(fields).flatMap((field) => filesAnswer(answers[field.id]).map((file) => ({ field, file })));
  const files = new Map(named.map(({ file }) => [file.id, file]));
  const fieldId = named[0]?.field.id ?? '';
  const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  const errors = [
    ...named.flatMap(({ field, file }) => (stored.has(file.id) ? [] : [gone(field.id, `${field.label}の「${file.name}」`)])),
    ...(bytes > MAX_DRAFT_FILE_BYTES ? [{ path: fieldId, code: 'tooLarge', message: '添付するファイルは、合わせて30MBまでです。' }] : []),
  ];
  if (errors.length > 0) {
    throw new DomainError('answers.invalid', 'the draft cannot have these files', {}, { errors });
  }
  return { ids: [...files.keys()], fieldId };
}

/**
 * Gives files to a draft, in the transaction that stores it; they are kept as long as it is.
 *
 * @throws {DomainError} `answers.invalid` when one of them has gone since they were looked up
 */
export async function linkFiles(manager: EntityManager, draftId: string, { ids, fieldId }: FormFiles, actor: Actor): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const [linked] = await manager.query<{ count: number }[]>(
    `WITH held AS (SELECT f.id FROM attached_file f WHERE f.id = ANY ($4::text[]) AND ${USABLE} FOR KEY SHARE),
     linked AS (INSERT INTO draft_file (draft_id, file_id) SELECT $3, id FROM held ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS count FROM held`,
    [actor.personId, actor.departmentId, draftId, ids],
  );
  if (linked?.count !== ids.length) {
    throw new DomainError('answers.invalid', 'a file has gone meanwhile', {}, { errors: [gone(fieldId, '選んだファイルの一部')] });
  }
}
