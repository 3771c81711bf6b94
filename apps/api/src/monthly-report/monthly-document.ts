import { originLabels, type Block, type DocumentModel, type Item, type UsageRow } from '@bunan/contracts';
import type { MonthlyFigures } from '@bunan/quota';
import { figureTable, type FigureColumn, type LayoutProfile } from '@bunan/word';
import { overview, summary } from './overview.js';
import { ReportWords } from './report-words.js';
import { haltsItem, stopsItem, type Stops } from './stops.js';

/** What a report is made of. */
export interface MonthlyReport {
  readonly figures: MonthlyFigures;
  readonly stops: Stops;
  /** JST day on which it is made. */
  readonly today: string;
  readonly cityName: string;
}

const NAME = '生成AI利用状況月次報告';

const UNUSED = 'この月は、使われていません。';

const line = (text: string) => [{ text }];

const item = (label: string, columns: readonly FigureColumn[], rows: readonly string[][], chars: number): Item =>
  rows.length === 0 ? { label: line(label), paragraphs: [line(UNUSED)] } : { label: line(label), table: figureTable(columns, rows, chars) };

function monthsItem({ months }: MonthlyFigures, words: ReportWords, chars: number): Item {
  const columns: FigureColumn[] = [
    { head: '月', align: 'left', isWide: true },
    ...['使用量', '累計', '等分の線', '差'].map((head) => ({ head, align: 'right' as const })),
  ];
  const rows = months.map(({ month, usedTokens, usedToDate, straightLine }) => [
    words.month(month),
    ...[usedTokens, usedToDate, straightLine, usedToDate - straightLine].map((amount) => words.figure(amount)),
  ]);
  return item('月ごとの推移', columns, rows, chars);
}

function departmentsItem({ departments, usedTokens, usedToDate }: MonthlyFigures, words: ReportWords, chars: number): Item {
  const columns: FigureColumn[] = [
    { head: '課', align: 'left', isWide: true },
    ...['使用量', '割合', '累計', '配分', '残り'].map((head) => ({ head, align: 'right' as const })),
  ];
  const rows = departments.map((each) => [
    each.name,
    words.figure(each.usedTokens),
    words.share(each.usedTokens, usedTokens),
    words.figure(each.usedToDate),
    ...(each.capTokens === null ? ['―', '―'] : [words.figure(each.capTokens), words.figure(each.capTokens - each.usedToDate)]),
  ]);
  const total = ['合計', words.figure(usedTokens), words.share(usedTokens, usedTokens), words.figure(usedToDate), '―', '―'];
  return item('課別の使用量', columns, rows.length === 0 ? [] : [...rows, total], chars);
}

/** Sums by one dimension with their sum below. */
function sumsItem(head: string, rows: readonly UsageRow[], words: ReportWords, chars: number): Item {
  const columns: FigureColumn[] = [
    { head, align: 'left', isWide: true },
    ...['使用量', '割合', '呼出し'].map((each) => ({ head: each, align: 'right' as const })),
  ];
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const total = { label: '合計', usedTokens: sum((row) => row.usedTokens), calls: sum((row) => row.calls) };
  const lines = rows.length === 0 ? [] : [...rows, total];
  const cells = lines.map(({ label, usedTokens, calls }) => [
    ...[label, words.figure(usedTokens), words.share(usedTokens, total.usedTokens), words.figure(calls)],
  ]);
  return item(`${head}別の使用量`, columns, cells, chars);
}

/** Every day of the month, those without use too, so that nobody asks whether one is missing. */
function daysItem({ by, range }: MonthlyFigures, words: ReportWords, chars: number): Item {
  const columns: FigureColumn[] = [
    { head: '日', align: 'left', isWide: true },
    ...['使用量', '呼出し', '月の累計'].map((head) => ({ head, align: 'right' as const })),
  ];
  const rows: string[][] = [];
  let total = 0;
  for (let date = Number(range.from.slice(8)); date <= Number(range.until.slice(8)); date += 1) {
    const day = `${range.from.slice(0, 8)}${String(date).padStart(2, '0')}`;
    const { usedTokens, calls } = by.day.find(({ key }) => key === day) ?? { usedTokens: 0, calls: 0 };
    total += usedTokens;
    rows.push([words.shortDay(day), words.figure(usedTokens), words.figure(calls), words.figure(total)]);
  }
  return item('日別の使用量', columns, by.day.length === 0 ? [] : rows, chars);
}

const NOTES = [
  '注1　使用量は、台帳に記録されたトークンの数です。呼出しを始めた日（日本時間）に数えています。',
  '注2　残りは、上限又は配分から累計を引いたものです。書いている途中の文案のための予約は、含みません。',
  '注3　等分の線は、契約の上限を契約期間の全ての日に等しく割り振った場合の累計です。',
  '注4　割合は小数点以下第2位を四捨五入しているため、合計が100％にならないことがあります。',
];

/** The report of a month as a document, in the words of an office. */
export function monthlyDocument({ figures, stops, today, cityName }: MonthlyReport, { policies, chars }: LayoutProfile): DocumentModel {
  const words = new ReportWords(policies);
  const title = `${NAME}（${words.month(figures.range.from.slice(0, 7))}分）`;
  const { by } = figures;
  const origins = by.origin.map((row) => ({ ...row, label: originLabels[row.key] ?? row.label }));
  const items: Item[] = [
    { label: line('概況'), paragraphs: summary(figures, words).map(line) },
    { label: line('市全体の使用量'), table: overview(figures, words, chars) },
    monthsItem(figures, words, chars),
    departmentsItem(figures, words, chars),
    sumsItem('様式', by.template, words, chars),
    sumsItem('使い方', origins, words, chars),
    sumsItem('モデル', by.model, words, chars),
    daysItem(figures, words, chars),
    ...stopsItem(stops, words, chars),
    ...haltsItem(stops, words, chars),
  ];
  const blocks: Block[] = [
    { kind: 'numberAndDate', sectionId: 'date', number: null, date: line(words.day(today)) },
    { kind: 'sender', sectionId: 'sender', lines: [line(cityName)], seal: 'none' },
    { kind: 'title', sectionId: 'title', text: line(figures.isRunning ? `${title}\n（${words.day(figures.range.until)}現在）` : title) },
    { kind: 'items', sectionId: 'figures', items, style: 'heading' },
    { kind: 'plain', sectionId: 'notes', lines: NOTES.map(line), align: 'left' },
  ];
  return { title: figures.isRunning ? `${title}（途中）` : title, templateName: NAME, blocks };
}
