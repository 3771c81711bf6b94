import { Injectable } from '@nestjs/common';
import { DomainError, type ImportReport, type ImportTemplate, type TemplateChange } from '@bunan/contracts';
import { isSameContent, readExchangeFile, templateChanges, writeExchangeFile } from '@bunan/template-engine';
import type { AdminAct } from '../caps/caps.service.js';
import { CurationService } from './curation.service.js';
import { TemplateChecks } from './template-checks.service.js';
import { VersionStore } from './version-store.js';

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

  /** Says what a file would change, and, if wanted, makes a version in 作成中 of it. @throws {DomainError} `template.open` */
  async import({ file, apply }: ImportTemplate, act: AdminAct): Promise<ImportReport> {
    const reading = readExchangeFile(file);
    if (!reading.ok) {
      return { ...NOTHING, outcome: 'refused', faults: reading.faults };
    }
    const { content } = reading;
    const templateId = String(content.id);
    const newest = await this.newestContent(templateId);
    const outcome = newest === null ? 'new' : isSameContent(newest.content, content) ? 'same' : 'change';
    const version = (newest?.version ?? 0) + 1;
    const isApplied = apply && outcome !== 'same';
    if (isApplied) {
      await this.curation.begin({ templateId, version, content, act: 'import' }, act);
    }
    return {
      templateId,
      name: String(content.name),
      outcome,
      faults: [],
      changes: newest === null ? [] : templateChanges(newest.content, content),
      results: (await this.checks.check(content)).results,
      version: isApplied ? version : null,
    };
  }

  /** The newest version that there is, whatever its state. */
  private async newestContent(templateId: string) {
    const [newest] = await this.store.states(templateId);
    return newest === undefined ? null : this.store.read(templateId, newest.version);
  }
}

const NOTHING = { templateId: null, name: null, faults: [], changes: [], results: [], version: null } as const;

/** What a name of a download may hold. @throws {DomainError} `not-found` */
export function exchangeFileName(templateId: string, version: number): string {
  if (!/^[a-z][a-z0-9-]{0,79}$/.test(templateId)) {
    throw new DomainError('not-found', 'no such template');
  }
  return `${templateId}-${String(version)}.json`;
}
