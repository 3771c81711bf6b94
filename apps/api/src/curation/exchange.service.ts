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
    return this.reportOf(reading.content, apply, act);
  }

  private async reportOf(content: Readonly<Record<string, unknown>>, apply: boolean, act: AdminAct): Promise<ImportReport> {
    const templateId = String(content.id);
    const { content: before, version: newest } = await this.newest(templateId);
    const outcome = outcomeOf(before, content);
    const version = apply && outcome !== 'same' ? newest + 1 : null;
    if (version !== null) {
      await this.curation.begin({ templateId, version, content, act: 'import' }, act);
    }
    const { results } = await this.checks.check(content);
    const changes = before === null ? [] : templateChanges(before, content);
    return { templateId, name: String(content.name), outcome, faults: [], changes, results, version };
  }

  /** The newest version that there is, whatever its state; 0: none. */
  private async newest(
    templateId: string,
  ): Promise<{ readonly version: number; readonly content: Readonly<Record<string, unknown>> | null }> {
    const [newest] = await this.store.states(templateId);
    return newest === undefined ? { version: 0, content: null } : this.store.read(templateId, newest.version);
  }
}

const NOTHING = { templateId: null, name: null, faults: [], changes: [], results: [], version: null } as const;

/** What a content is beside the newest one here. */
function outcomeOf(
  newest: Readonly<Record<string, unknown>> | null,
  content: Readonly<Record<string, unknown>>,
): 'new' | 'same' | 'change' {
  if (newest === null) {
    return 'new';
  }
  return isSameContent(newest, content) ? 'same' : 'change';
}

/** What a name of a download may hold. @throws {DomainError} `not-found` */
export function exchangeFileName(templateId: string, version: number): string {
  if (!/^[a-z][a-z0-9-]{0,79}$/.test(templateId)) {
    throw new DomainError('not-found', 'no such template');
  }
  return `${templateId}-${String(version)}.json`;
}
