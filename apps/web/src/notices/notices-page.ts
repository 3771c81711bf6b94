import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NoticeView } from '@bunan/contracts';
import { dayAndTime } from '../shared/format';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { Notices } from './notices';

/** From this share on a notice is drawn as a warning, from that one as a stop. */
const WARNING_PERCENT = 80;
const STOP_PERCENT = 95;

/** What the person is told about caps and the ledger, newest first. */
@Component({
  selector: 'bn-notices-page',
  imports: [PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (failure() !== null && notices().length === 0) {
      <bn-page-state icon="warning" tone="warning" heading="お知らせを読み込めませんでした" [text]="failure() ?? ''"
        ><button class="btn main" type="button" (click)="load()">もう一度読み込む</button></bn-page-state
      >
    } @else if (!isLoading() && notices().length === 0) {
      <bn-page-state icon="info" heading="お知らせはありません" text="トークンの上限に近づくと、ここに並びます。"
        ><a class="btn" [routerLink]="steer().path">{{ steer().label }}</a></bn-page-state
      >
    } @else {
      <main id="page-main" class="wrap" tabindex="-1">
        <div class="head usage-head">
          <div>
            <h1>お知らせ</h1>
            <p>トークンの上限に近づいたことなどを、新しい順に並べています。</p>
          </div>
          <div class="row push">
            <a class="btn" [routerLink]="steer().path">{{ steer().label }}</a>
          </div>
        </div>
        <ol class="alerts notices" aria-label="お知らせ">
          @for (notice of notices(); track notice.id) {
            <li>
              <span class="tag" [class]="tone(notice)">{{ notice.percent === null ? '警報' : notice.percent + '％' }}</span>
              <span
                >{{ notice.text }}<small>{{ when(notice.raisedAt) }}{{ notice.isNew ? '　新しいお知らせ' : '' }}</small></span
              >
            </li>
          }
        </ol>
        @if (failure(); as sentence) {
          <p class="bad" role="alert">{{ sentence }}</p>
        }
        @if (isLoading()) {
          <p role="status">読み込んでいます。</p>
        } @else if (next() !== null) {
          <p class="more"><button class="btn" type="button" (click)="load()">続きを読み込む</button></p>
        }
      </main>
    }
  `,
})
export class NoticesPage {
  private readonly api = inject(Notices);
  private readonly session = inject(Session);

  protected readonly notices = signal<readonly NoticeView[]>([]);
  protected readonly next = signal<number | null>(null);
  protected readonly isLoading = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly when = (iso: string) => dayAndTime(iso);

  /** Where the person can do something about it, or look closer. */
  protected readonly steer = computed(() => {
    const roles = this.session.view()?.person.roles ?? [];
    return roles.includes('admin') || roles.includes('head')
      ? { path: '/usage/caps', label: 'トークンの配分' }
      : { path: '/usage', label: '使用量' };
  });

  constructor() {
    void this.load();
  }

  protected tone({ percent }: NoticeView): string {
    if (percent === null || percent >= STOP_PERCENT) {
      return 'err';
    }
    return percent >= WARNING_PERCENT ? 'warn' : '';
  }

  protected async load(): Promise<void> {
    this.isLoading.set(true);
    this.failure.set(null);
    try {
      const page = await this.api.page(this.next());
      this.notices.update((known) => [...known, ...page.notices]);
      this.next.set(page.next);
      const newest = this.notices()[0];
      if (newest?.isNew === true) {
        await this.api.markSeen(newest.id);
      }
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isLoading.set(false);
    }
  }
}
