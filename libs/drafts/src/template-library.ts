import { Injectable, Logger } from '@nestjs/common';
import { answersSchema, DomainError } from '@bunan/contracts';
import { faultLine, openTemplate, readTemplate, TemplateError, type Template } from '@bunan/template-engine';
import { DataSource } from 'typeorm';

/** How long a list of published versions is taken as current, ms. A published version itself never changes. */
const FRESH_MS = 5_000;

interface VersionRow {
  templateId: string;
  version: number;
  content: unknown;
  hash: Buffer;
  /** Published, now or before: its content never changes again. */
  isFinal: boolean;
}

/** A version, ready to use: its parsed definition and the schema of its answers. */
export interface PublishedTemplate {
  readonly id: string;
  readonly version: number;
  readonly template: Template;
  readonly answers: ReturnType<typeof answersSchema>;
}

/** A content that was parsed; of one that may still change it is looked up whether it is the same. */
interface Parsed {
  readonly hash: Buffer;
  readonly isFinal: boolean;
  /** It has no faults by the rules of today; if not, only the documents that were made of it are opened with it. */
  readonly isRight: boolean;
  readonly published: PublishedTemplate;
}

interface InUse {
  readonly published: PublishedTemplate;
  /** Departments that may use it; null: all. */
  readonly departments: ReadonlySet<string> | null;
}

/**
 * Of a version `n`: it was published and its day has come. One that was retired before that day has never begun, so that
 * what was in use stays.
 */
export const HAS_BEGUN = `n.state IN ('published', 'retired') AND n.effective_from <= template_today()
  AND NOT (n.effective_until = n.effective_from AND EXISTS (
    SELECT FROM template_version_event e
     WHERE e.template_id = n.template_id AND e.version = n.version AND e.act = 'retire'
       AND (e.at AT TIME ZONE 'Asia/Tokyo')::date < n.effective_from))`;

/**
 * The version in use of each template: the newest one that has begun, unless its last day is over. What it has replaced
 * never comes back by itself.
 */
const IN_USE = `
  SELECT v.template_id AS "templateId", v.version, s.departments FROM (
    SELECT DISTINCT ON (n.template_id) n.template_id, n.version, n.effective_until FROM template_version n
     WHERE ${HAS_BEGUN} ORDER BY n.template_id, n.version DESC) v
    LEFT JOIN template_visibility s ON s.template_id = v.template_id AND s.departments <> '{}'
   WHERE v.effective_until IS NULL OR v.effective_until > template_today()
   ORDER BY v.template_id`;

/** The templates (様式), from the database; each content is parsed once in a process. */
@Injectable()
export class TemplateLibrary {
  private readonly logger = new Logger(TemplateLibrary.name);
  private readonly parsed = new Map<string, Parsed>();
  private current: readonly InUse[] = [];
  private freshUntil = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** The version in use of each template that a department may use. */
  async all(departmentId: string): Promise<readonly PublishedTemplate[]> {
    const inUse = await this.inUse();
    return inUse.filter((each) => isFor(each, departmentId)).map(({ published }) => published);
  }

  /** @throws {DomainError} `not-found`: none is in use, or another department's */
  async newest(templateId: string, departmentId: string): Promise<PublishedTemplate> {
    const inUse = await this.inUse();
    const found = inUse.find((each) => each.published.id === templateId && isFor(each, departmentId));
    if (found === undefined) {
      throw new DomainError('not-found', 'no such template in use');
    }
    return found.published;
  }

  /** Any version, also one that is not published: what a draft was made with. @throws {DomainError} `not-found` */
  async version(templateId: string, version: number): Promise<PublishedTemplate> {
    const known = this.parsed.get(keyOf(templateId, version));
    if (known?.isFinal === true) {
      return known.published;
    }
    const [row] = await this.dataSource.query<VersionRow[]>(
      `SELECT template_id AS "templateId", version, content, content_hash AS hash, published_at IS NOT NULL AS "isFinal"
         FROM template_version WHERE template_id = $1 AND version = $2`,
      [templateId, version],
    );
    if (row === undefined) {
      throw new DomainError('not-found', 'no such template version');
    }
    return this.parse(row);
  }

  /** What was in use a moment ago may be another version now: of what this process has done itself it knows at once. */
  forget(): void {
    this.freshUntil = 0;
  }

  private async inUse(): Promise<readonly InUse[]> {
    if (performance.now() < this.freshUntil) {
      return this.current;
    }
    const rows = await this.dataSource.query<{ templateId: string; version: number; departments: readonly string[] | null }[]>(IN_USE);
    // Contents are large and never change: each is read once.
    const known = await Promise.all(
      rows.map(async ({ templateId, version, departments }) => ({
        published: await this.version(templateId, version),
        departments: departments === null ? null : new Set(departments),
      })),
    );
    this.current = known.filter(({ published }) => this.parsed.get(keyOf(published.id, published.version))?.isRight === true);
    this.freshUntil = performance.now() + FRESH_MS;
    return this.current;
  }

  private parse({ templateId, version, content, hash, isFinal }: VersionRow): PublishedTemplate {
    const key = keyOf(templateId, version);
    const known = this.parsed.get(key);
    if (known?.hash.equals(hash) === true && known.isFinal === isFinal) {
      return known.published;
    }
    const reading = readTemplate(content);
    if (!reading.ok && !isFinal) {
      throw new TemplateError(reading.faults);
    }
    if (!reading.ok) {
      this.logger.error(`${key} is offered to nobody any more: ${reading.faults.map(faultLine).join(' ')}`);
    }
    const template = reading.ok ? reading.template : openTemplate(content);
    const published = { id: templateId, version, template, answers: answersSchema(template.fields) };
    this.parsed.set(key, { hash, isFinal, isRight: reading.ok, published });
    return published;
  }
}

function keyOf(templateId: string, version: number): string {
  return `${templateId}/${String(version)}`;
}

function isFor({ departments }: InUse, departmentId: string): boolean {
  return departments === null || departments.has(departmentId);
}
