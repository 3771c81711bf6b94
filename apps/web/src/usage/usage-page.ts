import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { tokens } from '../shared/format';
import { PageState } from '../shared/page-state';
import { Session } from '../shared/session';
import { ColumnsChart } from './columns-chart';
import { dayText, daysOf, monthText } from './days';
import { SCOPE_LABELS, Usage } from './usage';
import { UsageApi } from './usage-api';

/** What is left of the contract, the department and the person, in figures and as bars. */
@Component({
  selector: 'bn-usage-page',
  imports: [ColumnsChart, PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (usage.view(); as view) {
      @if (view.period; as period) {
        <main id="page-main" class="wrap" tabindex="-1">
          <div class="head usage-head">
            <div>
              <h1>使用量</h1>
              <p>{{ period.name }}　{{ daysText(period) }}</p>
            </div>
            <div class="row push">
              @if (seesContract()) {
                <a class="btn" routerLink="/usage/contract">契約の使用量</a>
              }
              @if (seesCaps()) {
                <a class="btn" routerLink="/usage/caps">トークンの配分</a>
              }
            </div>
          </div>
          <section class="u-plain" aria-labelledby="left-h">
            <h2 id="left-h">トークンの残り</h2>
            <table class="tbl">
              <caption class="sr">
                トークンの上限、使った分、予約、残り
              </caption>
              <thead>
                <tr>
                  <th scope="col">枠</th>
                  <th scope="col" class="r">上限</th>
                  <th scope="col" class="r">使った分</th>
                  <th scope="col" class="r">予約</th>
                  <th scope="col" class="r">残り</th>
                  <th scope="col" class="only-l">使った割合</th>
                </tr>
              </thead>
              <tbody>
                @for (row of rows(); track row.label) {
                  <tr>
                    <th scope="row">{{ row.label }}</th>
                    <td class="r" data-l="上限">{{ row.cap }}</td>
                    <td class="r" data-l="使った分">{{ row.used }}</td>
                    <td class="r" data-l="予約">{{ row.reserved }}</td>
                    <td class="r" data-l="残り">{{ row.left }}</td>
                    <td class="only-l">
                      @if (row.percent !== null) {
                        <span class="bar" [class.warn]="row.percent >= 90"><i [style.width.%]="row.percent"></i></span
                        ><span class="num">{{ row.percent.toFixed(1) }}％</span>
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
            @if (renews(); as words) {
              <p class="sub">{{ words }}</p>
            }
            <p class="sub">「予約」は、書いている途中の文案のために取ってある分です。書き終えると、使わなかった分が戻ります。</p>
          </section>
          <section class="u-sec" aria-labelledby="months-h">
            <h2 id="months-h">月ごとの使用量</h2>
            @if (columns().length > 0) {
              <bn-columns-chart name="課の月ごとの使用量" [columns]="columns()" />
              <p class="sub">柱は課が使った分です。柱の下の青いところは、そのうちわたしが使った分です。</p>
            }
            <table class="tbl bars">
              <caption class="sr">
                わたしと課の月ごとの使用量
              </caption>
              <thead>
                <tr>
                  <th scope="col">月</th>
                  <th scope="col" class="r">わたし</th>
                  <th scope="col" class="barcell"><span class="sr">割合の棒</span></th>
                  <th scope="col" class="r">課</th>
                </tr>
              </thead>
              <tbody>
                @for (row of months(); track row.month) {
                  <tr>
                    <th scope="row">{{ row.month }}</th>
                    <td class="r">{{ row.mine }}</td>
                    <td class="barcell">
                      <span class="bar"><i [style.width.%]="row.percent"></i></span>
                    </td>
                    <td class="r">{{ row.ours }}</td>
                  </tr>
                } @empty {
                  <tr>
                    <td colspan="4">{{ history.isLoading() ? '集計しています。' : 'まだ使われていません。' }}</td>
                  </tr>
                }
              </tbody>
            </table>
            @if (months().length > 0) {
              <p class="sub only-l">棒は、課が使った分のうち、わたしが使った割合です。</p>
            }
          </section>
        </main>
      } @else {
        <bn-page-state
          icon="info"
          heading="いま使える契約期間がありません"
          text="AIは書けませんが、定型文での作成、手直し、Wordの出力は使えます。情報政策課に知らせてください。"
        />
      }
    } @else {
      <main id="page-main" class="wrap head" tabindex="-1"><p role="status">使用量を読み込んでいます。</p></main>
    }
  `,
})
export class UsagePage {
  protected readonly usage = inject(Usage);
  private readonly session = inject(Session);
  private readonly api = inject(UsageApi);

  protected readonly rows = computed(() =>
    (this.usage.view()?.allowances ?? []).map(({ scope, capTokens, usedTokens, reservedTokens, remainingTokens }) => ({
      label: SCOPE_LABELS[scope],
      cap: capTokens === null ? '定めなし' : tokens(capTokens),
      used: tokens(usedTokens),
      reserved: tokens(reservedTokens),
      left: remainingTokens === null ? '—' : tokens(remainingTokens),
      percent: capTokens === null || capTokens === 0 ? null : Math.min(100, (usedTokens / capTokens) * 100),
    })),
  );

  private readonly roles = computed(() => this.session.view()?.person.roles ?? []);
  protected readonly seesContract = computed(() => this.roles().includes('admin') || this.roles().includes('auditor'));
  protected readonly seesCaps = computed(() => this.seesContract() || this.roles().includes('head'));

  protected readonly history = resource({ loader: () => this.api.history() });
  protected readonly months = computed(() =>
    (this.history.hasValue() ? this.history.value().months : []).map(({ month, mineTokens, departmentTokens }) => ({
      month: monthText(month),
      mine: tokens(mineTokens),
      ours: tokens(departmentTokens),
      percent: departmentTokens === 0 ? 0 : Math.min(100, (mineTokens / departmentTokens) * 100),
    })),
  );

  protected readonly columns = computed(() =>
    (this.history.hasValue() ? this.history.value().months : []).map(({ month, mineTokens, departmentTokens }) => ({
      label: monthText(month),
      value: departmentTokens,
      part: Math.min(mineTokens, departmentTokens),
    })),
  );

  /** When a person's cap begins anew. */
  protected readonly renews = computed(() =>
    this.usage.view()?.allowances.some(({ scope, per, capTokens }) => scope === 'person' && per === 'month' && capTokens !== null) === true
      ? 'わたしの枠は月ごとに数え、毎月1日に新しくなります。'
      : null,
  );

  constructor() {
    void this.usage.load();
  }

  protected daysText(period: { from: string; until: string }): string {
    const { first, last } = daysOf(period);
    return `${dayText(first)}から${dayText(last)}まで`;
  }
}
