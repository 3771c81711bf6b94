import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrialRunView, TrialView, VersionView } from '@bunan/contracts';
import { STATE_LABELS } from '../drafts/state-labels';
import { aboutTokens, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { Modal } from '../shared/modal';
import { sentenceOf } from '../shared/problems';
import { CurationApi } from './curation-api';
import { isUnderWay } from './trial-runs';
import { Verdict } from './verdict';

/** One test on the model: what it costs before it begins, that it is under way, and what came of it. */
@Component({
  selector: 'bn-trial-dialog',
  imports: [Icon, Modal, RouterLink, Verdict],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="ask" aria-labelledby="trial-h" (dismissed)="closed.emit()">
      <h2 id="trial-h">AIで試す　{{ name() }}</h2>
      @if (trial(); as asked) {
        <p>
          この試験の入力で、AIに一度書かせます。約<b>{{ about(asked.expectedTokens) }}</b
          >トークン（多くても{{ tokens(asked.worstTokens) }}）を、あなたと課の配分から使います。
        </p>
      } @else if (failure() === null) {
        <p role="status">使うトークンを調べています。</p>
      }
      <div class="trial-run" role="status">
        @if (isRunning()) {
          <p class="row tight" id="trial-why">
            <bn-icon name="pen" /><span>AIが書いています。終わると、ここに結果が出ます。閉じても続きます。</span>
          </p>
        } @else if (run(); as last) {
          <p>{{ last.department }}で試した結果（{{ tokens(last.usedTokens) }}トークン）</p>
          @if (last.result; as result) {
            <bn-verdict [result]="result" />
          } @else {
            <p>{{ label(last) }}</p>
          }
        }
      </div>
      @if (run(); as last) {
        @if (last.canOpen) {
          <p><a [routerLink]="['/drafts', last.draftId]">試した文案を見る</a></p>
        } @else {
          <p class="sub">文案を開けるのは、試した課（{{ last.department }}）だけです。</p>
        }
      }
      @if (hindrance(); as why) {
        <p class="bad" id="trial-why">
          <bn-icon name="warning" /><span>{{ why }}</span>
        </p>
      }
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
      <p class="row">
        @if (trial(); as asked) {
          <button
            class="btn main"
            type="button"
            [attr.aria-disabled]="mayRun() ? null : 'true'"
            [attr.aria-describedby]="asked.hindrance === null ? null : 'trial-why'"
            (click)="start()"
          >
            {{
              isStarting()
                ? '始めています'
                : (run() === undefined ? '試す' : 'もう一度試す') + '（約' + about(asked.expectedTokens) + 'トークン）'
            }}
          </button>
        }
        <button class="btn plain" type="button" (click)="closed.emit()">閉じる</button>
      </p>
    </dialog>
  `,
})
export class TrialDialog {
  private readonly api = inject(CurationApi);
  private requests = 0;

  readonly version = input.required<VersionView>();
  readonly testId = input.required<string>();
  readonly name = input.required<string>();
  /** The newest run of the test, followed by the page. */
  readonly run = input.required<TrialRunView | undefined>();
  readonly started = output<TrialRunView>();
  readonly closed = output();

  protected readonly trial = signal<TrialView | null>(null);
  protected readonly isStarting = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly about = aboutTokens;
  protected readonly tokens = tokens;

  protected readonly isRunning = computed(() => isUnderWay(this.run()));
  /** What stands in the way beside a run that is under way. */
  protected readonly hindrance = computed(() => {
    const trial = this.trial();
    return trial === null || this.isRunning() || isUnderWay(trial.run ?? undefined) ? null : trial.hindrance;
  });
  protected readonly mayRun = computed(() => this.trial()?.hindrance === null && !this.isRunning() && !this.isStarting());

  constructor() {
    const run = computed(() => `${this.run()?.draftId ?? ''} ${this.run()?.state ?? ''}`);
    effect(() => {
      // What a run has used changes what is left for the next.
      run();
      untracked(() => void this.take(this.api.trial(this.version().templateId, this.version().version, this.testId())));
    });
  }

  protected label({ state }: TrialRunView): string {
    return STATE_LABELS[state];
  }

  protected async start(): Promise<void> {
    if (!this.mayRun()) {
      return;
    }
    this.isStarting.set(true);
    const trial = await this.take(this.api.runTrial(this.version().templateId, this.version().version, this.testId()));
    this.isStarting.set(false);
    if (trial?.run) {
      this.started.emit(trial.run);
    }
  }

  /** The newest answer counts. */
  private async take(request: Promise<TrialView>): Promise<TrialView | null> {
    this.requests += 1;
    const mine = this.requests;
    try {
      const trial = await request;
      if (mine === this.requests) {
        this.trial.set(trial);
        this.failure.set(null);
      }
      return trial;
    } catch (error) {
      if (mine === this.requests) {
        this.failure.set(sentenceOf(error));
      }
      return null;
    }
  }
}
