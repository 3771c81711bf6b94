import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { TestResult, TrialRunView, VersionState, VersionView } from '@bunan/contracts';
import { STATE_LABELS } from '../drafts/state-labels';
import { Session } from '../shared/session';
import { listAt, textAt } from './definition';
import { Editor } from './editor';
import { expectedWords } from './expectation-words';
import { TrialDialog } from './trial-dialog';
import { isUnderWay, TrialRuns } from './trial-runs';
import { Verdict } from './verdict';

/** States in which the content stands still: what is tried is what is approved. */
const STANDING: ReadonlySet<VersionState> = new Set(['in-review', 'approved', 'published']);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly index: number;
  readonly boilerplate: TestResult | undefined;
  readonly answer: TestResult | undefined;
  /** Its newest run on the model. */
  readonly run: TrialRunView | undefined;
  /** What it makes sure of, by kind: 「語がある7、節の字数1」. */
  readonly expects: string;
}

/** The tests of a template: green or red on its boilerplate and on recorded answers; on the model on request. */
@Component({
  selector: 'bn-tests-table',
  imports: [TrialDialog, Verdict],
  providers: [TrialRuns],
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
                    } @else {
                      <bn-verdict [result]="result" />
                    }
                  </td>
                }
                <td data-l="AIで試す">
                  @if (canTry()) {
                    @if (row.run; as run) {
                      @if (run.result; as result) {
                        <bn-verdict [result]="result" />
                      } @else {
                        <span class="sub">{{ label(run) }}</span>
                      }
                    }
                    <button class="btn plain" type="button" (click)="asked.set(row.id)">
                      {{ row.run === undefined ? '試す' : isUnderWay(row.run) ? 'ようすを見る' : '結果を見る'
                      }}<span class="sr">（{{ row.name }}）</span>
                    </button>
                  } @else {
                    <span class="sub">―</span>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      }
    </section>
    @if (askedRow(); as row) {
      <bn-trial-dialog
        [version]="version()"
        [testId]="row.id"
        [name]="row.name"
        [run]="row.run"
        (started)="trials.take($event)"
        (closed)="asked.set(null)"
      />
    }
  `,
})
export class TestsTable {
  protected readonly editor = inject(Editor);
  protected readonly trials = inject(TrialRuns);
  private readonly session = inject(Session);

  readonly version = input.required<VersionView>();
  /** A test should be opened in the editor. */
  readonly opened = output<number>();
  /** A run has begun, or the last one has ended: what may be done with the version is another. */
  readonly tried = output();

  /** The test whose run on the model is looked at. */
  protected readonly asked = signal<string | null>(null);

  protected readonly canTry = computed(() => {
    const roles = this.session.view()?.person.roles ?? [];
    return STANDING.has(this.version().state) && (roles.includes('curator') || roles.includes('approver'));
  });

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
        run: this.trials.all().find(({ testId }) => testId === id),
        expects: expectedWords(listAt(test, 'expect').map((each) => textAt(each, 'that'))),
      };
    });
  });

  protected readonly askedRow = computed(() => this.rows().find(({ id }) => id === this.asked()));

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

  protected readonly isUnderWay = isUnderWay;
  private readonly isTrying = computed(() => this.trials.all().some(isUnderWay));
  private wasTrying = false;

  constructor() {
    effect(() => {
      const isTrying = this.isTrying();
      untracked(() => {
        if (isTrying !== this.wasTrying) {
          this.wasTrying = isTrying;
          this.tried.emit();
        }
      });
    });
    effect(() => {
      const followed = this.canTry() ? this.version() : null;
      untracked(() => {
        this.trials.follow(followed);
      });
    });
  }

  protected label({ state }: TrialRunView): string {
    return STATE_LABELS[state];
  }
}
