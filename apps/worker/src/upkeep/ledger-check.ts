import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { invariantViolations } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { CONFIG } from '../providers.js';

/** Proves the ledger again and again; when a rule does not hold, no more tokens are given out until somebody has looked. */
@Injectable()
export class LedgerCheck {
  private readonly logger = new Logger(LedgerCheck.name);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    const violations = await invariantViolations(this.dataSource, this.config.worker.reconcileIntervalMs);
    if (violations.length === 0) {
      return;
    }
    const reason = violations.map(({ invariant, rows }) => `${invariant} (${String(rows)})`).join('; ');
    this.logger.error(`the ledger does not add up, spending is halted: ${reason}`);
    await this.dataSource.query('INSERT INTO spending_halt (reason) VALUES ($1) ON CONFLICT DO NOTHING', [reason]);
  }
}
