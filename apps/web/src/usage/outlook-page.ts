import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ForecastView, UsageOutlook } from '@bunan/contracts';
import { weekdayOf } from '@bunan/wareki';
import { tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { BurnChart } from './burn-chart';
import { dayText, daysBetween, daysOf, lastDayOf, monthText, shortDay } from './days';
import { MonthlyReport } from './monthly-report';
import { narrowed, NameFilter } from './name-filter';
import { Sums } from './sums';
import { UsageApi } from './usage-api';

/** From these shares of a cap on it is marked, %. */
const WARN_PERCENT = 80;
const STOP_PERCENT = 95;

/** The whole contract for administrators and auditors: to date, where it leads, and who uses it for what. */
@Component({
  selector: 'bn-outlook-page',
  imports: [BurnChart, Icon, MonthlyReport, NameFilter, PageState, RouterLink, Sums],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './outlook-page.html',
})
export class OutlookPage {
  private readonly api = inject(UsageApi);

  protected readonly outlook = resource({ loader: () => this.api.outlook() });
  protected readonly view = computed((): UsageOutlook | null => (this.outlook.hasValue() ? this.outlook.value() : null));
  protected readonly tokens = tokens;
  protected readonly dayText = dayText;
  protected readonly sentenceOf = sentenceOf;

  protected readonly period = computed(() => {
    const view = this.view();
    if (view?.period == null || view.contract === null) {
      return null;
    }
    const { first, last } = daysOf(view.period);
    const all = daysBetween(first, last) + 1;
    const gone = Math.max(0, Math.min(all, daysBetween(first, view.today) + 1));
    const { contract, forecast, days, today, unallottedTokens } = view;
    // While the pace is unknown nothing is foretold.
    const expectedAtEnd = forecast?.perWorkingDay == null ? null : forecast.expectedAtEnd;
    return { first, last, all, gone, contract, capTokens: contract.capTokens ?? 0, forecast, expectedAtEnd, days, today, unallottedTokens };
  });

  /** What the pace of late leads to, when that is before the end. */
  protected readonly warning = computed(() => {
    const period = this.period();
    const forecast = period?.forecast;
    if (period === null || forecast?.runsOutOn == null || forecast.perWorkingDay === null) {
      return null;
    }
    const { runsOutOn, perWorkingDay, sustainablePerWorkingDay } = forecast;
    const early = daysBetween(runsOutOn, period.last);
    const day = `${dayText(runsOutOn)}（${weekdayOf(runsOutOn)}曜日）`;
    return {
      heading: period.contract.remainingTokens === 0 ? `${day}に使い切りました` : `${day}ごろに使い切る見込みです`,
      text: `契約の終わりより${String(early)}日早い見込みです。1営業日の使用を${tokens(sustainablePerWorkingDay ?? 0)}以下にすると、${shortDay(period.last)}まで使えます（最近の平均は${tokens(perWorkingDay)}）。`,
    };
  });

  /** The straight line runs by days of the calendar, as it is drawn. */
  protected readonly months = computed(() => {
    const period = this.period();
    const view = this.view();
    if (period === null || view === null) {
      return [];
    }
    const byMonth = new Map<string, number>();
    for (const { day, usedTokens } of view.days) {
      byMonth.set(day.slice(0, 7), (byMonth.get(day.slice(0, 7)) ?? 0) + usedTokens);
    }
    let total = 0;
    return [...byMonth].map(([month, used]) => {
      total += used;
      const end = [lastDayOf(month), period.last, view.today].toSorted()[0] ?? period.last;
      const even = Math.round((period.capTokens * (daysBetween(period.first, end) + 1)) / period.all);
      return { month: monthText(month), used: tokens(used), total: tokens(total), even: tokens(even), gap: signed(total - even) };
    });
  });

  protected readonly departments = computed(() => {
    const period = this.period();
    const rows = (this.view()?.departments ?? []).map((row) => {
      const { capTokens, usedTokens, remainingTokens, overTokens } = row;
      const percent =
        capTokens === null || capTokens === 0 ? (usedTokens > 0 && capTokens === 0 ? 100 : null) : (usedTokens / capTokens) * 100;
      return {
        ...{ id: row.department.id, name: row.department.name, percent },
        cap: capTokens === null ? '定めなし' : tokens(capTokens),
        used: tokens(usedTokens),
        left: remainingTokens === null ? '―' : overTokens > 0 ? `超過 ${tokens(overTokens)}` : tokens(remainingTokens),
        tone: toneOf(percent),
        runsOut: runsOutText(row.forecast),
      };
    });
    const even = period === null ? 0 : (period.gone / period.all) * 100;
    return { rows: rows.toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1)), even };
  });

  /** Part of the name of the departments that are shown. */
  protected readonly wanted = signal('');
  protected readonly isWhole = signal(false);
  protected readonly shownDepartments = computed(() =>
    narrowed(this.departments().rows, ({ name }) => name, { text: this.wanted(), isWhole: this.isWhole() }),
  );

  protected percentOf(used: number, cap: number): string {
    return cap === 0 ? '0.0' : ((used / cap) * 100).toFixed(1);
  }

  protected signed = signed;
}

function toneOf(percent: number | null): 'err' | 'warn' | '' {
  return percent === null || percent < WARN_PERCENT ? '' : percent < STOP_PERCENT ? 'warn' : 'err';
}

function runsOutText(forecast: ForecastView | null): string {
  if (forecast === null) {
    return '―';
  }
  if (forecast.runsOutOn !== null) {
    return `${shortDay(forecast.runsOutOn)}ごろ`;
  }
  return forecast.perWorkingDay === null ? 'まだ分かりません' : '足ります';
}

function signed(amount: number): string {
  return amount < 0 ? `−${tokens(-amount)}` : `＋${tokens(amount)}`;
}
