import { Inject, Injectable, Logger } from '@nestjs/common';
import { chainAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { QuotaLedger } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { MailRounds } from '../mail/mail-rounds.js';
import { NoticeWatch } from '../notices/notice-watch.js';
import { CONFIG } from '../providers.js';
import { DraftSweep } from './draft-sweep.js';
import { ExpiredRows } from './expired-rows.js';
import { LedgerCheck } from './ledger-check.js';
import { RepeatedTask } from './repeated-task.js';
import { WorkerSigns } from './worker-signs.js';

/** The record is chained within a second, ms. */
const CHAIN_EVERY_MS = 400;
const SIGNS_EVERY_MS = 3_000;
const CHECK_EVERY_MS = 60_000;
const CLEAR_EVERY_MS = 600_000;
/** People read of a cap and get the mail about it within seconds. */
const NOTICE_EVERY_MS = 3_000;

/** Proving the ledger, and telling people of it and of caps. */
@Injectable()
export class WatchDuties {
  constructor(
    readonly check: LedgerCheck,
    readonly notices: NoticeWatch,
    readonly mail: MailRounds,
  ) {}
}

/** The duties that are classes of their own. */
@Injectable()
export class UpkeepDuties {
  constructor(
    readonly sweep: DraftSweep,
    readonly signs: WorkerSigns,
    readonly expired: ExpiredRows,
    readonly watch: WatchDuties,
  ) {}
}

/** What every worker does beside its jobs. Each task may run in any number of processes at the same time. */
@Injectable()
export class Upkeep {
  private readonly logger = new Logger(Upkeep.name);
  private tasks: readonly RepeatedTask[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: QuotaLedger,
    private readonly duties: UpkeepDuties,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  start(): void {
    const { reconcileIntervalMs } = this.config.worker;
    this.tasks = [
      this.repeat('reconcile', reconcileIntervalMs, () => this.ledger.reconcile()),
      this.repeat('sweep', reconcileIntervalMs, () => this.duties.sweep.run()),
      this.repeat('chain', CHAIN_EVERY_MS, () => chainAudit(this.dataSource)),
      this.repeat('signs', SIGNS_EVERY_MS, () => this.duties.signs.give()),
      this.repeat('check', CHECK_EVERY_MS, () => this.duties.watch.check.run()),
      this.repeat('notices', NOTICE_EVERY_MS, () => this.duties.watch.notices.look()),
      this.repeat('mail', NOTICE_EVERY_MS, () => this.duties.watch.mail.send()),
      this.repeat('clear', CLEAR_EVERY_MS, () => this.duties.expired.clear()),
    ];
  }

  /** Ends all tasks; the record is chained to its end before. */
  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
    if (this.dataSource.isInitialized) {
      await Promise.allSettled([chainAudit(this.dataSource), this.duties.signs.withdraw()]);
    }
    await this.duties.sweep.close();
  }

  private repeat(name: string, intervalMs: number, act: () => Promise<unknown>): RepeatedTask {
    const onError = (error: unknown) => {
      this.logger.warn(`${name}: ${error instanceof Error ? error.message : 'unknown'}`);
    };
    return new RepeatedTask({ intervalMs, act, onError });
  }
}
