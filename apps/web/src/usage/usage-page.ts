import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { DEFAULT_POLICIES, formatDate, jstDate } from '@bunan/wareki';
import { tokens } from '../shared/format';
import { PageState } from '../shared/page-state';
import { SCOPE_LABELS, Usage } from './usage';

/** What is left of the contract, the department and the person, in figures and as bars. */
@Component({
  selector: 'bn-usage-page',
  imports: [PageState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (usage.view(); as view) {
      @if (view.period; as period) {
        <main id="main" class="wrap" tabindex="-1">
          <div class="head">
            <h1>使用量</h1>
            <p>{{ period.name }}　{{ day(period.from) }}から{{ lastDay(period.until) }}まで</p>
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
            <p class="sub">「予約」は、書いている途中の文案のために取ってある分です。書き終えると、使わなかった分が戻ります。</p>
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
      <main id="main" class="wrap head" tabindex="-1"><p role="status">使用量を読み込んでいます。</p></main>
    }
  `,
})
export class UsagePage {
  protected readonly usage = inject(Usage);

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

  constructor() {
    void this.usage.load();
  }

  protected day(iso: string): string {
    return formatDate(jstDate(new Date(iso)), DEFAULT_POLICIES);
  }

  /** The period ends before the instant `until`: its last day is the one before. */
  protected lastDay(until: string): string {
    return formatDate(jstDate(new Date(new Date(until).getTime() - 1)), DEFAULT_POLICIES);
  }
}
