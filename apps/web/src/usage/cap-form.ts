import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, input, output, signal, viewChild } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { CapPeriod } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { typedTokens } from './typed-tokens';

/** What was filled in. */
export interface TypedCap {
  readonly capTokens: number | null;
  readonly per: CapPeriod;
  readonly reason: string;
}

/** Sets one cap: an amount or none, what it counts, and the reason that stays in the ledger. */
@Component({
  selector: 'bn-cap-form',
  imports: [FormsModule, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="cap-form" novalidate (submit)="save($event)">
      <h3>{{ heading() }}</h3>
      <div class="field">
        <label class="label" [for]="id() + '-t'">{{ amountLabel() }}</label>
        <input
          #amount
          class="in num"
          inputmode="numeric"
          autocomplete="off"
          [id]="id() + '-t'"
          name="tokens"
          [(ngModel)]="tokens"
          [attr.aria-invalid]="error()?.path === 'capTokens' ? 'true' : null"
          [attr.aria-describedby]="canBeNone() ? id() + '-n' : null"
        />
        @if (canBeNone()) {
          <p class="help" [id]="id() + '-n'">{{ noneText() }}</p>
        }
      </div>
      @if (withPer()) {
        <div class="field">
          <label class="label" [for]="id() + '-p'">数える期間</label>
          <select class="in" [id]="id() + '-p'" name="per" [(ngModel)]="per">
            <option value="month">月ごと</option>
            <option value="period">契約期間を通して</option>
          </select>
        </div>
      }
      <div class="field">
        <label class="label" [for]="id() + '-r'">理由</label>
        <input
          class="in"
          [id]="id() + '-r'"
          name="reason"
          maxlength="200"
          [(ngModel)]="reason"
          [attr.aria-invalid]="error()?.path === 'reason' ? 'true' : null"
        />
        <p class="help">台帳に残ります。</p>
      </div>
      @if (error(); as wrong) {
        <p class="bad" role="alert"><bn-icon name="warning" />{{ wrong.message }}</p>
      }
      <p class="row">
        <button class="btn main" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">{{ action() }}</button>
        <button class="btn plain" type="button" (click)="closed.emit()">やめる</button>
      </p>
    </form>
  `,
})
export class CapForm {
  readonly id = input.required<string>();
  readonly heading = input.required<string>();
  readonly amountLabel = input('上限（トークン）');
  readonly action = input('この上限にする');
  readonly canBeNone = input(false);
  /** What an empty amount means. */
  readonly noneText = input('空にすると、上限を定めません。');
  readonly withPer = input(false);
  /** Saves and takes the form away; a ProblemError is shown in the form. */
  readonly act = input.required<(cap: TypedCap) => Promise<void>>();
  readonly closed = output();

  private readonly amount = viewChild.required<ElementRef<HTMLInputElement>>('amount');

  protected readonly tokens = signal('');
  protected readonly per = signal<CapPeriod>('month');
  protected readonly reason = signal('');
  protected readonly isBusy = signal(false);
  protected readonly error = signal<{ path: string; message: string } | null>(null);

  constructor() {
    // The button may be far above: the next thing is to type.
    afterNextRender(() => {
      this.amount().nativeElement.focus();
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) {
      return;
    }
    const capTokens = this.typed();
    if (capTokens === undefined) {
      this.error.set({ path: 'capTokens', message: 'トークンは、0以上の整数で入力してください。' });
    } else if (this.reason().trim() === '') {
      this.error.set({ path: 'reason', message: '理由を入力してください。' });
    } else {
      await this.send({ capTokens, per: this.withPer() ? this.per() : 'period', reason: this.reason() });
    }
  }

  private async send(cap: TypedCap): Promise<void> {
    this.isBusy.set(true);
    this.error.set(null);
    try {
      await this.act()(cap);
    } catch (error) {
      const problem = asProblem(error);
      this.error.set(problem.errors[0] ?? { path: '', message: problem.message });
    } finally {
      this.isBusy.set(false);
    }
  }

  /** null: none; undefined: what was typed is no amount. */
  private typed(): number | null | undefined {
    return this.canBeNone() && this.tokens().trim() === '' ? null : (typedTokens(this.tokens()) ?? undefined);
  }
}
