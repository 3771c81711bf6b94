import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { OpenPeriod } from '@bunan/contracts';
import { parseDate } from '@bunan/wareki';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { CapsApi } from './caps-api';
import { typedTokens } from './typed-tokens';

interface FormFault {
  readonly path: string;
  readonly message: string;
}

/** Registers a contract period: its name, its days, its tokens. */
@Component({
  selector: 'bn-period-form',
  imports: [FormsModule, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="cap-form" novalidate (submit)="save($event)">
      <h3>契約期間を登録する</h3>
      <div class="field">
        <label class="label" for="period-name">名称</label>
        <input
          #first
          class="in"
          id="period-name"
          name="name"
          maxlength="60"
          autocomplete="off"
          [(ngModel)]="name"
          [attr.aria-invalid]="isWrong('name')"
        />
        <p class="help">例：令和8年度</p>
      </div>
      <div class="field">
        <label class="label" for="period-from">初めの日</label>
        <input
          class="in"
          id="period-from"
          name="from"
          autocomplete="off"
          aria-describedby="period-days"
          [(ngModel)]="from"
          [attr.aria-invalid]="isWrong('from')"
        />
      </div>
      <div class="field">
        <label class="label" for="period-until">終わりの日</label>
        <input
          class="in"
          id="period-until"
          name="until"
          autocomplete="off"
          aria-describedby="period-days"
          [(ngModel)]="until"
          [attr.aria-invalid]="isWrong('until')"
        />
        <p class="help" id="period-days">令和8年4月1日、R8.4.1、2026/4/1 のように入力します。両方の日を含みます。</p>
      </div>
      <div class="field">
        <label class="label" for="period-tokens">契約の上限（トークン）</label>
        <input
          class="in num"
          id="period-tokens"
          name="tokens"
          inputmode="numeric"
          autocomplete="off"
          [(ngModel)]="amount"
          [attr.aria-invalid]="isWrong('capTokens')"
        />
        <p class="help">上限は、登録した後も変えられます。期間は変えられません。</p>
      </div>
      @if (error(); as wrong) {
        <p class="bad" role="alert"><bn-icon name="warning" />{{ wrong.message }}</p>
      }
      <p class="row">
        <button class="btn main" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">登録する</button>
        <button class="btn plain" type="button" (click)="closed.emit()">やめる</button>
      </p>
    </form>
  `,
})
export class PeriodForm {
  private readonly api = inject(CapsApi);
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');

  /** The name of the period that was registered. */
  readonly registered = output<string>();
  readonly closed = output();

  protected readonly name = signal('');
  protected readonly from = signal('');
  protected readonly until = signal('');
  protected readonly amount = signal('');
  protected readonly isBusy = signal(false);
  protected readonly error = signal<FormFault | null>(null);

  constructor() {
    afterNextRender(() => {
      this.first().nativeElement.focus();
    });
  }

  protected isWrong(path: string): 'true' | null {
    return this.error()?.path === path ? 'true' : null;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) {
      return;
    }
    const period = this.typed();
    if ('message' in period) {
      this.error.set(period);
      return;
    }
    this.isBusy.set(true);
    this.error.set(null);
    try {
      await this.api.openPeriod(period);
      this.registered.emit(period.name);
    } catch (error) {
      const problem = asProblem(error);
      this.error.set(problem.errors[0] ?? { path: '', message: problem.message });
    } finally {
      this.isBusy.set(false);
    }
  }

  /** What was filled in, or the first thing that is wrong with it. */
  private typed(): OpenPeriod | FormFault {
    const name = this.name().trim();
    const [from, until] = [parseDate(this.from()), parseDate(this.until())];
    const capTokens = typedTokens(this.amount());
    if (name === '') {
      return { path: 'name', message: '名称を入力してください。' };
    }
    if (from === null || until === null) {
      const path = from === null ? 'from' : 'until';
      return { path, message: `${from === null ? '初めの日' : '終わりの日'}を、令和8年4月1日 のように入力してください。` };
    }
    if (capTokens === null || capTokens === 0) {
      return { path: 'capTokens', message: 'トークンは、1以上の整数で入力してください。' };
    }
    return { name, from, until, capTokens };
  }
}
