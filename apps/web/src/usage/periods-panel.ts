import { ChangeDetectionStrategy, Component, inject, input, output, resource, signal } from '@angular/core';
import type { ContractPeriod } from '@bunan/contracts';
import { tokens } from '../shared/format';
import { sentenceOf } from '../shared/problems';
import { CapsApi } from './caps-api';
import { dayText } from './days';
import { PeriodForm } from './period-form';

const STATES: Readonly<Record<ContractPeriod['state'], string>> = { coming: 'これから', running: 'いま', over: '終わりました' };

/** The contract periods, and the form that registers the next one. */
@Component({
  selector: 'bn-periods-panel',
  imports: [PeriodForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="u-sec u-caps" aria-labelledby="periods-h">
      <h2 id="periods-h">契約期間</h2>
      @if (periods.hasValue()) {
        @if (periods.value().periods.length === 0) {
          <p>まだ登録されていません。登録すると、初めの日からAIを使えます。</p>
        } @else {
          <table class="tbl">
            <caption class="sr">
              契約期間
            </caption>
            <thead>
              <tr>
                <th scope="col">名称</th>
                <th scope="col">期間</th>
                <th scope="col">状態</th>
                <th scope="col" class="r">上限</th>
                <th scope="col" class="r">使用</th>
              </tr>
            </thead>
            <tbody>
              @for (row of periods.value().periods; track row.id) {
                <tr>
                  <th scope="row">{{ row.name }}</th>
                  <td data-l="期間">{{ day(row.from) }}から{{ day(row.until) }}まで</td>
                  <td data-l="状態">{{ states[row.state] }}</td>
                  <td class="r" data-l="上限">{{ tokens(row.capTokens) }}</td>
                  <td class="r" data-l="使用">{{ tokens(row.usedTokens) }}</td>
                </tr>
              }
            </tbody>
          </table>
        }
      } @else if (periods.error(); as error) {
        <p class="bad">{{ sentenceOf(error) }}</p>
      } @else {
        <p role="status">契約期間を読み込んでいます。</p>
      }
      <p class="saved" role="status">{{ done() }}</p>
      @if (canOpen()) {
        @if (isOpen()) {
          <bn-period-form (registered)="take($event)" (closed)="isOpen.set(false)" />
        } @else {
          <p><button class="btn" type="button" (click)="begin()">契約期間を登録する</button></p>
        }
      }
    </section>
  `,
})
export class PeriodsPanel {
  private readonly api = inject(CapsApi);

  /** The person may register one. */
  readonly canOpen = input.required<boolean>();
  /** A period was registered: it may be the one of now. */
  readonly registered = output();

  protected readonly periods = resource({ loader: () => this.api.periods() });
  protected readonly isOpen = signal(false);
  protected readonly done = signal('');
  protected readonly states = STATES;
  protected readonly tokens = tokens;
  protected readonly day = dayText;
  protected readonly sentenceOf = sentenceOf;

  protected begin(): void {
    this.done.set('');
    this.isOpen.set(true);
  }

  protected take(name: string): void {
    this.isOpen.set(false);
    this.done.set(`「${name}」を登録しました。`);
    this.periods.reload();
    this.registered.emit();
  }
}
