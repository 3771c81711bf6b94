import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import type { DraftView } from '@bunan/contracts';
import { aboutTokens, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { SCOPE_LABELS } from '../usage/usage';
import { DraftApi } from './draft-api';

/** A text that ended at its limit: which sections are unfinished, and what having them continued would cost. */
@Component({
  selector: 'bn-cut-note',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="note warn" aria-labelledby="cut-h">
      <h2 id="cut-h"><bn-icon name="warning" />文章が途中で終わっています</h2>
      <p>決めた長さに達しました（途中で打ち切り）。ここまでの文章は残っています。</p>
      @if (unfinished(); as labels) {
        <p>続きがいるところ：{{ labels }}</p>
      }
      @if (draft().continuationFailure; as failure) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ failure.message }}</span>
        </p>
      }
      @if (unfinished() !== null) {
        @if (price.hasValue()) {
          @if (price.value(); as cost) {
            @if (cost.isTooLong) {
              <p>資料と、ここまでの文章が長く、AIが一度に読めません。手で書き足してください。</p>
            } @else if (cost.fits) {
              <p class="row">
                <button class="btn" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="start()">
                  {{ isBusy() ? '書き始めています' : '続きを生成する' }}</button><span class="sub"
                  >約{{ about(cost.expectedTokens) }}トークン（最も多い場合 {{ exact(cost.worstTokens) }}）</span
                >
              </p>
            } @else {
              <p>
                続きの生成には最も多い場合で{{ exact(cost.worstTokens) }}トークンが要りますが、{{ left() }}。手で書き足せば完成できます。
              </p>
            }
          }
        } @else if (price.isLoading()) {
          <p class="sub" role="status">続きにかかるトークンを調べています。</p>
        } @else if (price.error()) {
          <p class="row">
            <span>続きにかかるトークンを調べられませんでした。</span
            ><button class="btn plain" type="button" (click)="price.reload()">もう一度調べる</button>
          </p>
        }
      }
      <p class="sub">手で書き足すには、その節の「手で直す」を選びます。</p>
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
    </section>
  `,
})
export class CutNote {
  private readonly api = inject(DraftApi);

  readonly draft = input.required<DraftView>();

  protected readonly about = aboutTokens;
  protected readonly exact = tokens;
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);

  /** Names of the unfinished sections; null where only the text as a whole is known to be cut. */
  protected readonly unfinished = computed(() => {
    const labels = this.draft().sections.flatMap(({ isCut, label }) => (isCut ? [`「${label}」`] : []));
    return labels.length === 0 ? null : labels.join('、');
  });

  /** Asked for anew with every revision: a hand may have finished a section. */
  protected readonly price = resource({
    params: () => (this.unfinished() === null ? undefined : { id: this.draft().id, revision: this.draft().revision }),
    loader: ({ params }) => this.api.continuationPrice(params.id),
  });

  protected readonly left = computed(() => {
    const remaining = this.price.hasValue() ? this.price.value().remaining : null;
    return remaining === null ? 'いまは契約期間ではありません' : `${SCOPE_LABELS[remaining.scope]}の残りは${tokens(remaining.tokens)}です`;
  });

  /** The page follows the draft, and shows it being written. */
  protected async start(): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      await this.api.continue(this.draft().id);
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
