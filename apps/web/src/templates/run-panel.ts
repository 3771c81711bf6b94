import { ChangeDetectionStrategy, Component, computed, inject, input, output, viewChild, type ElementRef } from '@angular/core';
import type { EstimateView, Field } from '@bunan/contracts';
import { aboutTokens, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { SCOPE_LABELS, Usage } from '../usage/usage';

/** What a run would cost, what of the form the model sees, and the one button. */
@Component({
  selector: 'bn-run-panel',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'run', 'aria-labelledby': 'run-title', role: 'complementary' },
  template: `
    @if (usesModel()) {
      <h2 id="run-title">文案をつくる前に</h2>
      <dl class="cost" aria-live="polite">
        <div class="big">
          <dt>この文案</dt>
          <dd>
            約<b>{{ about(expected()) }}</b
            ><span>トークン</span>
          </dd>
        </div>
        @if (estimate(); as known) {
          <div>
            <dt>うちAIに送る分</dt>
            <dd>{{ tokens(known.inputTokens) }}</dd>
          </div>
          <div>
            <dt>最も多い場合</dt>
            <dd>{{ tokens(known.worstTokens) }}</dd>
          </div>
        }
        @for (row of remaining(); track row.label) {
          <div [class.low]="row.isShort">
            <dt>{{ row.label }}</dt>
            <dd>{{ row.text }}</dd>
          </div>
        }
      </dl>
      @if (share(); as words) {
        <p class="sub">{{ words }}</p>
      }
      @if (estimate()?.isTooLong === true) {
        <p class="bad">
          <bn-icon name="warning" /><span>資料が長く、AIが一度に読めません。資料を短くするか、定型文でつくってください。</span>
        </p>
      } @else if (estimate()?.fits === false) {
        <p class="bad"><bn-icon name="warning" /><span>残りが足りないため、AIは書けません。定型文でつくれます。</span></p>
      }
      <button class="btn big wide" [class.main]="hasMain()" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">
        {{ isBusy() ? 'つくり始めています' : '文案をつくる' }}
      </button>
      <button class="btn wide" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="boilerplate.emit()">
        定型文でつくる（0トークン）
      </button>
      <div class="sees-sum">
        <h3>AIとのやりとり</h3>
        <p>
          <bn-icon name="eye" /><span
            >読みます<b>{{ sees().raw }}項目</b></span
          >
        </p>
        <p>
          <bn-icon name="lock" /><span
            >渡しません<b>{{ sees().kept }}項目</b></span
          >
        </p>
        @if (masked() > 0) {
          <p>
            <bn-icon name="masked" /><span
              >伏せて渡す語<b>{{ masked() }}か所</b></span
            >
          </p>
        }
        <button class="btn plain" type="button" (click)="open()">送る内容を先に見る</button>
      </div>
    } @else {
      <h2 id="run-title">文書をつくる前に</h2>
      <p class="sub">AIが書くところはありません。入力した内容を、そのまま紙面に組みます。</p>
      <button class="btn big wide" [class.main]="hasMain()" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">
        {{ isBusy() ? 'つくり始めています' : '文書をつくる（0トークン）' }}
      </button>
    }
    <ng-content />
    <dialog #preview class="preview" aria-labelledby="preview-title">
      <div class="row">
        <h2 id="preview-title" tabindex="-1">AIに送る内容</h2>
        <button class="btn push" type="button" (click)="preview.close()">閉じる</button>
      </div>
      @if (estimate(); as known) {
        <p class="sub">名前・日付・電話番号などは、{{ '{' + '{' }}…{{ '}' + '}' }} の印に替わっています。この内容だけがAIに送られます。</p>
        @for (message of known.messages; track $index) {
          <h3>{{ message.role === 'system' ? '1　書き方の決まり（いつも同じ）' : '2　この文書について' }}</h3>
          <pre tabindex="0">{{ message.content }}</pre>
        }
      } @else {
        <p>入力の誤りを直すと、送る内容を見られます。</p>
      }
    </dialog>
  `,
})
export class RunPanel {
  private readonly usage = inject(Usage);
  private readonly preview = viewChild.required<ElementRef<HTMLDialogElement>>('preview');

  readonly fields = input.required<readonly Field[]>();
  /** null while the form cannot be run yet. */
  readonly estimate = input.required<EstimateView | null>();
  readonly usualTokens = input.required<number>();
  /** Whether a model writes anything in this document. */
  readonly usesModel = input.required<boolean>();
  readonly isBusy = input(false);
  /** While errors stand, the next action is the next error, not this button. */
  readonly hasMain = input(true);
  readonly boilerplate = output();

  protected readonly about = aboutTokens;
  protected readonly tokens = tokens;
  protected readonly expected = computed(() => this.estimate()?.expectedTokens ?? this.usualTokens());
  protected readonly masked = computed(() => (this.estimate()?.masked ?? []).reduce((sum, each) => sum + each.count, 0));

  protected readonly sees = computed(() => {
    const raw = this.fields().filter((field) => field.toLlm === 'raw').length;
    return { raw, kept: this.fields().length - raw };
  });

  protected readonly remaining = computed(() => {
    const worst = this.estimate()?.worstTokens ?? this.usualTokens();
    return (this.usage.view()?.allowances ?? []).flatMap(({ scope, remainingTokens }) =>
      remainingTokens === null
        ? []
        : [{ label: `${SCOPE_LABELS[scope]}の残り`, text: tokens(remainingTokens), isShort: remainingTokens < worst }],
    );
  });

  /** How much the run takes: at most of what is left to person and department; before it is known, of the tightest cap. */
  protected readonly share = computed(() => {
    const estimate = this.estimate();
    if (estimate !== null) {
      return worstShare(estimate);
    }
    const left = this.usage.tightest();
    return left === null || left.remainingTokens === 0
      ? null
      : `${left.label}の残りの${percent(this.expected(), left.remainingTokens)}を使います。`;
  });

  protected open(): void {
    this.preview().nativeElement.showModal();
  }
}

/** 3％, 0.2％, 0.1％未満: one digit behind the point where it tells something. */
function percent(part: number, whole: number): string {
  const share = (part / whole) * 100;
  return share < 0.1 ? '0.1％未満' : `${share < 10 ? String(Math.round(share * 10) / 10) : String(Math.round(share))}％`;
}

/** 多くても、わたしの残りの3％、課の残りの0.2％を使います。 Of what does not suffice nothing: that is said by itself. */
function worstShare({ worstTokens, left, remaining }: EstimateView): string | null {
  const own = [
    { scope: 'person', tokens: left.person },
    { scope: 'department', tokens: left.department },
  ] as const;
  const known = own.some((each) => each.tokens !== null) || remaining === null ? own : [remaining];
  const shares = known.flatMap((each) =>
    each.tokens === null || each.tokens < worstTokens ? [] : [`${SCOPE_LABELS[each.scope]}の残りの${percent(worstTokens, each.tokens)}`],
  );
  return shares.length === 0 ? null : `多くても、${shares.join('、')}を使います。`;
}
