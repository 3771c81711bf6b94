import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { DomainError, type Correct, type EstimatedCalls, type LedgerState, type LiftHalt } from '@bunan/contracts';
import { checkLedger, correctCall, estimatedCalls, ledgerState, liftHalt } from '@bunan/quota';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { CONFIG } from '../http/config.token.js';

/** Proves, corrects and frees the ledger; each act stands in the record. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  state(): Promise<LedgerState> {
    return ledgerState(this.dataSource.manager);
  }

  /** Proves the ledger now; when a rule does not hold, new calls stop. */
  async check(act: AdminAct): Promise<LedgerState> {
    const violations = await checkLedger(this.dataSource, this.config.worker.reconcileIntervalMs);
    await record(this.dataSource.manager, act, { action: 'ledger.check', detail: { violations: violations.length } });
    return this.state();
  }

  async lift({ reason }: LiftHalt, act: AdminAct): Promise<LedgerState> {
    await this.dataSource.transaction(async (manager) => {
      if (await liftHalt(manager, act.actor.personId)) {
        await record(manager, act, { action: 'ledger.lift-halt', detail: { reason } });
      }
    });
    return this.state();
  }

  estimates(): Promise<EstimatedCalls> {
    return estimatedCalls(this.dataSource.manager);
  }

  /** @throws {DomainError} `quota.not-estimated` when the call was not settled by estimate */
  async correct({ reservationId, usedTokens, reason }: Correct, act: AdminAct): Promise<EstimatedCalls> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await correctCall(manager, reservationId, usedTokens, { personId: act.actor.personId, reason }))) {
        throw new DomainError('quota.not-estimated', 'no such estimate');
      }
      await record(manager, act, { action: 'ledger.correct', objectId: reservationId, detail: { usedTokens } });
    });
    return this.estimates();
  }
}

interface LedgerEntry {
  readonly action: string;
  readonly objectId?: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

async function record(manager: EntityManager, { actor, address }: AdminAct, entry: LedgerEntry): Promise<void> {
  const { personId, departmentId } = actor;
  await recordAudit(manager, { personId, departmentId, outcome: 'done', objectType: 'ledger', address, ...entry });
}
