import type { TableBlock } from '@bunan/contracts';
import type { MonthlyFigures } from '@bunan/quota';
import { figureTable } from '@bunan/word';
import type { ReportWords } from './report-words.js';

/** What was used in the days of the report. */
function useSentence({ range, usedTokens, calls, isRunning }: MonthlyFigures, words: ReportWords): string {
  const days = words.days(range.from, range.until);
  const use =
    calls === 0
      ? `${days}の間、生成AIの使用はありませんでした。`
      : `${days}の生成AIの使用量は、${words.figure(usedTokens)}トークン（呼出し${words.figure(calls)}件）でした。`;
  return isRunning ? `${use}月の途中のため、数値はこの後も変わります。` : use;
}

/** What was used since the contract began, beside its cap and an even use. */
function totalSentence({ period, usedToDate, capTokens, forecast }: MonthlyFigures, words: ReportWords): string {
  const gap = usedToDate - Math.round(forecast.straightLine);
  const even = '上限を等分に使う場合の累計';
  const beside =
    gap === 0 ? `${even}と同じです。` : `${even}を${words.figure(Math.abs(gap))}トークン${gap < 0 ? '下回って' : '上回って'}います。`;
  const total = `契約期間（${words.days(period.from, period.until)}）の初めからの累計は${words.figure(usedToDate)}トークンで、契約の上限の${words.share(usedToDate, capTokens)}に当たります。`;
  return total + beside;
}

/** Where the use of late leads. */
function outlookSentence({ forecast, period, range, usedToDate, capTokens, isRunning }: MonthlyFigures, words: ReportWords): string {
  if (forecast.runsOutOn !== null) {
    const day = words.day(forecast.runsOutOn);
    return usedToDate >= capTokens
      ? `契約の上限は、${day}に使い切りました。`
      : `最近の使い方が続く場合、契約の上限は、${day}ごろに使い切る見込みです。`;
  }
  if (range.until === period.until && !isRunning) {
    return '契約の上限は、契約期間の終わりまで足りました。';
  }
  return forecast.perWorkingDay === null
    ? '使い切る日の見込みはありません（契約期間が始まってから5営業日に満たないため、まだ立てられません）。'
    : '使い切る日の見込みはありません（最近の使い方が続く場合、契約の上限は、契約期間の終わりまで足ります）。';
}

/** What a reader who reads no table has to know. */
export function summary(figures: MonthlyFigures, words: ReportWords): string[] {
  return [useSentence(figures, words), totalSentence(figures, words), outlookSentence(figures, words)];
}

/** The figures of the whole city. */
export function overview(
  { usedTokens, calls, usedToDate, capTokens, forecast }: MonthlyFigures,
  words: ReportWords,
  chars: number,
): TableBlock {
  const gap = usedToDate - Math.round(forecast.straightLine);
  const columns = [
    { head: '項目', align: 'left', isWide: true },
    { head: 'トークン', align: 'right' },
    { head: '上限に対する割合', align: 'right' },
  ] as const;
  const row = (label: string, amount: number) => [label, words.figure(amount), words.share(amount, capTokens)];
  const pace = forecast.perWorkingDay;
  const rows = [
    row(`この月の使用量（呼出し${words.figure(calls)}件）`, usedTokens),
    row('契約期間の初めからの累計', usedToDate),
    row('契約の上限', capTokens),
    row('残り', capTokens - usedToDate),
    row('等分の線（等分に使う場合の累計）', forecast.straightLine),
    row('累計と等分の線との差', gap),
    ...(pace === null ? [] : [row('最近の1営業日当たりの使用量', pace), row('契約期間の終わりの累計の見込み', forecast.expectedAtEnd)]),
  ];
  return figureTable(columns, rows, chars);
}
