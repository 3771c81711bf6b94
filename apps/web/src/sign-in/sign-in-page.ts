import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { form, FormField, submit, validateStandardSchema } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { signInSchema } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { Session } from '../shared/session';

/** Sign-in with login and password. */
@Component({
  selector: 'bn-sign-in-page',
  imports: [FormField, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header class="top">
      <div class="wrap">
        <span class="brand"><i class="seal" aria-hidden="true">文</i><b>文案工房</b></span>
      </div>
    </header>
    <main id="main" class="wrap signin">
      <section aria-labelledby="h">
        <h1 id="h">サインイン</h1>
        @if (ended() && !failure()) {
          <p class="note" role="status">時間がたったため、サインアウトしました。書きかけの文案は残っています。</p>
        }
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
              <button class="btn plain push" type="button" [attr.aria-pressed]="isShown()" (click)="isShown.set(!isShown())">
                文字を表示
              </button>
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
      </section>
      <section class="news" aria-labelledby="n">
        <h2 id="n">困ったときは</h2>
        <dl class="signin-help">
          <div>
            <dt>パスワードを忘れたとき</dt>
            <dd>情報政策課に知らせてください。新しいパスワードをお渡しします。</dd>
          </div>
          <div>
            <dt>席を離れるとき</dt>
            <dd>書きかけの文案は自動で保存しています。サインアウトしても消えません。</dd>
          </div>
          <div>
            <dt>個人情報</dt>
            <dd>「AIに渡しません」の欄の氏名や電話番号は、市の外へ出ません。「AIが読みます」の欄には書かないでください。</dd>
          </div>
        </dl>
      </section>
    </main>
  `,
})
export class SignInPage {
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  /** The page that was wanted, and whether a session has ended; from the address. */
  readonly next = input<string>();
  readonly ended = input<string>();

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
      await this.router.navigateByUrl(ownPage(this.next()));
    });
    if (this.fields().invalid()) {
      document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
    }
  }

  private sentenceFor(error: unknown): string {
    const problem = asProblem(error);
    const wait = problem.details.retryAfterSeconds;
    return wait === undefined ? problem.message : `${problem.message}あと${String(wait)}秒お待ちください。`;
  }
}

/** Only a page of ours: an address with a host would lead elsewhere. */
function ownPage(next: string | undefined): string {
  return next !== undefined && /^\/(?!\/)[\w/-]*$/.test(next) ? next : '/templates';
}
