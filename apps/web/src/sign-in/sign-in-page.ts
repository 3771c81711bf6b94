import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { SignInForm } from './sign-in-form';

/** The way in. */
@Component({
  selector: 'bn-sign-in-page',
  imports: [SignInForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header class="top">
      <div class="wrap">
        <span class="brand"><i class="seal" aria-hidden="true">文</i><b>文案工房</b></span>
      </div>
    </header>
    <main id="page-main" class="wrap signin">
      <section aria-labelledby="h">
        <h1 id="h">サインイン</h1>
        <bn-sign-in-form (done)="go()" />
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
  private readonly router = inject(Router);

  /** The page that was wanted; from the address. */
  readonly next = input<string>();

  protected async go(): Promise<void> {
    await this.router.navigateByUrl(ownPage(this.next()));
  }
}

/** Only a page of ours: an address with a host would lead elsewhere. */
function ownPage(next: string | undefined): string {
  return next !== undefined && /^\/(?!\/)[\w/-]*$/.test(next) ? next : '/templates';
}
