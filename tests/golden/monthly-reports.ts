import type { UsageRow } from '@bunan/contracts';
import type { DepartmentFigures, MonthlyFigures } from '@bunan/quota';
import { layoutProfile, renderDocx, type LayoutProfile } from '@bunan/word';
import { monthlyDocument, type MonthlyReport } from '../../apps/api/src/monthly-report/monthly-document.js';

/** A report of a month with what it was made from. */
export interface ReportFile {
  /** busy.11pt */
  readonly name: string;
  readonly profile: LayoutProfile;
  readonly report: MonthlyReport;
  readonly bytes: Buffer;
}

const CITY = 'あおば市';

const sums = (labels: readonly string[], first: number): UsageRow[] =>
  labels.map((label, index) => ({ key: label, label, usedTokens: Math.round(first / (index + 1)), calls: 40 - index }));

const LONG_NAMES = ['監査委員事務局', '選挙管理委員会事務局', '新型感染症対策・ワクチン接種推進室', '情報政策課'];

/** Sixty departments: with and without a cap, with names that need two lines, one that is over its cap. */
const departments: DepartmentFigures[] = Array.from({ length: 60 }, (_, index) => ({
  name: LONG_NAMES[index] ?? `第${String(index + 1)}課`,
  capTokens: index % 7 === 5 ? null : index === 3 ? 20_000 : 150_000,
  usedTokens: (60 - index) * 487,
  usedToDate: (60 - index) * 500,
}));

const FORECAST = { perWorkingDay: 41_000, runsOutOn: '2025-02-17', expectedAtEnd: 9_870_123, straightLine: 1_024_590.2, isAhead: false };

const BUSY: MonthlyFigures = {
  period: { id: 'p', name: '令和6年度', from: '2024-07-01', until: '2025-03-31' },
  range: { from: '2024-07-01', until: '2024-07-31' },
  ...{ isRunning: false, capTokens: 9_000_000, usedTokens: 891_210, calls: 1_234, usedToDate: 915_000 },
  forecast: FORECAST,
  months: [{ month: '2024-07', usedTokens: 891_210, usedToDate: 915_000, straightLine: 1_024_590 }],
  departments,
  by: {
    template: sums(
      ['会議録（審議会等）', '通知文（対外）', '住民への回答', '公の施設の利用に関するお知らせ（改修・休館・時間変更）'],
      400_000,
    ),
    model: sums(['gpt-5.2-mini-2026-03-01-japaneast', 'keiko'], 800_000),
    origin: ['draft', 'section', 'continuation', 'variant'].map((key, index) => ({ key, label: key, usedTokens: 9_000 - index, calls: 4 })),
    day: Array.from({ length: 23 }, (_, index) => {
      const key = `2024-07-${String(index + 1).padStart(2, '0')}`;
      return { key, label: key, usedTokens: 38_748, calls: 50 + index };
    }),
  },
};

const STOPS = {
  drafts: [
    { scope: 'department', reason: 'cap', count: 12 },
    { scope: 'person', reason: 'month', count: 3 },
  ],
  halts: [
    { from: '2024-07-20T09:30', until: '2024-07-20T10:05' },
    { from: '2024-07-30T12:00', until: null },
  ],
};

const NO_STOPS = { drafts: [], halts: [] };

const NOTHING = { template: [], model: [], origin: [], day: [] };

/** A month of much work, the fifteenth day of one, one without any use. */
const REPORTS: Readonly<Record<'busy' | 'running' | 'unused', MonthlyReport>> = {
  busy: { figures: BUSY, stops: STOPS, today: '2024-08-01', cityName: CITY },
  running: {
    figures: {
      ...{ ...BUSY, isRunning: true, range: { from: '2024-07-01', until: '2024-07-15' } },
      forecast: { ...FORECAST, runsOutOn: null },
    },
    ...{ stops: NO_STOPS, today: '2024-07-15', cityName: CITY },
  },
  unused: {
    figures: {
      ...{
        ...BUSY,
        usedTokens: 0,
        calls: 0,
        usedToDate: 0,
        departments: departments.slice(0, 3).map((each) => ({ ...each, usedTokens: 0, usedToDate: 0 })),
      },
      ...{ by: NOTHING, forecast: { ...FORECAST, perWorkingDay: null, runsOutOn: null, expectedAtEnd: 0 } },
      months: [{ month: '2024-07', usedTokens: 0, usedToDate: 0, straightLine: 1_024_590 }],
    },
    ...{ stops: NO_STOPS, today: '2024-08-01', cityName: CITY },
  },
};

async function reportFile(kind: keyof typeof REPORTS, id: '11pt' | '12pt'): Promise<ReportFile> {
  const [profile, report] = [layoutProfile(id), REPORTS[kind]];
  const options = { profile, status: 'final', source: 'figures', practice: false, cityName: CITY } as const;
  return { name: `${kind}.${id}`, profile, report, bytes: await renderDocx(monthlyDocument(report, profile), options) };
}

/** Each report in each layout. */
export function reportFiles(): Promise<ReportFile[]> {
  const kinds = ['busy', 'running', 'unused'] as const;
  return Promise.all(kinds.flatMap((kind) => (['11pt', '12pt'] as const).map((id) => reportFile(kind, id))));
}
