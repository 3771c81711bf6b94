import { Injectable } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import { answersSchema } from '@bunan/contracts';
import { loadTemplate, type Template } from '@bunan/template-engine';
import { DataSource } from 'typeorm';

/** How long a list of published versions is taken as current, ms. A published version itself never changes. */
const FRESH_MS = 5_000;

interface VersionRow {
  templateId: string;
  version: number;
  content: unknown;
}

/** A published version, ready to use: its parsed definition and the schema of its answers. */
export interface PublishedTemplate {
  readonly id: string;
  readonly version: number;
  readonly template: Template;
  readonly answers: ReturnType<typeof answersSchema>;
}

/** The published templates (様式), from the database; each version is parsed once in a process. */
@Injectable()
export class TemplateLibrary {
  private readonly parsed = new Map<string, PublishedTemplate>();
  private current: readonly PublishedTemplate[] = [];
  private freshUntil = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** The newest published version of each template. */
  async all(): Promise<readonly PublishedTemplate[]> {
    if (performance.now() < this.freshUntil) {
      return this.current;
    }
    const newest = await this.dataSource.query<Omit<VersionRow, 'content'>[]>(
      'SELECT template_id AS "templateId", max(version) AS version FROM template_version GROUP BY template_id ORDER BY template_id',
    );
    // Contents are large and never change: each is read once.
    this.current = await Promise.all(newest.map(({ templateId, version }) => this.version(templateId, version)));
    this.freshUntil = performance.now() + FRESH_MS;
    return this.current;
  }

  /** @throws {DomainError} `not-found` */
  async newest(templateId: string): Promise<PublishedTemplate> {
    const found = (await this.all()).find((each) => each.id === templateId);
    if (found === undefined) {
      throw new DomainError('not-found', 'no such template');
    }
    return found;
  }

  /** The version that a draft was made with. @throws {DomainError} `not-found` */
  async version(templateId: string, version: number): Promise<PublishedTemplate> {
    const known = this.parsed.get(`${templateId}/${String(version)}`);
    if (known !== undefined) {
      return known;
    }
    const [row] = await this.dataSource.query<VersionRow[]>(
      `SELECT template_id AS "templateId", version, content FROM template_version WHERE template_id = $1 AND version = $2`,
      [templateId, version],
    );
    if (row === undefined) {
      throw new DomainError('not-found', 'no such template version');
    }
    return this.parse(row);
  }

  private parse({ templateId, version, content }: VersionRow): PublishedTemplate {
    const key = `${templateId}/${String(version)}`;
    const known = this.parsed.get(key);
    if (known !== undefined) {
      return known;
    }
    const template = loadTemplate(content);
    const published = { id: templateId, version, template, answers: answersSchema(template.fields) };
    this.parsed.set(key, published);
    return published;
  }
}
