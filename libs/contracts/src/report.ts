import * as z from 'zod';
import './messages.js';
import { capsViewSchema, departmentCapViewSchema, reallocateSchema } from './caps.js';

const daySchema = z.iso.date({ error: '日付は、2026-04-01 のように指定してください。' });

const MONTH_WANTED = '月は、2026-04 のように指定してください。';

/** What the use can be added up by. `fiscal-year`: 年度, April to March. */
export const usageDimensionSchema = z.enum(['day', 'month', 'fiscal-year', 'department', 'person', 'template', 'model', 'origin'], {
  error: '集計の単位が正しくありません。',
});
export type UsageDimension = z.infer<typeof usageDimensionSchema>;

const rangeShape = { from: daySchema.optional(), until: daySchema.optional() };

function isInOrder({ from, until }: { from?: string | undefined; until?: string | undefined }): boolean {
  return from === undefined || until === undefined || from <= until;
}
const OUT_OF_ORDER = { path: ['until'], error: '終わりの日は、初めの日以後にしてください。' };

/** GET /api/usage/report: JST days, both inclusive; the period of now where they are missing. */
export const usageReportQuerySchema = z.strictObject({ by: usageDimensionSchema, ...rangeShape }).refine(isInOrder, OUT_OF_ORDER);
export type UsageReportQuery = z.infer<typeof usageReportQuerySchema>;

/** GET /api/ledger/entries.csv: the days that entries count to, as in the reports. */
export const ledgerEntriesQuerySchema = z.strictObject(rangeShape).refine(isInOrder, OUT_OF_ORDER);
export type LedgerEntriesQuery = z.infer<typeof ledgerEntriesQuerySchema>;

/** GET /api/usage/report.docx */
export const monthlyReportQuerySchema = z.strictObject({
  month: z.string({ error: MONTH_WANTED }).regex(/^\d{4}-(0[1-9]|1[0-2])$/, MONTH_WANTED),
});
export type MonthlyReportQuery = z.infer<typeof monthlyReportQuerySchema>;

/** What a call was for, as people read it; the keys of the dimension `origin`. */
export const originLabels: Readonly<Record<string, string>> = {
  draft: '最初の文案',
  section: '節の作り直し',
  continuation: '続きの生成',
  variant: '言語版',
};

/** One sum. */
export const usageRowSchema = z.object({
  /** A day `2026-04-01`, a month `2026-04`, a 年度 `2026`, an id, a model's name, an origin. */
  key: z.string(),
  /** What people call it: the name of a department, a person or a template; else the key. */
  label: z.string(),
  usedTokens: z.int(),
  calls: z.int(),
});
export type UsageRow = z.infer<typeof usageRowSchema>;

export const usageReportSchema = z.object({
  by: usageDimensionSchema,
  /** JST days, both inclusive. */
  from: z.iso.date(),
  until: z.iso.date(),
  totalTokens: z.int(),
  calls: z.int(),
  rows: z.array(usageRowSchema),
});
export type UsageReport = z.infer<typeof usageReportSchema>;

/** When a cap will be reached if the work goes on as it does, tokens rounded. */
export const forecastViewSchema = z.object({
  /** Of the last 20 working days; null while fewer than 5 have passed. */
  perWorkingDay: z.int().nullable(),
  /** The pace at which the cap lasts to the end of the period, tokens a working day; null when no day is left. */
  sustainablePerWorkingDay: z.int().nullable(),
  /** JST day; null: it lasts, or nobody can tell yet. */
  runsOutOn: z.iso.date().nullable(),
  expectedAtEnd: z.int(),
  straightLine: z.int(),
});
export type ForecastView = z.infer<typeof forecastViewSchema>;

/** GET /api/usage/outlook: the contract to date and what will become of it. For administrators and auditors. */
export const usageOutlookSchema = capsViewSchema.pick({ period: true, contract: true, unallottedTokens: true }).extend({
  today: z.iso.date(),
  forecast: forecastViewSchema.nullable(),
  days: z.array(z.object({ day: z.iso.date(), usedTokens: z.int() })),
  departments: z.array(departmentCapViewSchema.extend({ forecast: forecastViewSchema.nullable() })),
});
export type UsageOutlook = z.infer<typeof usageOutlookSchema>;

/** POST /api/usage/what-if: the effect of a re-allocation before it is made. */
export const whatIfQuerySchema = reallocateSchema.omit({ reason: true });
export type WhatIfQuery = z.infer<typeof whatIfQuerySchema>;

const changeSchema = z.object({ departmentName: z.string(), before: forecastViewSchema, after: forecastViewSchema });

export const whatIfViewSchema = z.object({ giver: changeSchema, taker: changeSchema });
export type WhatIfView = z.infer<typeof whatIfViewSchema>;

/** GET /api/usage/history: what the person and the department have used, by the month. */
export const usageHistorySchema = z.object({
  months: z.array(z.object({ month: z.string(), mineTokens: z.int(), departmentTokens: z.int() })),
});
export type UsageHistory = z.infer<typeof usageHistorySchema>;
