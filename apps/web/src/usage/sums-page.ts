import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { usageDimensionSchema, type UsageDimension } from '@bunan/contracts';
import { fiscalYearBounds, fiscalYearOf } from '@bunan/wareki';
import { tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { ColumnsChart } from './columns-chart';
import { dayText, daysOf, lastDayOf, monthsBack, monthText } from './days';
import { DIMENSIONS, shownLabel } from './dimensions';
import { NameFilter } from './name-filter';
import { UsageApi, type Days } from './usage-api';

/** Rows that are shown at first. */
const SHOWN = 60;

/** A choice of days by its name: the period, a 年度, a month, or typed ones. */
interface Span extends Days {
  readonly key: string;
  readonly text: string;
}

const TYPED = 'days';

/** What was used by whatever it can be added up by, of whichever days: drawn, as a table, and as a file. */
@Component({
  selector: 'bn-sums-page',
  imports: [ColumnsChart, FormsModule, Icon, NameFilter, PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sums-page.html',
})
export class SumsPage {
  private readonly api = inject(UsageApi);
  private readonly router = inject(Router);
  private readonly asked = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });

  protected readonly dimensions = DIMENSIONS;
  protected readonly typed = TYPED;
  protected readonly tokens = tokens;
  protected readonly dayText = dayText;
  protected readonly sentenceOf = sentenceOf;

  protected readonly by = computed((): UsageDimension => usageDimensionSchema.safeParse(this.asked().get('by')).data ?? 'month');
  protected readonly dimension = computed(() => DIMENSIONS.find(({ by }) => by === this.by()) ?? { label: '', isTime: false });

  protected readonly outlook = resource({ loader: () => this.api.outlook() });

  /** The spans there are to choose from: the period first, then years and months, newest first. */
  protected readonly spans = computed((): readonly Span[] => {
    const view = this.outlook.hasValue() ? this.outlook.value() : null;
    if (view?.period == null) {
      return [];
    }
    const { first, last } = daysOf(view.period);
    const end = view.today < last ? view.today : last;
    const years = Array.from({ length: fiscalYearOf(end) - fiscalYearOf(first) + 1 }, (_, index) => fiscalYearOf(end) - index);
    return [
      { key: 'period', text: '契約期間', from: first, until: last },
      ...years.map((year) => ({ key: String(year), text: `${String(year)}年度`, ...fiscalYearBounds(year) })),
      ...monthsBack(first, end).map((month) => ({ key: month, text: monthText(month), from: `${month}-01`, until: lastDayOf(month) })),
    ];
  });
  protected readonly span = computed(() => this.asked().get('span') ?? 'period');
  /** The days that are asked for; null while they are not known. */
  protected readonly days = computed((): Days | null => {
    const [from, until] = [this.asked().get('from'), this.asked().get('until')];
    if (this.span() === TYPED && from !== null && until !== null) {
      return { from, until };
    }
    return this.spans().find(({ key }) => key === this.span()) ?? this.spans()[0] ?? null;
  });
  /** What stands in the boxes for the days. */
  protected readonly from = linkedSignal(() => this.days()?.from ?? '');
  protected readonly until = linkedSignal(() => this.days()?.until ?? '');

  protected readonly report = resource({
    params: () => {
      const days = this.days();
      return days === null ? undefined : { by: this.by(), from: days.from, until: days.until };
    },
    loader: ({ params: { by, from, until } }) => this.api.report(by, { from, until }),
  });
  protected readonly view = computed(() => (this.report.hasValue() ? this.report.value() : null));

  protected readonly wanted = linkedSignal({ source: this.by, computation: () => '' });
  protected readonly isWhole = signal(false);
  protected readonly isByName = signal(false);

  protected readonly rows = computed(() => {
    const view = this.view();
    const most = Math.max(1, ...(view?.rows ?? []).map(({ usedTokens }) => usedTokens));
    const rows = (view?.rows ?? []).map(({ key, label, usedTokens, calls }) => ({
      ...{ key, usedTokens, calls, label: shownLabel(this.by(), key, label) },
      width: Math.min(100, (usedTokens / most) * 100),
      share: view === null || view.totalTokens === 0 ? '0.0' : ((usedTokens / view.totalTokens) * 100).toFixed(1),
    }));
    return this.isByName() && !this.dimension().isTime ? rows.toSorted((a, b) => a.label.localeCompare(b.label, 'ja')) : rows;
  });
  protected readonly found = computed(() => this.rows().filter(({ label }) => label.includes(this.wanted())));
  protected readonly shown = computed(() => (this.isWhole() ? this.found() : this.found().slice(0, SHOWN)));
  protected readonly columns = computed(() => this.rows().map(({ label, usedTokens }) => ({ label, value: usedTokens })));

  protected readonly csv = computed(() => {
    const days = this.days();
    return days === null ? null : `/api/usage/report.csv?by=${this.by()}&from=${days.from}&until=${days.until}`;
  });

  /** The choice stands in the address: it can be kept, sent and gone back to. */
  protected choose(choice: Readonly<Record<string, string | null>>): void {
    this.isWhole.set(false);
    void this.router.navigate(['/usage/sums'], { queryParams: choice, queryParamsHandling: 'merge' });
  }

  protected chooseSpan(key: string): void {
    const typed = key === TYPED ? { from: this.from(), until: this.until() } : { from: null, until: null };
    this.choose({ span: key, ...typed });
  }

  protected typeDays(event: Event): void {
    event.preventDefault();
    this.choose({ span: TYPED, from: this.from(), until: this.until() });
  }
}
