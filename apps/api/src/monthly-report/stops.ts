import type { Item } from '@bunan/contracts';
import { figureTable } from '@bunan/word';
import type { ReportWords } from './report-words.js';

/** What stopped the work in a month. */
export interface Stops {
  /** Drafts that came to a cap, by which one. */
  readonly drafts: readonly { readonly scope: string; readonly reason: string; readonly count: number }[];
  /** When all calls were halted, `2024-07-20T09:30`, JST; null while they still are. */
  readonly halts: readonly { readonly from: string; readonly until: string | null }[];
}

const CAPS: Readonly<Record<string, string>> = { contract: '契約の上限', department: '課の上限', person: '職員の上限' };

const OTHERS: Readonly<Record<string, string>> = {
  month: '職員の月の上限',
  'no-period': '契約期間の外',
  halted: '台帳の点検による停止',
};

/** Drafts that were stopped, if there were any. */
export function stopsItem({ drafts }: Stops, words: ReportWords, chars: number): Item[] {
  if (drafts.length === 0) {
    return [];
  }
  const columns = [
    { head: '理由', align: 'left', isWide: true },
    { head: '件数', align: 'right' },
  ] as const;
  const rows = drafts.map(({ scope, reason, count }) => [OTHERS[reason] ?? CAPS[scope] ?? scope, words.figure(count)]);
  return [{ label: [{ text: '上限などのため止まった文案' }], table: figureTable(columns, rows, chars) }];
}

/** Times in which no call was let through, if there were any. */
export function haltsItem({ halts }: Stops, words: ReportWords, chars: number): Item[] {
  if (halts.length === 0) {
    return [];
  }
  const columns = [
    { head: '止めた時', align: 'left', isWide: true },
    { head: '再び認めた時', align: 'left' },
  ] as const;
  const rows = halts.map(({ from, until }) => [words.moment(from), until === null ? '止めたまま' : words.moment(until)]);
  return [{ label: [{ text: '台帳の点検による呼出しの停止' }], table: figureTable(columns, rows, chars) }];
}
