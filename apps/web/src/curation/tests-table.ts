import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TestResult, TrialView, VersionView } from '@bunan/contracts';
import { STATE_LABELS } from '../drafts/state-labels';
import { aboutTokens, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { Modal } from '../shared/modal';
import { sentenceOf } from '../shared/problems';
import { CurationApi } from './curation-api';
import { listAt, textAt } from './definition';
import { Editor } from './editor';
import { expectedWords } from './expectation-words';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly index: number;
  readonly boilerplate: TestResult | undefined;
  readonly answer: TestResult | undefined;
  /** What it makes sure of, by kind: 「語がある7、節の字数1」. */
  readonly expects: string;
}

/** The tests of a template: green or red on its boilerplate and on recorded answers; on the model on request. */
@Component({
  selector: 'bn-tests-table',
  imports: [Icon, Modal, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="u-sec" aria-labelledby="tests-h">
      <h2 id="tests-h">試験　{{ heading() }}</h2>
      <p class="sub">入力するたびに、定型文と記録した回答で確かめています（0トークン）。AIで試すのは、審査に出した後です。</p>
      @if (rows().length > 0) {
        <table class="tbl tests">
          <thead>
            <tr>
              <th scope="col">試験</th>
              <th scope="col">確かめること</th>
              <th scope="col">定型文</th>
              <th scope="col">記録した回答</th>
              <th scope="col">AIで試す</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track row.id) {
              <tr>
                <th scope="row">
                  <button class="btn plain" type="button" (click)="opened.emit(row.index)">{{ row.name }}</button>
                </th>
                <td data-l="確かめること">{{ row.expects }}</td>
                @for (result of [row.boilerplate, row.answer]; track $index) {
                  <td [attr.data-l]="$index === 0 ? '定型文' : '記録した回答'">
                    @if (result === undefined) {
                      <span class="sub">―</span>
                    } @else if (result.failures.length === 0) {
                      <span class="res ok"><bn-icon name="done" />合格</span>
                    } @else {
                      <span class="res ng"><bn-icon name="remove" />不合格</span>
                      @for (failure of result.failures; track $index) {
                        <small>{{ failure.message }}</small>
                      }
                    }
                  </td>
                }
                <td data-l="AIで試す">
                  @if (canTry()) {
                    <button class="btn plain" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="ask(row)">試す</button>
                  } @else {
                    <span class="sub">―</span>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      }
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
    </section>
    @if (trial(); as asked) {
      <dialog bnModal class="ask" aria-labelledby="trial-h" (dismissed)="trial.set(null)">
        <h2 id="trial-h">AIで試す　{{ nameOf(asked) }}</h2>
        <p>
          この試験の入力で、AIに一度書かせます。約<b>{{ about(asked.expectedTokens) }}</b
          >トークン（多くても{{ tokens(asked.worstTokens) }}）を、あなたと課の配分から使います。
        </p>
        @if (asked.run; as run) {
          <p>
            前に試した結果：{{ label(run.state) }}、{{ tokens(run.usedTokens) }}トークン。
            @if (run.result; as result) {
              @if (result.failures.length === 0) {
                <span class="res ok"><bn-icon name="done" />合格</span>
              } @else {
                <span class="res ng"><bn-icon name="remove" />不合格</span>
              }
            }
          </p>
          @for (failure of run.result?.failures ?? []; track $index) {
            <p class="bad">
              <bn-icon name="warning" /><span>{{ failure.message }}</span>
            </p>
          }
          <p><a [routerLink]="['/drafts', run.draftId]">試した文案を見る</a></p>
        }
        @if (asked.hindrance; as why) {
          <p class="bad" id="trial-why">
            <bn-icon name="warning" /><span>{{ why }}</span>
          </p>
        }
        <p class="row">
          <button
            class="btn main"
            type="button"
            [attr.aria-disabled]="asked.hindrance !== null || isBusy() ? 'true' : null"
            [attr.aria-describedby]="asked.hindrance === null ? null : 'trial-why'"
            (click)="run(asked)"
          >
            {{ isBusy() ? '始めています' : '試す（約' + about(asked.expectedTokens) + 'トークン）' }}
          </button>
          <button class="btn plain" type="button" (click)="trial.set(null)">閉じる</button>
        </p>
      </dialog>
    }
  `,
})
export class TestsTable {
  protected readonly editor = inject(Editor);
  private readonly api = inject(CurationApi);

  readonly version = input.required<VersionView>();
  /** A test should be opened in the editor. */
  readonly opened = output<number>();

  protected readonly trial = signal<TrialView | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly about = aboutTokens;
  protected readonly tokens = tokens;

  protected readonly canTry = computed(() => ['in-review', 'approved', 'published'].includes(this.version().state));

  protected readonly rows = computed((): Row[] => {
    const results = this.editor.check()?.results ?? [];
    const of = (id: string, kind: TestResult['of']) => results.find((result) => result.testId === id && result.of === kind);
    return listAt(this.editor.content(), 'tests').map((test, index) => {
      const id = textAt(test, 'id');
      return {
        id,
        index,
        name: textAt(test, 'name') || id,
        boilerplate: of(id, 'boilerplate'),
        answer: of(id, 'answer'),
        expects: expectedWords(listAt(test, 'expect').map((each) => textAt(each, 'that'))),
      };
    });
  });

  protected readonly heading = computed(() => {
    const all = this.rows().length;
    if (all === 0) {
      return 'まだありません';
    }
    const results = this.editor.check()?.results ?? [];
    if (this.editor.faults().length > 0) {
      return `${String(all)}件（誤りを直すと試せます）`;
    }
    return results.length === 0 ? `${String(all)}件` : `${String(all)}件のうち${String(all - this.editor.red())}件合格`;
  });

  protected label(state: keyof typeof STATE_LABELS): string {
    return STATE_LABELS[state];
  }

  protected nameOf({ testId }: TrialView): string {
    return this.rows().find(({ id }) => id === testId)?.name ?? testId;
  }

  protected async ask({ id }: Row): Promise<void> {
    await this.take(() => this.api.trial(this.version().templateId, this.version().version, id));
  }

  protected async run({ testId, hindrance }: TrialView): Promise<void> {
    if (hindrance === null) {
      await this.take(() => this.api.runTrial(this.version().templateId, this.version().version, testId));
    }
  }

  /** One question at a time. */
  private async take(request: () => Promise<TrialView>): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      this.trial.set(await request());
    } catch (error) {
      this.trial.set(null);
      this.failure.set(sentenceOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
