import { ChangeDetectionStrategy, Component, computed, input, resource, inject } from '@angular/core';
import type { UsageDimension, UsageRow } from '@bunan/contracts';
import { RouterLink } from '@angular/router';
import { tokens } from '../shared/format';
import { sentenceOf } from '../shared/problems';
import { shownLabel } from './dimensions';
import { UsageApi } from './usage-api';

/** Rows that are shown; the rest is one row. */
const SHOWN = 12;

/** What was used, added up by one dimension: a table with a bar in each row. */
@Component({
  selector: 'bn-sums',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="tbl bars">
      <caption>
        {{
          heading()
        }}
      </caption>
      <thead>
        <tr>
          <th scope="col">{{ column() }}</th>
          <th scope="col" class="barcell"><span class="sr">割合の棒</span></th>
          <th scope="col" class="r">使用</th>
          <th scope="col" class="r">割合</th>
          <th scope="col" class="r">呼出し</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.key) {
          <tr>
            <th scope="row">{{ row.label }}</th>
            <td class="barcell">
              <span class="bar"><i [style.width.%]="row.width"></i></span>
            </td>
            <td class="r">{{ row.used }}</td>
            <td class="r">{{ row.share }}％</td>
            <td class="r">{{ row.calls }}件</td>
          </tr>
        } @empty {
          <tr>
            <td colspan="5">{{ note() }}</td>
          </tr>
        }
      </tbody>
    </table>
    <p class="sub">
      <a routerLink="/usage/sums" [queryParams]="{ by: by() }">{{ heading() }}の集計をすべて見る</a>
    </p>
  `,
})
export class Sums {
  private readonly api = inject(UsageApi);

  readonly by = input.required<UsageDimension>();
  readonly heading = input.required<string>();
  readonly column = input.required<string>();

  private readonly report = resource({ params: () => this.by(), loader: ({ params }) => this.api.report(params) });

  protected readonly note = computed(() => {
    const error = this.report.error();
    return error === undefined ? (this.report.isLoading() ? '集計しています。' : 'まだ使われていません。') : sentenceOf(error);
  });

  protected readonly rows = computed(() => {
    if (!this.report.hasValue()) {
      return [];
    }
    const { rows, totalTokens } = this.report.value();
    const most = Math.max(1, ...rows.map(({ usedTokens }) => usedTokens));
    const shown = rows.length > SHOWN + 1 ? [...rows.slice(0, SHOWN), rest(rows.slice(SHOWN))] : rows;
    return shown.map(({ key, label, usedTokens, calls }) => ({
      key,
      label: key === '' ? label : shownLabel(this.by(), key, label),
      // What is left over is many: beside single ones it would be drawn as if it were one.
      width: key === '' ? 0 : (usedTokens / most) * 100,
      used: tokens(usedTokens),
      share: totalTokens === 0 ? '0.0' : ((usedTokens / totalTokens) * 100).toFixed(1),
      calls: tokens(calls),
    }));
  });
}

function rest(rows: readonly UsageRow[]): UsageRow {
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return { key: '', label: `ほか${String(rows.length)}件`, usedTokens: sum((row) => row.usedTokens), calls: sum((row) => row.calls) };
}
