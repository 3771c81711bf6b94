import { Injectable } from '@nestjs/common';
import {
  capName,
  capNoticeText,
  LEDGER_ALARM_TEXT,
  overrunAlarmText,
  type NoticePage,
  type NoticeView,
  type UnseenNotices,
} from '@bunan/contracts';
import { DataSource } from 'typeorm';
import type { Actor } from '../http/access.js';

/** Notices of one page, and as many as are counted as unseen. */
const PAGE = 50;
const COUNTED = 100;

interface NoticeRow {
  id: string;
  kind: NoticeView['kind'];
  raisedAt: Date;
  scope: 'contract' | 'department' | 'person';
  departmentName: string | null;
  personId: string | null;
  personName: string | null;
  isMonthly: boolean;
  percent: number | null;
  capTokens: string;
  usedTokens: string;
  day: string;
  calls: number;
  overTokens: string;
  isNew: boolean;
}

/**
 * The notices n that a person reads: $1 the person, $2 the department if they lead it, $3 whether they administer. Of
 * several shares of a cap that were passed at once only the highest, as in the mail.
 */
const MINE = `($3 OR n.person_id = $1 OR n.department_id = $2)
  AND NOT EXISTS (SELECT FROM notice h WHERE h.allocation_id = n.allocation_id AND h.percent > n.percent AND h.id > n.id
                     AND h.raised_at < n.raised_at + interval '1 second')`;

/** Up to where the person $1 has seen them. */
const SEEN = `coalesce((SELECT s.up_to FROM notice_seen s WHERE s.person_id = $1), 0)`;

const NOTICES = `
  SELECT n.id, n.kind, n.raised_at AS "raisedAt", n.scope, d.name AS "departmentName", n.person_id AS "personId", p.name AS "personName",
         n.month IS NOT NULL AS "isMonthly", n.percent, n.cap_tokens AS "capTokens", n.used_tokens AS "usedTokens", n.day::text, n.calls,
         n.over_tokens AS "overTokens", n.id > ${SEEN} AS "isNew"
    FROM notice n LEFT JOIN department d ON d.id = n.department_id LEFT JOIN person p ON p.id = n.person_id
   WHERE ${MINE} AND ($4::bigint IS NULL OR n.id < $4) ORDER BY n.id DESC LIMIT ${String(PAGE + 1)}`;

/** Reads the notices that concern a person, and remembers which of them were shown. */
@Injectable()
export class NoticesService {
  constructor(private readonly dataSource: DataSource) {}

  /** @param before only older ones than this */
  async page(actor: Actor, before: number | null): Promise<NoticePage> {
    const rows = await this.dataSource.query<NoticeRow[]>(NOTICES, [...readerOf(actor), before]);
    const notices = rows.slice(0, PAGE).map((row) => noticeView(row, actor.personId));
    return { notices, unseen: await this.unseen(actor), next: rows.length > PAGE ? (notices.at(-1)?.id ?? null) : null };
  }

  /** What was seen once stays so: an older page that is open elsewhere takes nothing back. */
  async markSeen(actor: Actor, upTo: number): Promise<UnseenNotices> {
    await this.dataSource.query(
      `INSERT INTO notice_seen AS s (person_id, up_to) VALUES ($1, least($2::bigint, (SELECT coalesce(max(id), 0) FROM notice)))
       ON CONFLICT (person_id) DO UPDATE SET up_to = greatest(s.up_to, excluded.up_to)`,
      [actor.personId, upTo],
    );
    return { unseen: await this.unseen(actor) };
  }

  private async unseen(actor: Actor): Promise<number> {
    const [row] = await this.dataSource.query<{ unseen: number }[]>(
      `SELECT count(*)::int AS unseen FROM (SELECT FROM notice n WHERE ${MINE} AND n.id > ${SEEN} LIMIT ${String(COUNTED)}) u`,
      readerOf(actor),
    );
    return row?.unseen ?? 0;
  }
}

function readerOf({ personId, departmentId, roles }: Actor) {
  return [personId, roles.includes('head') ? departmentId : null, roles.includes('admin')];
}

function noticeView(row: NoticeRow, readerId: string): NoticeView {
  const { id, kind, percent, isNew, raisedAt } = row;
  return { id: Number(id), kind, percent, text: textOf(row, readerId), raisedAt: raisedAt.toISOString(), isNew };
}

function textOf(row: NoticeRow, readerId: string): string {
  switch (row.kind) {
    case 'cap':
      return capNoticeText(capName(row.scope, ownerOf(row, readerId), row.isMonthly ? 'month' : 'period'), {
        percent: row.percent ?? 0,
        capTokens: Number(row.capTokens),
        usedTokens: Number(row.usedTokens),
      });
    case 'ledger':
      return LEDGER_ALARM_TEXT;
    case 'overrun':
      return overrunAlarmText({ day: row.day, calls: row.calls, overTokens: Number(row.overTokens) });
  }
}

function ownerOf({ departmentName, personId, personName }: NoticeRow, readerId: string): string {
  if (personId === null) {
    return departmentName ?? '';
  }
  return personId === readerId ? 'あなた' : `${personName ?? ''}さん（${departmentName ?? ''}）`;
}
