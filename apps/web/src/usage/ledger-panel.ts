import { ChangeDetectionStrategy, Component, inject, input, resource, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { clock, dayAndTime, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { CapForm, type TypedCap } from './cap-form';
import { CapsApi } from './caps-api';

/** The books: proved by a button, calls that were settled by estimate, and a halt that is lifted. */
@Component({
  selector: 'bn-ledger-panel',
  imports: [CapForm, FormsModule, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="u-sec" aria-labelledby="ledger-h">
      <h2 id="ledger-h">台帳</h2>
      @if (state.hasValue()) {
        @let s = state.value();
        @if (s.halt; as halt) {
          <section class="note err" aria-labelledby="halt-h">
            <h3 id="halt-h"><bn-icon name="warning" />台帳の合計が合わないため、AIの呼出しを止めています</h3>
            <p>{{ at(halt.since) }}から。合わないもの：{{ halt.reason }}</p>
            @if (canCorrect()) {
              <form class="row" novalidate (submit)="lift($event)">
                <label class="label" for="lift-reason">確かめたこと</label>
                <input class="in" id="lift-reason" name="reason" maxlength="200" [(ngModel)]="reason" />
                <button class="btn" type="submit">呼出しを再び認める</button>
              </form>
            }
          </section>
        } @else if (s.violations.length > 0) {
          <p class="bad"><bn-icon name="warning" />合わないものがあります：{{ s.violations[0]?.invariant }}</p>
        } @else if (s.checkedAt !== null) {
          <p class="saved ledger"><bn-icon name="done" />{{ time(s.checkedAt) }}の点検で、台帳の合計と一致しました。</p>
        }
      }
      @if (failure(); as sentence) {
        <p class="bad" role="alert"><bn-icon name="warning" />{{ sentence }}</p>
      }
      <p class="row">
        <button class="btn" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="check()">
          {{ isBusy() ? '点検しています' : '台帳を点検する' }}
        </button>
        <a class="btn" href="/api/ledger/entries.csv" download><bn-icon name="download" />台帳のCSV</a>
      </p>
      @if (estimates.hasValue() && estimates.value().total > 0) {
        <h3>推定で精算した呼出し（{{ tokens(estimates.value().total) }}件）</h3>
        <p class="sub measure">
          途中で切れるなどして、AIの側の報告がなかった呼出しです。多めに数えています。請求などで本当の量が分かったら、直せます。
        </p>
        <div class="scroll" tabindex="0" role="region" aria-label="推定で精算した呼出し">
          <table class="tbl">
            <thead>
              <tr>
                <th scope="col">いつ</th>
                <th scope="col">職員</th>
                <th scope="col">課</th>
                <th scope="col" class="r">推定</th>
                <th scope="col" class="r">数えている量</th>
                <th scope="col"><span class="sr">操作</span></th>
              </tr>
            </thead>
            <tbody>
              @for (call of estimates.value().calls; track call.reservationId) {
                <tr>
                  <th scope="row">{{ at(call.reservedAt) }}</th>
                  <td>{{ call.person.name }}</td>
                  <td>{{ call.departmentName }}</td>
                  <td class="r">{{ tokens(call.settledTokens) }}</td>
                  <td class="r">{{ tokens(call.countedTokens) }}{{ call.isCorrected ? '（直しました）' : '' }}</td>
                  <td>
                    @if (canCorrect()) {
                      <button class="btn" type="button" (click)="chosen.set(call.reservationId)">
                        直す<span class="sr">（{{ at(call.reservedAt) }}、{{ call.person.name }}）</span>
                      </button>
                    }
                  </td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        @for (id of chosen() === '' ? [] : [chosen()]; track id) {
          <bn-cap-form
            id="correct"
            heading="本当に使った量"
            amountLabel="使ったトークン"
            action="この量にする"
            [act]="correct"
            (closed)="chosen.set('')"
          />
        }
      }
    </section>
  `,
})
export class LedgerPanel {
  private readonly api = inject(CapsApi);

  readonly canCorrect = input(false);

  protected readonly state = resource({ loader: () => this.api.ledger() });
  protected readonly estimates = resource({ loader: () => this.api.estimates() });
  protected readonly chosen = signal('');
  protected readonly reason = signal('');
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly tokens = tokens;
  protected readonly time = clock;

  protected readonly correct = async ({ capTokens, reason }: TypedCap): Promise<void> => {
    this.estimates.set(await this.api.correct({ reservationId: this.chosen(), usedTokens: capTokens ?? 0, reason }));
    this.chosen.set('');
  };

  protected at(iso: string): string {
    return dayAndTime(iso);
  }

  protected async check(): Promise<void> {
    await this.during(async () => {
      this.state.set(await this.api.check());
    });
  }

  protected async lift(event: Event): Promise<void> {
    event.preventDefault();
    await this.during(async () => {
      this.state.set(await this.api.liftHalt(this.reason()));
    });
  }

  private async during(act: () => Promise<void>): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      await act();
    } catch (error) {
      const problem = asProblem(error);
      this.failure.set(problem.errors[0]?.message ?? problem.message);
    } finally {
      this.isBusy.set(false);
    }
  }
}
