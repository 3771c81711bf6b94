import { Inject, Injectable } from '@nestjs/common';
import { recordAudit, type AuditEntry } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG } from '../providers.js';
import { raiseAlarms, type RaisedAlarm } from './alarms.js';
import { queueMail } from './notice-mail.js';
import { raiseCapNotices, type RaisedCap } from './reached-caps.js';

/** Advisory lock that one watcher holds at a time ("NOTI"): notices get their numbers in the order in which they are seen. */
const LOCK = 0x4e4f5449;

/**
 * Looks again and again whether caps are reached or the ledger gives alarm, and tells those whom it concerns.
 *
 * It looks from outside, so that reserving and settling, which every call of the city needs, have nothing more to do.
 * Notice, mail and record are one transaction. What is found stays until it is said: a worker that ends loses nothing.
 */
@Injectable()
export class NoticeWatch {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'notices'>,
  ) {}

  /** @returns how many notices were raised; none where another watcher is looking */
  look(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const [lock] = await manager.query<{ taken: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS taken', [LOCK]);
      if (lock?.taken !== true) {
        return 0;
      }
      const caps = await raiseCapNotices(manager, this.config.notices.percents);
      const alarms = await raiseAlarms(manager);
      await this.tell(manager, caps, alarms);
      return caps.length + alarms.length;
    });
  }

  private async tell(manager: EntityManager, caps: readonly RaisedCap[], alarms: readonly RaisedAlarm[]): Promise<void> {
    for (const entry of [...caps.map(capEntry), ...alarms.map(alarmEntry)]) {
      await recordAudit(manager, entry);
    }
    if (this.config.notices.mail !== null) {
      await queueMail(
        manager,
        [...highest(caps), ...alarms].map(({ id }) => id),
      );
    }
  }
}

/** Of shares of one cap that were reached at once, one mail tells the highest. */
function highest(caps: readonly RaisedCap[]): RaisedCap[] {
  return [...new Map(caps.map((cap) => [cap.allocationId, cap])).values()];
}

function capEntry({ scope, departmentId, personId, percent, capTokens, usedTokens }: RaisedCap): AuditEntry {
  const objectId = personId ?? departmentId;
  return {
    ...{ personId: null, departmentId, action: 'notice.cap', outcome: 'done', objectType: scope },
    ...(objectId === null ? {} : { objectId }),
    detail: { percent, capTokens: Number(capTokens), usedTokens: Number(usedTokens) },
  };
}

function alarmEntry({ action, detail }: RaisedAlarm): AuditEntry {
  return { personId: null, departmentId: null, action: `alarm.${action}`, outcome: 'done', objectType: 'ledger', detail };
}
