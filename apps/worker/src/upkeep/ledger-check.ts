import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { checkLedger } from '@bunan/quota';
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
    const violations = await checkLedger(this.dataSource, this.config.worker.reconcileIntervalMs);
    if (violations.length > 0) {
      const rules = violations.map(({ invariant, rows }) => `${invariant} (${String(rows)})`).join('; ');
      this.logger.error(`the ledger does not add up, spending is halted: ${rules}`);
    }
  }
}
