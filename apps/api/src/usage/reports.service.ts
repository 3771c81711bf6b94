import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Capped,
  type ForecastView,
  type LedgerEntriesQuery,
  type UsageOutlook,
  type UsageReport,
  type UsageReportQuery,
  type WhatIfQuery,
  type WhatIfView,
} from '@bunan/contracts';
import {
  Caps,
  forecastOf,
  usageBy,
  usedByDay,
  whatIf,
  workingDays,
  type CapUse,
  type DayRange,
  type DayUse,
  type Forecast,
} from '@bunan/quota';
import { jstDate } from '@bunan/wareki';
import { DataSource } from 'typeorm';

/** A period's days, both inclusive, and the day it is, JST. */
interface Calendar extends DayRange {
  readonly today: string;
}

/** Adds up what was used and foresees what will be. Every figure is the ledger's. */
@Injectable()
export class ReportsService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {DomainError} `quota.no-period` when no days are given and no contract runs now */
  async report({ by, from, until }: UsageReportQuery): Promise<UsageReport> {
    const range = await this.range({ from, until });
    const rows = await usageBy(this.dataSource.manager, by, range);
    const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
    return { by, ...range, totalTokens: total((row) => row.usedTokens), calls: total((row) => row.calls), rows };
  }

  async outlook(): Promise<UsageOutlook> {
    const { period, contract, unallottedTokens, departments } = await new Caps(this.dataSource.manager).view(null);
    if (period === null || contract === null) {
      const nothing = { forecast: null, days: [], departments: [] };
      return { period: null, contract: null, unallottedTokens: 0, today: jstDate(new Date()), ...nothing };
    }
    const calendar = calendarOf(period);
    const used = await usedByDay(this.dataSource.manager, calendar);
    return {
      ...{ period, contract, unallottedTokens, today: calendar.today },
      forecast: foresee(contract, calendar, used),
      days: byDay(used),
      departments: departments.map((department) => ({
        ...department,
        forecast: foresee(
          department,
          calendar,
          used.filter(({ departmentId }) => departmentId === department.department.id),
        ),
      })),
    };
  }

  /** @throws {DomainError} `quota.no-period`; `not-found`; `quota.not-free` when a department has no cap or less than that */
  async whatIf({ from, to, tokens }: WhatIfQuery): Promise<WhatIfView> {
    const { period, departments } = await new Caps(this.dataSource.manager).view(null);
    if (period === null) {
      throw new DomainError('quota.no-period', 'no contract runs now');
    }
    const calendar = calendarOf(period);
    const used = await usedByDay(this.dataSource.manager, calendar);
    const useOf = (id: string): CapUse => {
      const found = departments.find(({ department }) => department.id === id);
      if (found === undefined) {
        throw new DomainError('not-found', 'no such department');
      }
      if (found.capTokens === null) {
        throw new DomainError('quota.not-free', 'a department without a cap neither gives nor takes');
      }
      return { ...calendar, capTokens: found.capTokens, usedByDay: used.filter(({ departmentId }) => departmentId === id) };
    };
    const [giver, taker] = [useOf(from), useOf(to)];
    if (giver.capTokens < tokens || from === to) {
      throw new DomainError('quota.not-free', 'less is allotted than is to be moved');
    }
    const change = whatIf(giver, taker, tokens);
    const nameOf = (id: string) => departments.find(({ department }) => department.id === id)?.department.name ?? '';
    const view = (id: string, { before, after }: typeof change.giver, use: readonly [CapUse, number]) => ({
      departmentName: nameOf(id),
      before: forecastView(before, use[0]),
      after: forecastView(after, { ...use[0], capTokens: use[0].capTokens + use[1] }),
    });
    return { giver: view(from, change.giver, [giver, -tokens]), taker: view(to, change.taker, [taker, tokens]) };
  }

  /** @throws {DomainError} `quota.no-period` when no days are given and no contract runs now */
  async range({ from, until }: LedgerEntriesQuery): Promise<DayRange> {
    if (from !== undefined && until !== undefined) {
      return { from, until };
    }
    const period = await new Caps(this.dataSource.manager).period();
    if (period === null) {
      throw new DomainError('quota.no-period', 'no contract runs now');
    }
    const whole = calendarOf({ from: period.from.toISOString(), until: period.until.toISOString() });
    return { from: from ?? whole.from, until: until ?? whole.until };
  }
}

/** The instants of a period as JST days. */
function calendarOf({ from, until }: { from: string; until: string }): Calendar {
  return {
    from: jstDate(new Date(from)),
    until: jstDate(new Date(new Date(until).getTime() - 1)),
    today: jstDate(new Date()),
  };
}

function byDay(used: readonly DayUse[]): DayUse[] {
  const sums = new Map<string, number>();
  for (const { day, usedTokens } of used) {
    sums.set(day, (sums.get(day) ?? 0) + usedTokens);
  }
  return [...sums].map(([day, usedTokens]) => ({ day, usedTokens }));
}

/** @returns null for what has no cap */
function foresee({ capTokens }: Capped, calendar: Calendar, used: readonly DayUse[]): ForecastView | null {
  if (capTokens === null) {
    return null;
  }
  const use: CapUse = { ...calendar, capTokens, usedByDay: byDay(used) };
  return forecastView(forecastOf(use), use);
}

function forecastView(forecast: Forecast, { capTokens, usedByDay: used, today, until }: CapUse): ForecastView {
  const left = Math.max(0, capTokens - used.reduce((sum, { usedTokens }) => sum + usedTokens, 0));
  const daysLeft = today > until ? 0 : workingDays(today, until).length;
  return {
    perWorkingDay: forecast.perWorkingDay === null ? null : Math.round(forecast.perWorkingDay),
    sustainablePerWorkingDay: daysLeft === 0 ? null : Math.floor(left / daysLeft),
    runsOutOn: forecast.runsOutOn,
    expectedAtEnd: Math.round(forecast.expectedAtEnd),
    straightLine: Math.round(forecast.straightLine),
  };
}
