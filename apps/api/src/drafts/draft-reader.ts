import { Injectable } from '@nestjs/common';
import { DomainError, type Answers, type DraftPage, type DraftView } from '@bunan/contracts';
import { DraftContents, TemplateLibrary } from '@bunan/drafts';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftOpener } from './draft-opener.js';
import { LIST_DRAFTS, SELECT_DRAFT, type DraftListRow, type DraftRow } from './draft-row.js';
import { draftSummary, draftView } from './draft-view.js';
import type { OpenDraft } from './open-draft.js';

/** Drafts a page of the list holds. */
const PAGE_SIZE = 50;

/** A draft as it stands, with everything needed to show, change or print it. */
export interface LoadedDraft {
  readonly row: DraftRow;
  readonly draft: OpenDraft;
}

/** Reads drafts, always within one department: another department's draft is not there. */
@Injectable()
export class DraftReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly library: TemplateLibrary,
    private readonly contents: DraftContents,
    private readonly opener: DraftOpener,
  ) {}

  /** @throws {DomainError} `not-found` */
  async load(id: string, departmentId: string, manager: EntityManager = this.dataSource.manager): Promise<LoadedDraft> {
    const [row] = await manager.query<DraftRow[]>(SELECT_DRAFT, [id, departmentId]);
    if (row === undefined) {
      throw new DomainError('not-found', 'no such draft in this department');
    }
    const published = await this.library.version(row.templateId, row.templateVersion);
    return { row, draft: this.opener.open(row, published) };
  }

  /** A draft for the screen. @throws {DomainError} `not-found` */
  async view(id: string, departmentId: string, manager?: EntityManager): Promise<DraftView> {
    const { row, draft } = await this.load(id, departmentId, manager);
    return draftView(row, draft);
  }

  /** The form that the newest text of the model was written from; null when none has written. */
  async modelAnswers(row: DraftRow): Promise<Answers | null> {
    const [newest] = await this.dataSource.query<{ number: number; content: Buffer }[]>(
      `SELECT number, content FROM draft_revision WHERE draft_id = $1 AND origin = 'model' ORDER BY number DESC LIMIT 1`,
      [row.id],
    );
    return newest === undefined ? null : this.contents.openRevision(row, newest.number, newest.content).answers;
  }

  /** The drafts of a department, newest first; `before` is the last draft of the page before. */
  async list(departmentId: string, before: string | undefined): Promise<DraftPage> {
    const rows = await this.dataSource.query<DraftListRow[]>(LIST_DRAFTS, [departmentId, before ?? null, PAGE_SIZE + 1]);
    const page = rows.slice(0, PAGE_SIZE);
    const drafts = await Promise.all(
      page.map(async (row) => {
        const { template } = await this.library.version(row.templateId, row.templateVersion);
        return draftSummary(row, template.name, this.contents);
      }),
    );
    return { drafts, next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null };
  }
}
