import { Injectable } from '@nestjs/common';
import { TemplateLibrary } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import type { Actor } from '../http/access.js';

/** The templates that people have marked, each for themselves. */
@Injectable()
export class FavouritesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly library: TemplateLibrary,
  ) {}

  /** Marks a template; once more changes nothing. @throws {DomainError} `not-found` template */
  async add(templateId: string, actor: Actor): Promise<void> {
    await this.library.newest(templateId, actor.departmentId);
    await this.dataSource.query(
      'INSERT INTO template_favourite (person_id, template_id) VALUES ($1, $2) ON CONFLICT (person_id, template_id) DO NOTHING',
      [actor.personId, templateId],
    );
  }

  /** Takes the mark away, also from a template that is no longer there. */
  async remove(templateId: string, actor: Actor): Promise<void> {
    await this.dataSource.query('DELETE FROM template_favourite WHERE person_id = $1 AND template_id = $2', [actor.personId, templateId]);
  }
}
