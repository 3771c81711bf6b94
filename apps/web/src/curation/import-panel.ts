import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, inject, Injector, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MAX_TEMPLATE_BYTES, TEMPLATE_TOO_LARGE, type ImportReport } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { ChangesList } from './changes-list';
import { CurationApi } from './curation-api';

/** The text of a file, and what the server says of it. */
interface Found {
  readonly text: string;
  readonly report: ImportReport;
}

/** Takes a template in from a file: first what it would change, then, if wanted, as a version in 作成中. */
@Component({
  selector: 'bn-import-panel',
  imports: [ChangesList, Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="cap-form" aria-labelledby="import-h">
      <h2 id="import-h" tabindex="-1">ファイルから取り込む</h2>
      <p class="sub">ほかの市が書き出した様式のファイル（.json）を選んでください。まず、何が変わるかを示します。</p>
      <div class="field">
        <label class="label" for="import-file">様式のファイル</label>
        <input
          #file
          class="in"
          id="import-file"
          type="file"
          accept=".json,application/json"
          [disabled]="isTaking()"
          (change)="look(file.files)"
        />
      </div>
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
      @if (report(); as found) {
        <div role="status">
          @switch (found.outcome) {
            @case ('refused') {
              <p class="bad"><bn-icon name="warning" /><span>このファイルは取り込めません。</span></p>
              <ul>
                @for (fault of found.faults; track $index) {
                  <li>
                    {{ fault.message }}<small class="quiet">{{ fault.path }}</small>
                  </li>
                }
              </ul>
            }
            @case ('same') {
              <p>「{{ found.name }}」は、いまの様式と同じです。取り込むものはありません。</p>
            }
            @case ('new') {
              <p>「{{ found.name }}」を、新しい様式として取り込みます。試験{{ tests(found) }}。</p>
            }
            @case ('change') {
              <p>「{{ found.name }}」の次の版として取り込みます。違いは{{ found.changes.length }}か所です。試験{{ tests(found) }}。</p>
              <bn-changes-list [changes]="found.changes" />
            }
          }
        </div>
        @if (found.version !== null) {
          <p class="note ok" id="taken-in" tabindex="-1">
            取り込みました。<a [routerLink]="['/curation', found.templateId, found.version]">版{{ found.version }}を開く</a>
          </p>
        }
      }
      <p class="row">
        @if (applicable(); as text) {
          <button class="btn main" type="button" [attr.aria-disabled]="isTaking() ? 'true' : null" (click)="apply(text)">
            取り込む（作成中の版になります）
          </button>
        }
        <button class="btn plain" type="button" (click)="closed.emit()">閉じる</button>
      </p>
    </section>
  `,
})
export class ImportPanel {
  private readonly api = inject(CurationApi);
  private readonly injector = inject(Injector);

  readonly closed = output();
  /** Something was taken in. */
  readonly imported = output();

  private readonly found = signal<Found | null>(null);
  protected readonly report = computed(() => this.found()?.report ?? null);
  protected readonly failure = signal<string | null>(null);
  /** What was found is being taken in. */
  protected readonly isTaking = signal(false);
  /** The text that can be taken in; null: there is none, or it has been. */
  protected readonly applicable = computed(() => {
    const found = this.found();
    return found?.report.version === null && (found.report.outcome === 'new' || found.report.outcome === 'change') ? found.text : null;
  });
  private looks = 0;
  private isClosed = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.isClosed = true;
    });
  }

  protected tests({ results }: ImportReport): string {
    const red = results.filter(({ failures }) => failures.length > 0).length;
    return red === 0 ? 'は全部合格しています' : `のうち${String(red)}件が不合格です`;
  }

  /** The newest file counts: what is said late is of another one. */
  protected async look(files: FileList | null): Promise<void> {
    this.looks += 1;
    const mine = this.looks;
    const file = files?.[0];
    this.found.set(null);
    this.failure.set(null);
    if (file === undefined) {
      return;
    }
    // Larger ones are not even read.
    if (file.size > MAX_TEMPLATE_BYTES) {
      this.failure.set(TEMPLATE_TOO_LARGE);
      return;
    }
    try {
      const found = await this.ask(await file.text(), false);
      if (mine === this.looks) {
        this.found.set(found);
      }
    } catch (error) {
      if (mine === this.looks) {
        this.failure.set(sentenceOf(error));
      }
    }
  }

  protected async apply(text: string): Promise<void> {
    if (this.isTaking()) {
      return;
    }
    this.isTaking.set(true);
    this.failure.set(null);
    try {
      this.found.set(await this.ask(text, true));
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isTaking.set(false);
    }
    if (this.report()?.version !== null && !this.isClosed) {
      this.imported.emit();
      afterNextRender(() => document.getElementById('taken-in')?.focus(), { injector: this.injector });
    }
  }

  private async ask(text: string, apply: boolean): Promise<Found> {
    return { text, report: await this.api.import({ file: text, apply }) };
  }
}
