import { ChangeDetectionStrategy, Component, computed, effect, ElementRef, inject, signal, viewChild } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter } from 'rxjs';
import { Notices } from '../notices/notices';
import { Icon } from '../shared/icon';
import { tokens } from '../shared/format';
import { followHeading } from '../shared/follow-heading';
import { SIGN_OUT } from '../shared/leaving';
import { Modal } from '../shared/modal';
import { Session } from '../shared/session';
import { SignInAgain } from '../sign-in/sign-in-again';
import { Usage } from '../usage/usage';

/** What stands around every page of a person who is signed in. */
@Component({
  selector: 'bn-frame',
  imports: [Icon, Modal, RouterLink, RouterLinkActive, RouterOutlet, SignInAgain],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown.escape)': 'closeMenu()' },
  template: `
    @defer (when session.isEnded()) {
      @if (session.isEnded()) {
        <bn-sign-in-again />
      }
    } @error {
      @if (session.isEnded()) {
        <dialog bnModal class="again" aria-labelledby="again-title">
          <h2 id="again-title">しばらく操作がなかったため、サインアウトしました</h2>
          <p>
            この画面の内容は残っています。<a href="/sign-in" target="_blank" rel="noopener">新しいタブでサインイン</a
            >してから、この画面に戻ってください。続きから始められます。
          </p>
        </dialog>
      }
    }
    <a class="skip" href="#page-main" (click)="skip($event)">本文へ移る</a>
    @if (session.view(); as me) {
      @if (me.practice) {
        <div class="practice">
          <div class="wrap"><b>稽古用</b><span>生成AIではなく、稽古用の仕組みが書いています。できた文書は使わないでください。</span></div>
        </div>
      }
      <header class="top">
        <div class="wrap">
          <a class="brand" routerLink="/templates"
            ><i class="seal" aria-hidden="true">文</i><b>文案工房</b><span>{{ me.cityName }}</span></a
          >
          <nav id="main-menu" aria-label="主なメニュー" [class.open]="menuOpen()">
            <a routerLink="/templates" routerLinkActive ariaCurrentWhenActive="page">様式</a>
            <a routerLink="/drafts" routerLinkActive ariaCurrentWhenActive="page">文案</a>
            <a routerLink="/usage" routerLinkActive ariaCurrentWhenActive="page">使用量</a>
            @if (curates()) {
              <a routerLink="/curation" routerLinkActive ariaCurrentWhenActive="page">様式の管理</a>
            }
            <a routerLink="/notices" routerLinkActive ariaCurrentWhenActive="page"
              >お知らせ
              @if (unseen() > 0) {
                <span class="fresh"><span class="sr">新しいもの</span>{{ unseenText() }}<span class="sr">件</span></span>
              }
            </a>
          </nav>
          <div class="me" [class.open]="menuOpen()">
            @if (remaining(); as left) {
              <span class="left" [class.low]="left.isLow"
                >{{ left.label }} <b>{{ left.text }}</b></span
              >
            }
            <span>{{ me.department.name }}　{{ me.person.name }}</span>
            <button class="btn plain" type="button" (click)="signOut()">サインアウト</button>
          </div>
          <button
            #menuButton
            class="btn menu"
            type="button"
            aria-controls="main-menu"
            [attr.aria-expanded]="menuOpen()"
            (click)="menuOpen.set(!menuOpen())"
          >
            <bn-icon name="menu" />メニュー
            @if (unseen() > 0) {
              <span class="fresh"><span class="sr">新しいお知らせ</span>{{ unseenText() }}<span class="sr">件</span></span>
            }
          </button>
        </div>
      </header>
      <router-outlet />
      <footer class="foot">
        <div class="wrap">
          <span>{{ me.cityName }} 文案工房</span><span>問合せ　情報政策課</span>
        </div>
      </footer>
    }
  `,
})
export class Frame {
  protected readonly session = inject(Session);
  private readonly usage = inject(Usage);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly menuButton = viewChild<ElementRef<HTMLButtonElement>>('menuButton');

  protected readonly menuOpen = signal(false);

  protected readonly remaining = computed(() => {
    const left = this.usage.tightest();
    return left === null ? null : { label: `${left.label}の残り`, text: tokens(left.remainingTokens), isLow: left.isLow };
  });

  /** Who writes, approves or audits templates has their page in the menu. */
  protected readonly curates = computed(() => {
    const roles = this.session.view()?.person.roles ?? [];
    return roles.some((role) => role !== 'staff' && role !== 'head');
  });

  protected readonly unseen = this.notices.unseen;
  /** The server counts to 100. */
  protected readonly unseenText = computed(() => (this.unseen() > 99 ? '99＋' : String(this.unseen())));

  constructor() {
    followHeading();
    effect(() => {
      if (this.session.view() !== null) {
        void this.usage.load();
        this.notices.begin();
      }
    });
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.menuOpen.set(false);
        void this.notices.count();
      });
  }

  protected closeMenu(): void {
    if (this.menuOpen()) {
      this.menuOpen.set(false);
      this.menuButton()?.nativeElement.focus();
    }
  }

  /** The link must not touch the address: the base of the page is the root. */
  protected skip(event: Event): void {
    event.preventDefault();
    document.querySelector<HTMLElement>('#page-main')?.focus();
  }

  protected async signOut(): Promise<void> {
    await this.router.navigateByUrl('/sign-in', { info: SIGN_OUT });
  }
}
