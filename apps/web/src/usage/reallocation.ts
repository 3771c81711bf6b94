import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { CapsView, DepartmentCapView, ForecastView, WhatIfView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { CapsApi } from './caps-api';
import { shortDay } from './days';
import { typedTokens } from './typed-tokens';

/** Moves tokens of one department to another; what comes of it is shown before. */
@Component({
  selector: 'bn-reallocation',
  imports: [FormsModule, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="u-sec" aria-labelledby="move-h">
      <h2 id="move-h">課から課へ移す</h2>
      @if (capped().length < 2) {
        <p>二つ以上の課に上限を定めると、課から課へ移せます。</p>
      } @else {
        <form class="cap-form" novalidate (submit)="move($event)">
          <div class="field">
            <label class="label" for="move-from">減らす課</label>
            <select class="in" id="move-from" name="from" [ngModel]="from()" (ngModelChange)="from.set($event); effect.set(null)">
              <option value="">選んでください</option>
              @for (row of capped(); track row.department.id) {
                <option [value]="row.department.id">{{ row.department.name }}</option>
              }
            </select>
          </div>
          <div class="field">
            <label class="label" for="move-to">増やす課</label>
            <select class="in" id="move-to" name="to" [ngModel]="to()" (ngModelChange)="to.set($event); effect.set(null)">
              <option value="">選んでください</option>
              @for (row of capped(); track row.department.id) {
                <option [value]="row.department.id">{{ row.department.name }}</option>
              }
            </select>
          </div>
          <div class="field">
            <label class="label" for="move-tokens">移すトークン</label>
            <input
              class="in num"
              id="move-tokens"
              name="tokens"
              inputmode="numeric"
              autocomplete="off"
              [ngModel]="amount()"
              (ngModelChange)="amount.set($event); effect.set(null)"
            />
          </div>
          <div class="field">
            <label class="label" for="move-reason">理由</label>
            <input class="in" id="move-reason" name="reason" maxlength="200" [(ngModel)]="reason" />
            <p class="help">台帳に残ります。</p>
          </div>
          @if (error(); as sentence) {
            <p class="bad" role="alert"><bn-icon name="warning" />{{ sentence }}</p>
          }
          @if (rows(); as changes) {
            <table class="tbl" aria-live="polite">
              <caption>
                移したときの見込み
              </caption>
              <thead>
                <tr>
                  <th scope="col">課</th>
                  <th scope="col">いま</th>
                  <th scope="col">移した後</th>
                </tr>
              </thead>
              <tbody>
                @for (row of changes; track row.name) {
                  <tr>
                    <th scope="row">{{ row.name }}</th>
                    <td>{{ row.before }}</td>
                    <td>{{ row.after }}</td>
                  </tr>
                }
              </tbody>
            </table>
          }
          <p class="row">
            <button class="btn" type="button" (click)="look()">見込みを見る</button>
            <button class="btn" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">移す</button>
          </p>
        </form>
      }
    </section>
  `,
})
export class Reallocation {
  private readonly api = inject(CapsApi);

  readonly departments = input.required<readonly DepartmentCapView[]>();
  readonly moved = output<CapsView>();

  protected readonly from = signal('');
  protected readonly to = signal('');
  protected readonly amount = signal('');
  protected readonly reason = signal('');
  protected readonly isBusy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly effect = signal<WhatIfView | null>(null);

  /** Only what has a cap can give or take: more would narrow one that has none. */
  protected readonly capped = computed(() => this.departments().filter(({ capTokens }) => capTokens !== null));
  protected readonly rows = computed(() => {
    const effect = this.effect();
    return effect === null
      ? null
      : [effect.giver, effect.taker].map(({ departmentName, before, after }) => ({
          name: departmentName,
          before: words(before),
          after: words(after),
        }));
  });

  protected async look(): Promise<void> {
    await this.during(async (tokens) => {
      this.effect.set(await this.api.whatIf({ from: this.from(), to: this.to(), tokens }));
    });
  }

  protected async move(event: Event): Promise<void> {
    event.preventDefault();
    await this.during(async (tokens) => {
      const view = await this.api.reallocate({ from: this.from(), to: this.to(), tokens, reason: this.reason() });
      this.effect.set(null);
      this.amount.set('');
      this.reason.set('');
      this.moved.emit(view);
    });
  }

  private async during(act: (tokens: number) => Promise<void>): Promise<void> {
    const tokens = typedTokens(this.amount());
    if (this.isBusy()) {
      return;
    }
    if (tokens === null || tokens === 0) {
      this.error.set('移すトークンは、1以上の整数で入力してください。');
      return;
    }
    this.isBusy.set(true);
    this.error.set(null);
    try {
      await act(tokens);
    } catch (error) {
      const problem = asProblem(error);
      this.error.set(problem.errors[0]?.message ?? problem.message);
    } finally {
      this.isBusy.set(false);
    }
  }
}

function words({ runsOutOn, perWorkingDay }: ForecastView): string {
  if (runsOutOn !== null) {
    return `${shortDay(runsOutOn)}ごろに使い切る見込み`;
  }
  return perWorkingDay === null ? 'まだ分かりません' : '契約の終わりまで足ります';
}
