import * as z from 'zod';
import './messages.js';
import { capsViewSchema, departmentCapViewSchema, reallocateSchema } from './caps.js';

const daySchema = z.iso.date({ error: '日付は、2026-04-01 のように指定してください。' });

/** What the use can be added up by. `fiscal-year`: 年度, April to March. */
export const usageDimensionSchema = z.enum(['day', 'month', 'fiscal-year', 'department', 'person', 'template', 'model', 'origin'], {
  error: '集計の単位が正しくありません。',
});
export type UsageDimension = z.infer<typeof usageDimensionSchema>;

/** GET /api/usage/report: JST days, both inclusive; the period of now where they are missing. */
export const usageReportQuerySchema = z
  .strictObject({ by: usageDimensionSchema, from: daySchema.optional(), until: daySchema.optional() })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    error: '終わりの日は、初めの日以後にしてください。',
  });
export type UsageReportQuery = z.infer<typeof usageReportQuerySchema>;

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
