import { ChangeDetectionStrategy, Component, ElementRef, inject, output, signal } from '@angular/core';
import { form, FormField, submit, validateStandardSchema } from '@angular/forms/signals';
import { signInSchema } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { Session } from '../shared/session';

/** Login and password. */
@Component({
  selector: 'bn-sign-in-form',
  imports: [FormField, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (failure(); as sentence) {
      <section class="note err" role="alert">
        <h2><bn-icon name="warning" />{{ sentence }}</h2>
      </section>
    }
    <form class="stack" novalidate (submit)="signIn($event)">
      <div>
        <label class="label" for="login">職員番号</label>
        <input
          class="in"
          id="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          [formField]="fields.login"
          [attr.aria-invalid]="fields.login().touched() && fields.login().invalid() ? 'true' : null"
          aria-describedby="login-e"
        />
        @if (fields.login().touched() && fields.login().errors()[0]; as error) {
          <p class="bad" id="login-e">
            <bn-icon name="warning" /><span>{{ error.message }}</span>
          </p>
        }
      </div>
      <div>
        <div class="field-head">
          <label class="label" for="password">パスワード</label>
          <button class="btn plain push" type="button" [attr.aria-pressed]="isShown()" (click)="isShown.set(!isShown())">文字を表示</button>
        </div>
        <input
          class="in"
          id="password"
          [type]="isShown() ? 'text' : 'password'"
          autocomplete="current-password"
          [formField]="fields.password"
          [attr.aria-invalid]="fields.password().touched() && fields.password().invalid() ? 'true' : null"
          aria-describedby="password-e"
        />
        @if (fields.password().touched() && fields.password().errors()[0]; as error) {
          <p class="bad" id="password-e">
            <bn-icon name="warning" /><span>{{ error.message }}</span>
          </p>
        }
      </div>
      <button class="btn main big wide" type="submit" [attr.aria-disabled]="fields().submitting() ? 'true' : null">
        {{ fields().submitting() ? 'サインインしています' : 'サインイン' }}
      </button>
    </form>
  `,
})
export class SignInForm {
  private readonly session = inject(Session);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly done = output();

  private readonly model = signal({ login: '', password: '' });
  protected readonly fields = form(this.model, (path) => {
    validateStandardSchema(path, signInSchema);
  });
  protected readonly isShown = signal(false);
  protected readonly failure = signal<string | null>(null);

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(null);
    await submit(this.fields, async () => {
      try {
        await this.session.signIn(this.model());
      } catch (error) {
        this.failure.set(this.sentenceFor(error));
        return;
      }
      this.done.emit();
    });
    if (this.fields().invalid()) {
      this.host.nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }

  private sentenceFor(error: unknown): string {
    const problem = asProblem(error);
    const wait = problem.details.retryAfterSeconds;
    return wait === undefined ? problem.message : `${problem.message}あと${String(wait)}秒お待ちください。`;
  }
}
