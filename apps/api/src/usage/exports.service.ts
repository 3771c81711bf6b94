import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import type { LedgerEntriesQuery, UsageReportQuery } from '@bunan/contracts';
import { ledgerEntries, usageBatches } from '@bunan/quota';
import { DataSource } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { CONFIG } from '../http/config.token.js';
import { Turnstile } from '../http/turnstile.js';
import { ledgerCsv } from '../ledger/ledger-csv.js';
import { ReportsService } from './reports.service.js';
import { usageCsv } from './usage-csv.js';

/** Of so many connections one may be held by a file on its way to somebody. */
const CONNECTIONS_PER_FILE = 4;

/** Files of figures, made a piece at a time; each is recorded before its first piece. */
@Injectable()
export class ExportsService {
  private readonly turnstile: Turnstile;

  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    @Inject(CONFIG) config: Config,
  ) {
    this.turnstile = new Turnstile(Math.max(1, Math.floor(config.database.poolSize / CONNECTIONS_PER_FILE)));
  }

  /** What was used, by one dimension. @throws {DomainError} `quota.no-period` when no days are given and no contract runs now */
  async usage(query: UsageReportQuery, act: AdminAct): Promise<AsyncGenerator<string, void, void>> {
    const range = await this.reports.range(query);
    await this.record(act, 'usage.export', { by: query.by, ...range });
    return this.turnstile.through(() => usageCsv(query.by, usageBatches(this.dataSource, query.by, range)));
  }

  /** The entries of the ledger. @throws {DomainError} `quota.no-period` when no days are given and no contract runs now */
  async ledger(query: LedgerEntriesQuery, act: AdminAct): Promise<AsyncGenerator<string, void, void>> {
    const range = await this.reports.range(query);
    await this.record(act, 'ledger.export', { ...range });
    return this.turnstile.through(() => ledgerCsv(ledgerEntries(this.dataSource, range)));
  }

  private async record({ actor, address }: AdminAct, action: string, detail: Readonly<Record<string, string>>): Promise<void> {
    const { personId, departmentId } = actor;
    await recordAudit(this.dataSource.manager, { personId, departmentId, action, outcome: 'done', objectType: 'ledger', detail, address });
  }
}
