import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { CallRunner } from './generation/call-runner.js';
import { Cancellations } from './generation/cancellations.js';
import { DraftCalls } from './generation/draft-calls.js';
import { DraftStore } from './generation/draft-store.js';
import { GenerateDraft } from './generation/generate-draft.js';
import { GenerationRunner } from './generation/generation-runner.js';
import { HealthServer } from './health/health-server.js';
import { MailRounds } from './mail/mail-rounds.js';
import { NoticeWatch } from './notices/notice-watch.js';
import { libraryProviders } from './providers.js';
import { DraftSweep } from './upkeep/draft-sweep.js';
import { ExpiredRows } from './upkeep/expired-rows.js';
import { LedgerCheck } from './upkeep/ledger-check.js';
import { Upkeep, UpkeepDuties, WatchDuties } from './upkeep/upkeep.js';
import { WorkerSigns } from './upkeep/worker-signs.js';
import { WorkerConnection } from './worker-connection.js';
import { WorkerProcess } from './worker-process.js';

/** The whole worker: jobs, upkeep, its own health port. */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        ...libraryProviders(config),
        DraftStore,
        DraftCalls,
        CallRunner,
        GenerateDraft,
        Cancellations,
        GenerationRunner,
        DraftSweep,
        ExpiredRows,
        LedgerCheck,
        NoticeWatch,
        MailRounds,
        WorkerSigns,
        WatchDuties,
        UpkeepDuties,
        Upkeep,
        HealthServer,
        WorkerConnection,
        WorkerProcess,
      ],
    };
  }
}
