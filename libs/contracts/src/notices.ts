import * as z from 'zod';
import './messages.js';

/** `cap`: a share of a cap was reached; `ledger`: the books do not add up; `overrun`: calls took more than was reserved. */
export const noticeKindSchema = z.enum(['cap', 'ledger', 'overrun']);

/** One notice as the person who asks reads it. */
export const noticeViewSchema = z.object({
  /** Larger than those of all notices before. */
  id: z.int(),
  kind: noticeKindSchema,
  /** The share of the cap that was reached, %; null for an alarm. */
  percent: z.int().nullable(),
  /** What happened, in a sentence or two. */
  text: z.string(),
  /** ISO 8601, UTC. */
  raisedAt: z.iso.datetime(),
  /** Nobody has shown it to this person before. */
  isNew: z.boolean(),
});
export type NoticeView = z.infer<typeof noticeViewSchema>;

/** GET /api/notices: what concerns the person who asks, newest first. */
export const noticePageSchema = z.object({
  notices: z.array(noticeViewSchema),
  /** How many the person has not seen, on all pages. */
  unseen: z.int(),
  /** `before` of the next page; null: there is none. */
  next: z.int().nullable(),
});
export type NoticePage = z.infer<typeof noticePageSchema>;

const PAGE = 'ページの指定が正しくありません。';

/** Query of GET /api/notices: `before` is the `next` of the page before. */
export const noticePageQuerySchema = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, PAGE)
    .transform(Number)
    .optional(),
});
export type NoticePageQuery = z.infer<typeof noticePageQuerySchema>;

/** POST /api/notices/seen: everything up to this notice was shown. */
export const seenNoticesSchema = z.strictObject({ upTo: z.int({ error: 'お知らせの番号が正しくありません。' }).min(1) });
export type SeenNotices = z.infer<typeof seenNoticesSchema>;

/** Answer of POST /api/notices/seen. */
export const unseenNoticesSchema = noticePageSchema.pick({ unseen: true });
export type UnseenNotices = z.infer<typeof unseenNoticesSchema>;

/** A cap when a share of it was reached, tokens. */
export interface ReachedCap {
  readonly percent: number;
  readonly capTokens: number;
  readonly usedTokens: number;
}

function amount(tokens: number): string {
  return `${tokens.toLocaleString('en-US')}トークン`;
}

/**
 * What a notice of a cap says. At 100 % there are two cases: nothing is left, or less than a call needs that was refused.
 *
 * @param whose the cap in the words of the reader: 総務課の配分
 */
export function capNoticeText(whose: string, { percent, capTokens, usedTokens }: ReachedCap): string {
  const left = Math.max(0, capTokens - usedTokens);
  if (percent < 100) {
    const share = Math.min(100, Math.floor((usedTokens * 100) / capTokens));
    return `${whose}の${String(share)}％を使いました（残り ${amount(left)}）。`;
  }
  return left === 0
    ? `${whose}を使い切りました（上限 ${amount(capTokens)}）。AIは書けません。`
    : `${whose}の残りが ${amount(left)}になり、AIが書けない文案があります。`;
}

/** What the cap of a scope is called. @param of name of the department; of the person as the reader may see it */
export function capName(scope: 'contract' | 'department' | 'person', of: string, per: 'period' | 'month'): string {
  switch (scope) {
    case 'contract':
      return '契約のトークン';
    case 'department':
      return `${of}の配分`;
    case 'person':
      return `${of}の${per === 'month' ? '今月の' : ''}枠`;
  }
}

/** What the alarm of a ledger that does not add up says. */
export const LEDGER_ALARM_TEXT = '台帳の合計が合わないため、AIの新しい呼出しを止めました。確かめて、再び認めるまで止まっています。';

/** Calls of a JST day (`2026-11-25`) that took more than was reserved for them. */
export interface Overrun {
  readonly day: string;
  readonly calls: number;
  readonly overTokens: number;
}

/** What the alarm of an overrun says. */
export function overrunAlarmText({ day, calls, overTokens }: Overrun): string {
  const [, month = '', date = ''] = day.split('-');
  return `${String(Number(month))}月${String(Number(date))}日に、予約より多く使った呼出しが${String(calls)}件ありました（合わせて ${amount(overTokens)}）。`;
}
