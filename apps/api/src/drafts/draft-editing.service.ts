import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import {
  cleanText,
  DomainError,
  type DraftView,
  type EditAnswers,
  type EditSection,
  type Parts,
  type RevisionContent,
} from '@bunan/contracts';
import { DraftContents, unfinishedTexts } from '@bunan/drafts';
import { documentTitle } from '@bunan/template-engine';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftFiles } from '../files/draft-files.service.js';
import { linkFiles } from '../files/stored-files.js';
import { refusePersonalNumbers } from './check-answers.js';
import type { DraftAct } from './draft-act.js';
import { DraftReader, type LoadedDraft } from './draft-reader.js';

/** What becomes of a draft as it stands, in the transaction that stores it. */
type Change = (loaded: LoadedDraft, manager: EntityManager) => RevisionContent | Promise<RevisionContent>;

/** Changes by hand. Each one is a new revision, withdraws the confirmation and costs no tokens. */
@Injectable()
export class DraftEditingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
    private readonly contents: DraftContents,
    private readonly files: DraftFiles,
  ) {}

  /**
   * Replaces the text of one section.
   *
   * @throws {DomainError} `not-found` draft or section, `draft.not-ready`, `draft.conflict` when somebody was first
   */
  async editSection(act: DraftAct, sectionId: string, edit: EditSection): Promise<DraftView> {
    return this.revise(act, edit.baseRevision, ({ draft }) => {
      if (!draft.asked.some((section) => section.id === sectionId)) {
        throw new DomainError('not-found', 'the document has no such written section');
      }
      const parts = tidyParts(edit.parts, new Set(draft.published.template.fields.map((field) => field.id)));
      return { answers: draft.answers, sections: { ...draft.sections, [sectionId]: { parts, origin: 'hand' } } };
    });
  }

  /**
   * Corrects what was filled in; the written text keeps its values and shows the new ones.
   *
   * @throws {DomainError} as `editSection`, and `answers.invalid`, `answers.personal-number`
   */
  async editAnswers(act: DraftAct, edit: EditAnswers): Promise<DraftView> {
    return this.revise(act, edit.baseRevision, async ({ draft }, manager) => {
      const { answers, files } = await this.files.check(draft.published, edit.answers, act.actor, manager);
      refusePersonalNumbers(draft.published, answers);
      await linkFiles(manager, act.id, files, act.actor);
      return { answers, sections: draft.sections };
    });
  }

  private revise(act: DraftAct, baseRevision: number, change: Change): Promise<DraftView> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM draft WHERE id = $1 AND department_id = $2 FOR UPDATE', [act.id, act.actor.departmentId]);
      const loaded = await this.reader.load(act.id, act.actor.departmentId, manager);
      refuseUnlessCurrent(loaded, baseRevision);
      await this.store(manager, act, { loaded, content: await change(loaded, manager) });
      return this.reader.view(act.id, act.actor.departmentId, manager);
    });
  }

  private async store(manager: EntityManager, act: DraftAct, { loaded, content }: { loaded: LoadedDraft; content: RevisionContent }) {
    const { row, draft } = loaded;
    const revision = row.revision + 1;
    const { template } = draft.published;
    // Where no section says that it was cut, the text as a whole was; changing a value of the form does not complete it.
    const isAsCut = row.truncated && content.sections === draft.sections;
    const isTruncated = isAsCut || Object.keys(unfinishedTexts(template, content.answers, content.sections)).length > 0;
    await manager.query(`INSERT INTO draft_revision (draft_id, number, origin, person_id, content) VALUES ($1, $2, 'hand', $3, $4)`, [
      row.id,
      revision,
      act.actor.personId,
      this.contents.sealRevision(row, revision, content),
    ]);
    await manager.query('UPDATE confirmation SET withdrawn_at = now() WHERE draft_id = $1 AND withdrawn_at IS NULL', [row.id]);
    await manager.query(
      `UPDATE draft SET revision = $2, version = version + 1, truncated = $5, title = $3, answers = $4,
              continuation_failure = NULL, updated_at = now() WHERE id = $1`,
      [
        row.id,
        revision,
        this.contents.sealTitle(row, revision, documentTitle(template, content.answers)),
        this.contents.sealAnswers(row, revision, content.answers),
        isTruncated,
      ],
    );
    await recordAudit(manager, {
      personId: act.actor.personId,
      departmentId: act.actor.departmentId,
      action: 'draft.edit',
      outcome: 'done',
      objectType: 'draft',
      objectId: row.id,
      detail: { revision, withdrawn: row.confirmations.length },
      address: act.address,
    });
  }
}

function refuseUnlessCurrent({ row }: LoadedDraft, baseRevision: number): void {
  if (row.state !== 'ready' || row.trialTest !== null) {
    throw new DomainError('draft.not-ready', 'only a ready draft can be edited, and none that tries a template');
  }
  if (row.revision !== baseRevision) {
    throw new DomainError('draft.conflict', 'the draft has a newer revision', { revision: row.revision });
  }
}

/**
 * Parts as they may be stored: text cleaned, neighbouring texts joined, nothing empty.
 *
 * @throws {DomainError} `request.invalid` for a field that the template does not have
 */
export function tidyParts(parts: Parts, fieldIds: ReadonlySet<string>): Parts {
  const tidy: Parts = [];
  for (const [index, part] of parts.entries()) {
    const last = tidy.at(-1);
    if ('field' in part) {
      if (!fieldIds.has(part.field)) {
        const errors = [{ path: `parts.${String(index)}.field`, code: 'unknown', message: 'この様式にない項目です。' }];
        throw new DomainError('request.invalid', 'a part names an unknown field', {}, { errors });
      }
      tidy.push(part);
    } else if (last !== undefined && 'text' in last) {
      tidy[tidy.length - 1] = { text: last.text + cleanText(part.text) };
    } else {
      tidy.push({ text: cleanText(part.text) });
    }
  }
  return tidy.filter((part) => 'field' in part || part.text !== '');
}
