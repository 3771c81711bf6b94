import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { DraftView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { saveFile } from '../shared/save-file';
import { DraftApi } from './draft-api';

/** The Word file: with 案 until somebody has confirmed the text. */
@Component({
  selector: 'bn-export-panel',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>Wordで出力する</h2>
    <div class="file">
      <bn-icon name="file" />
      <div>
        <p>{{ isFinal() ? draft().fileNames.final : draft().fileNames.draft }}</p>
        <p class="sub">A4　版{{ draft().revision }}　{{ isFinal() ? '「案」の文字は入りません' : '「案」の文字が入ります' }}</p>
        @if (draft().practice) {
          <p class="sub">稽古用の文字も入ります</p>
        }
      </div>
    </div>
    <button
      class="btn main big wide"
      type="button"
      [attr.aria-disabled]="isMaking() ? 'true' : null"
      (click)="export(isFinal() ? 'final' : 'draft')"
    >
      <bn-icon name="download" />{{ isMaking() ? 'つくっています' : isFinal() ? 'Wordで出力する' : '「案」として出力する' }}
    </button>
    @if (isFinal()) {
      <button class="btn wide" type="button" (click)="export('draft')">「案」として出力する</button>
    } @else if (draft().trialTest === null) {
      <p class="sub">確認が済むと、「案」の文字が入らない確定版を出力できます。</p>
    }
    <p role="status" class="saved">
      @if (made(); as words) {
        <bn-icon name="done" /><span>{{ words }}</span>
      }
    </p>
    @if (failure(); as sentence) {
      <p class="bad" role="alert">
        <bn-icon name="warning" /><span>{{ sentence }}</span>
      </p>
    }
    <p class="sub">文書の情報に、様式の名前と、AIを使ったことを記録します。</p>
  `,
})
export class ExportPanel {
  private readonly api = inject(DraftApi);

  readonly draft = input.required<DraftView>();
  protected readonly isFinal = computed(() => this.draft().confirmed);
  protected readonly isMaking = signal(false);
  protected readonly made = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);

  protected async export(status: 'draft' | 'final'): Promise<void> {
    if (this.isMaking()) {
      return;
    }
    this.isMaking.set(true);
    this.failure.set(null);
    try {
      saveFile(await this.api.export(this.draft().id, status), this.draft().fileNames[status]);
      this.made.set(`${clock(new Date().toISOString())}に出力しました`);
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isMaking.set(false);
    }
  }
}
