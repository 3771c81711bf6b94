import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { DataSource } from 'typeorm';
import { CONFIG } from '../providers.js';
import { letterOf, type NoticeToMail } from './letter.js';
import { MailDoor, type Delivery } from './mail-door.js';

/** While one worker sends a letter no other does; when the worker ends, another one sends it after this time. */
const LEASE = '2 minutes';

/** A letter that fails is tried again after this time, then after twice as long each time, up to the longest, seconds. */
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 900;

/** A letter that could not be sent for so long is given up: what it says is old, and the product says it too. */
const GIVE_UP_AFTER = '3 days';

/** A letter whose turn it is. Without an address or a person who may sign in there is nobody to send it to any more. */
interface DueRow {
  id: string;
  to: string | null;
  kind: NoticeToMail['kind'];
  scope: 'contract' | 'department' | 'person';
  departmentName: string | null;
  isMonthly: boolean;
  percent: number;
  capTokens: string;
  usedTokens: string;
  day: string;
  calls: number;
  overTokens: string;
}

/** Sends the mail that is due. Any number of workers may do so: each letter is one worker's for a time. */
@Injectable()
export class MailRounds {
  private readonly logger = new Logger(MailRounds.name);
  private readonly door: MailDoor | null;
  private isReachable = true;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'notices' | 'http' | 'llm'>,
  ) {
    this.door = config.notices.mail === null ? null : new MailDoor(config.notices.mail);
  }

  /** Sends what is due, one after the other; a server that does not answer ends the round. @returns how many were sent */
  async send(): Promise<number> {
    let sent = 0;
    for (let letter = await this.take(); letter !== null && this.door !== null; letter = await this.take()) {
      const delivery = await this.deliver(letter, this.door);
      await this.close(letter.id, delivery);
      if (delivery.kind === 'failed') {
        return sent;
      }
      sent += delivery.kind === 'sent' ? 1 : 0;
    }
    return sent;
  }

  private async deliver(row: DueRow, door: MailDoor): Promise<Delivery> {
    if (row.to === null) {
      return { kind: 'refused', code: 'nobody' };
    }
    const { publicOrigin } = this.config.http;
    const letter = letterOf(noticeOf(row), { publicOrigin, practice: this.config.llm.practice });
    const delivery = await door.send({ id: row.id, to: row.to, ...letter });
    this.tell(delivery);
    return delivery;
  }

  /** Logs when the server begins to fail and when it is well again, not each letter. */
  private tell(delivery: Delivery): void {
    if (delivery.kind === 'refused') {
      this.logger.warn(`a mail was refused for good: ${delivery.code}`);
    }
    const isReachable = delivery.kind !== 'failed';
    if (isReachable !== this.isReachable) {
      this.logger.warn(delivery.kind === 'failed' ? `mail cannot be sent: ${delivery.code}` : 'mail can be sent again');
    }
    this.isReachable = isReachable;
  }

  private async take(): Promise<DueRow | null> {
    if (this.door === null) {
      return null;
    }
    const [row] = await this.dataSource.query<DueRow[]>(
      `WITH taken AS (
         UPDATE notice_mail SET attempts = attempts + 1, due_at = clock_timestamp() + interval '${LEASE}'
          WHERE id = (SELECT m.id FROM notice_mail m
                       WHERE m.sent_at IS NULL AND m.failed_at IS NULL AND m.due_at <= clock_timestamp()
                       ORDER BY m.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING id, notice_id, person_id)
       SELECT t.id, CASE WHEN p.disabled_at IS NULL THEN p.email END AS "to", n.kind, n.scope, d.name AS "departmentName",
              n.month IS NOT NULL AS "isMonthly", n.percent, n.cap_tokens AS "capTokens", n.used_tokens AS "usedTokens",
              n.day::text, n.calls, n.over_tokens AS "overTokens"
         FROM taken t JOIN notice n ON n.id = t.notice_id JOIN person p ON p.id = t.person_id
         LEFT JOIN department d ON d.id = n.department_id`,
    );
    return row ?? null;
  }

  private async close(id: string, delivery: Delivery): Promise<void> {
    if (delivery.kind === 'sent') {
      await this.dataSource.query('UPDATE notice_mail SET sent_at = clock_timestamp(), failure = NULL WHERE id = $1', [id]);
      return;
    }
    await this.dataSource.query(
      `UPDATE notice_mail SET failure = $2, due_at = clock_timestamp() + make_interval(secs => least($4, $5 * 2.0 ^ least(attempts - 1, 20))),
              failed_at = CASE WHEN $3 OR created_at < clock_timestamp() - interval '${GIVE_UP_AFTER}' THEN clock_timestamp() END
        WHERE id = $1 AND sent_at IS NULL`,
      [id, delivery.code, delivery.kind === 'refused', LONGEST_WAIT_S, FIRST_WAIT_S],
    );
  }
}

function noticeOf(row: DueRow): NoticeToMail {
  const { kind, scope, departmentName, isMonthly, percent, day, calls } = row;
  switch (kind) {
    case 'cap':
      return { kind, scope, departmentName, isMonthly, percent, capTokens: Number(row.capTokens), usedTokens: Number(row.usedTokens) };
    case 'ledger':
      return { kind };
    case 'overrun':
      return { kind, day, calls, overTokens: Number(row.overTokens) };
  }
}
