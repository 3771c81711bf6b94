import { originLabels } from '@bunan/contracts';
import type { LedgerEntryRow } from '@bunan/quota';
import { BOM, csvLine } from '../usage/csv.js';

const KINDS: Readonly<Record<LedgerEntryRow['kind'], string>> = {
  reserve: '予約',
  settle: '精算',
  release: '予約の取消し',
  grant: '上限の変更',
  correct: '訂正',
};

const HEADING = csvLine([
  ...['番号', '日時（日本時間）', '種類', '数える日', '課', '職員', '様式', 'モデル', '使い方'],
  ...['上限の増減', '予約の増減', '使用の増減', '推定', '理由', '操作した職員', '呼出しの番号'],
]);

function line(entry: LedgerEntryRow): string {
  const { origin } = entry;
  return csvLine([
    ...[Number(entry.id), entry.at, KINDS[entry.kind], entry.day, entry.department, entry.person],
    ...[entry.template, entry.model, origin === null ? null : (originLabels[origin] ?? origin)],
    ...[Number(entry.capChange), Number(entry.reservedChange), Number(entry.usedChange)],
    ...[entry.isEstimated ? '推定' : null, entry.reason, entry.actedBy, entry.reservationId],
  ]);
}

/** Entries of the ledger as CSV, a batch at a time; no sum, so that Excel can sort and filter it as it is. */
export async function* ledgerCsv(batches: AsyncIterable<readonly LedgerEntryRow[]>): AsyncGenerator<string, void, void> {
  let text = BOM + HEADING;
  for await (const entries of batches) {
    yield text + entries.map(line).join('');
    text = '';
  }
}
