import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type DraftPage, type DraftView, type Finding } from '@bunan/contracts';
import { DraftContents, TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import type { PrintPolicies } from '@bunan/wareki';
import { DataSource, type EntityManager } from 'typeorm';
import { LIST_DRAFTS, SELECT_DRAFT, type DraftListRow, type DraftRow } from './draft-row.js';
import { draftSummary, draftView, findingsOf, openDraft, type OpenDraft } from './draft-view.js';
import { POLICIES } from './policies.token.js';

/** Drafts a page of the list holds. */
const PAGE_SIZE = 50;

/** A draft as it stands, with everything needed to show, change or print it. */
export interface LoadedDraft {
  readonly row: DraftRow;
  readonly published: PublishedTemplate;
  readonly draft: OpenDraft;
}

/** Reads drafts, always within one department: another department's draft is not there. */
@Injectable()
export class DraftReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly library: TemplateLibrary,
    private readonly contents: DraftContents,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
  ) {}

  /** @throws {DomainError} `not-found` */
  async load(id: string, departmentId: string, manager: EntityManager = this.dataSource.manager): Promise<LoadedDraft> {
    const [row] = await manager.query<DraftRow[]>(SELECT_DRAFT, [id, departmentId]);
    if (row === undefined) {
      throw new DomainError('not-found', 'no such draft in this department');
    }
    const published = await this.library.version(row.templateId, row.templateVersion);
    return { row, published, draft: openDraft(row, this.contents) };
  }

  /** @throws {DomainError} `not-found` */
  async view(id: string, departmentId: string): Promise<DraftView> {
    return this.show(await this.load(id, departmentId));
  }

  /** A loaded draft for the screen. */
  show({ row, published, draft }: LoadedDraft): DraftView {
    return draftView(row, published, draft, this.policies);
  }

  /** What the rules say about a loaded draft. */
  findings({ published, draft }: LoadedDraft): Finding[] {
    return findingsOf(published, draft, this.policies);
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
