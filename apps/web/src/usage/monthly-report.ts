import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Icon } from '../shared/icon';
import { monthsBack, monthText } from './days';

/** The report of a month as a Word file: the last whole month, unless another one is chosen. */
@Component({
  selector: 'bn-monthly-report',
  imports: [FormsModule, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section aria-labelledby="monthly-h" class="monthly">
      <h2 id="monthly-h">月次報告</h2>
      <label class="label" for="monthly-m">月</label>
      <select class="in" id="monthly-m" [(ngModel)]="month">
        @for (each of months(); track each.month) {
          <option [value]="each.month">{{ each.text }}</option>
        }
      </select>
      <p>
        <a class="btn" [href]="'/api/usage/report.docx?month=' + month()" download><bn-icon name="download" />Wordで受け取る</a>
      </p>
      <p class="sub">市全体、課、様式、使い方、モデル、日ごとの使用量と、使い切る見込みが入ります。</p>
    </section>
  `,
})
export class MonthlyReport {
  /** JST days: the period, and the day it is. */
  readonly first = input.required<string>();
  readonly last = input.required<string>();
  readonly today = input.required<string>();

  protected readonly months = computed(() => {
    const today = this.today();
    return monthsBack(this.first(), today < this.last() ? today : this.last()).map((month) => ({
      month,
      text: month === today.slice(0, 7) ? `${monthText(month)}（途中）` : monthText(month),
    }));
  });
  protected readonly month = linkedSignal(() => {
    const months = this.months();
    return (months.find(({ month }) => month < this.today().slice(0, 7)) ?? months[0])?.month ?? '';
  });
}
