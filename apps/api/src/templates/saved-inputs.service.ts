import { Injectable } from '@nestjs/common';
import { DomainError, type SavedInput, type SavedInputView } from '@bunan/contracts';
import { DraftContents, TemplateLibrary } from '@bunan/drafts';
import { holdsPersonalNumber } from '@bunan/review';
import { DataSource } from 'typeorm';
import { fileIdsIn } from '../files/stored-files.js';
import type { Actor } from '../http/access.js';

const PERSONAL_NUMBER = '個人番号（マイナンバー）又はカード番号と思われる数字があります。削ってください。';

interface InputRow {
  wrappedKey: Buffer;
  content: Buffer;
  savedAt: Date;
}

/** What people have typed into a form and not yet submitted: sealed, one a person and template, seen by nobody else. */
@Injectable()
export class SavedInputsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly library: TemplateLibrary,
    private readonly contents: DraftContents,
  ) {}

  /** @throws {DomainError} `not-found` template */
  async read(templateId: string, actor: Actor): Promise<SavedInputView> {
    await this.library.newest(templateId, actor.departmentId);
    const [row] = await this.dataSource.query<InputRow[]>(
      `SELECT wrapped_key AS "wrappedKey", content, saved_at AS "savedAt" FROM form_input WHERE person_id = $1 AND template_id = $2`,
      [actor.personId, templateId],
    );
    if (row === undefined) {
      return { answers: null, labels: {}, leftovers: [], savedAt: null };
    }
    const document = { id: documentId(actor, templateId), wrappedKey: row.wrappedKey };
    return { ...this.contents.openInput(document, row.content), savedAt: row.savedAt.toISOString() };
  }

  /** @throws {DomainError} `not-found` template; `answers.personal-number`: such a number is stored nowhere */
  async save(templateId: string, input: SavedInput, actor: Actor): Promise<SavedInputView> {
    const { template } = await this.library.newest(templateId, actor.departmentId);
    const fields = Object.entries({ ...input.answers, leftovers: input.leftovers }).filter(([, value]) => holdsPersonalNumber(value));
    if (fields.length > 0) {
      const errors = fields.map(([path]) => ({ path, code: 'personalNumber', message: PERSONAL_NUMBER }));
      throw new DomainError('answers.personal-number', 'a personal number stands in the input', {}, { errors });
    }
    const savedAt = await this.store(templateId, input, actor);
    if (template.fields.some(({ type }) => type === 'file')) {
      await this.keepFiles(templateId, fileIdsIn(template.fields, input.answers), actor);
    }
    return { ...input, savedAt };
  }

  private async store(templateId: string, input: SavedInput, actor: Actor): Promise<string | null> {
    const document = this.contents.newDraft(documentId(actor, templateId));
    const [row] = await this.dataSource.query<{ savedAt: Date }[]>(
      `WITH saved AS (
         INSERT INTO form_input (person_id, template_id, wrapped_key, content) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, template_id) DO UPDATE SET wrapped_key = $3, content = $4, saved_at = clock_timestamp()
         RETURNING saved_at)
       SELECT saved_at AS "savedAt" FROM saved`,
      [actor.personId, templateId, document.wrappedKey, this.contents.sealInput(document, input)],
    );
    return row?.savedAt.toISOString() ?? null;
  }

  /** Files that the form names are kept as long as it is; those that it names no more, a day. */
  private async keepFiles(templateId: string, ids: readonly string[], actor: Actor): Promise<void> {
    await this.dataSource.query(
      `UPDATE attached_file f SET input_of = i.template_id
         FROM attached_file n LEFT JOIN form_input i ON i.person_id = $1 AND i.template_id = $2 AND n.id = ANY ($3::text[])
        WHERE f.id = n.id AND n.person_id = $1 AND (n.id = ANY ($3::text[]) OR n.input_of = $2)
          AND n.input_of IS DISTINCT FROM i.template_id`,
      [actor.personId, templateId, ids],
    );
  }

  async forget(templateId: string, actor: Actor): Promise<void> {
    await this.dataSource.query('DELETE FROM form_input WHERE person_id = $1 AND template_id = $2', [actor.personId, templateId]);
  }
}

/** What the sealed text is bound to. */
function documentId(actor: Actor, templateId: string): string {
  return `input ${actor.personId} ${templateId}`;
}
