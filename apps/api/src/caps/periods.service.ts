import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { ContractPeriods, OpenPeriod } from '@bunan/contracts';
import { contractPeriods, openPeriod } from '@bunan/quota';
import { DataSource } from 'typeorm';
import type { AdminAct } from './caps.service.js';

/** Lists and opens contract periods. */
@Injectable()
export class PeriodsService {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<ContractPeriods> {
    return { periods: await contractPeriods(this.dataSource.manager) };
  }

  /** @throws {DomainError} `quota.overlap` when a day of it is a part of another period */
  async open(period: OpenPeriod, { actor, address }: AdminAct): Promise<ContractPeriods> {
    const { personId, departmentId } = actor;
    await this.dataSource.transaction(async (manager) => {
      await openPeriod(manager, period, personId);
      await recordAudit(manager, {
        ...{ personId, departmentId, action: 'period.open', outcome: 'done', objectType: 'contract', address },
        detail: { from: period.from, until: period.until, capTokens: period.capTokens },
      });
    });
    return this.list();
  }
}
