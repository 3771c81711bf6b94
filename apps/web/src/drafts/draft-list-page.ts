import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DraftSummary } from '@bunan/contracts';
import { dayAndTime } from '../shared/format';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { DraftApi } from './draft-api';
import { STATE_LABELS, STATE_TONES } from './state-labels';

/** The drafts of the department, newest first. */
@Component({
  selector: 'bn-draft-list-page',
  imports: [PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (failure() !== null && drafts().length === 0) {
      <bn-page-state icon="warning" tone="warning" heading="文案の一覧を読み込めませんでした" [text]="failure() ?? ''"
        ><button class="btn main" type="button" (click)="load()">もう一度読み込む</button></bn-page-state
      >
    } @else if (!isLoading() && drafts().length === 0) {
      <bn-page-state icon="file" heading="まだ文案がありません" text="様式を選ぶと、ここに並びます。"
        ><a class="btn main" routerLink="/templates">様式をさがす</a></bn-page-state
      >
    } @else {
      <main id="page-main" class="wrap" tabindex="-1">
        <div class="head">
          <h1>文案</h1>
          <p>課の文案を、新しい順に並べています。ほかの課の文案は見えません。</p>
        </div>
        <table class="tbl drafts">
          <caption class="sr">
            課の文案
          </caption>
          <thead>
            <tr>
              <th scope="col">件名</th>
              <th scope="col">様式</th>
              <th scope="col">つくった人</th>
              <th scope="col">状態</th>
              <th scope="col" class="r">更新</th>
            </tr>
          </thead>
          <tbody>
            @for (draft of drafts(); track draft.id) {
              <tr>
                <th scope="row">
                  <a [routerLink]="['/drafts', draft.id]">{{ draft.title }}</a>
                </th>
                <td>{{ draft.templateName }}</td>
                <td>
                  <span class="nb">{{ draft.author.name }}</span>
                </td>
                <td>
                  <span class="tag" [class]="tone(draft)">{{ label(draft) }}</span>
                </td>
                <td class="r">{{ when(draft.updatedAt) }}</td>
              </tr>
            }
          </tbody>
        </table>
        @if (isLoading()) {
          <p role="status">読み込んでいます。</p>
        } @else if (next() !== null) {
          <p class="more"><button class="btn" type="button" (click)="load()">続きを読み込む</button></p>
        }
      </main>
    }
  `,
})
export class DraftListPage {
  private readonly api = inject(DraftApi);

  protected readonly drafts = signal<readonly DraftSummary[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly isLoading = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly when = (iso: string) => dayAndTime(iso);

  constructor() {
    void this.load();
  }

  protected label(draft: DraftSummary): string {
    return draft.confirmed ? '確認済み' : STATE_LABELS[draft.state];
  }

  protected tone(draft: DraftSummary): string {
    return draft.confirmed ? 'ok' : STATE_TONES[draft.state];
  }

  protected async load(): Promise<void> {
    this.isLoading.set(true);
    this.failure.set(null);
    try {
      const page = await this.api.list(this.next() ?? undefined);
      this.drafts.update((known) => [...known, ...page.drafts]);
      this.next.set(page.next);
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isLoading.set(false);
    }
  }
}
