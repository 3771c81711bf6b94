import { Injectable } from '@nestjs/common';
import { DomainError, type ImportReport, type ImportTemplate, type TemplateChange } from '@bunan/contracts';
import { faultOfContent, isSameContent, templateChanges, writeExchangeFile } from '@bunan/template-engine';
import type { AdminAct } from '../caps/caps.service.js';
import { CurationService } from './curation.service.js';
import { TemplateChecks } from './template-checks.service.js';
import type { VersionPlace } from './version-place.js';
import { VersionStore, type StoredVersion, type VersionStanding } from './version-store.js';

type Content = Readonly<Record<string, unknown>>;

/** Templates as files between cities, and differences between versions. */
@Injectable()
export class ExchangeService {
  constructor(
    private readonly store: VersionStore,
    private readonly curation: CurationService,
    private readonly checks: TemplateChecks,
  ) {}

  /** The file of a version. @throws {DomainError} `not-found` */
  async file(templateId: string, version: number): Promise<string> {
    return writeExchangeFile((await this.store.read(templateId, version)).content);
  }

  /** What a version changed against another one of the same template. @throws {DomainError} `not-found` */
  async changes(templateId: string, version: number, since: number): Promise<TemplateChange[]> {
    const [before, after] = [await this.store.read(templateId, since), await this.store.read(templateId, version)];
    return templateChanges(before.content, after.content);
  }

  /** What one content changed against another one, saved or not. @throws {DomainError} `template.refused` */
  compare(before: Content, after: Content): TemplateChange[] {
    const fault = faultOfContent(before) ?? faultOfContent(after);
    if (fault !== null) {
      throw new DomainError('template.refused', 'no definitions', {}, { errors: [{ path: '', code: 'refused', message: fault }] });
    }
    return templateChanges(before, after);
  }

  /** Says what a file would change, and, if wanted, makes a version in 作成中 of it. @throws {DomainError} `template.open` */
  async import({ file, apply }: ImportTemplate, act: AdminAct): Promise<ImportReport> {
    const reading = await this.checks.readFile(file);
    if (!reading.ok) {
      return { ...NOTHING, outcome: 'refused', faults: reading.faults };
    }
    const { content } = reading;
    const { report, next } = await this.report(content);
    if (!apply || report.outcome === 'refused' || report.outcome === 'same') {
      return report;
    }
    await this.curation.begin({ templateId: next.templateId, version: next.version, content, act: 'import' }, act);
    return { ...report, version: next.version };
  }

  /** What the content of a file would change, and which version it would become. */
  private async report(content: Content): Promise<{ report: ImportReport; next: { templateId: string; version: number } }> {
    const templateId = String(content.id);
    const versions = await this.store.states(templateId);
    const newest = await this.newestStanding(templateId, versions);
    const { faults, results } = await this.checks.check(content);
    const report: ImportReport = {
      templateId,
      name: String(content.name),
      outcome: faults.length > 0 ? 'refused' : outcomeOf(newest?.content, content),
      faults,
      changes: newest === null ? [] : templateChanges(newest.content, content),
      results,
      version: null,
    };
    return { report, next: { templateId, version: (versions[0]?.version ?? 0) + 1 } };
  }

  /** The newest version that there is, whatever its state, unless it was given up before anybody used it. */
  private async newestStanding(templateId: string, versions: readonly VersionStanding[]): Promise<StoredVersion | null> {
    const newest = versions.find(({ isGivenUp }) => !isGivenUp);
    return newest === undefined ? null : this.store.read(templateId, newest.version);
  }
}

function outcomeOf(newest: Content | undefined, content: Content): ImportReport['outcome'] {
  if (newest === undefined) {
    return 'new';
  }
  return isSameContent(newest, content) ? 'same' : 'change';
}

const NOTHING = { templateId: null, name: null, faults: [], changes: [], results: [], version: null } as const;

/** Name of the file of a version, for a header: no id of a template holds what a header could not. */
export function exchangeFileName({ id, version }: VersionPlace): string {
  return `${id}-${String(version)}.json`;
}
