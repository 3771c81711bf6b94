import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { sizeWords, type DraftView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { saveFile } from '../shared/save-file';
import { DraftApi } from './draft-api';

/** The files that came with the form, each a link by which it is saved. */
@Component({
  selector: 'bn-attached-files',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>
      添付ファイル<span class="sub num">{{ draft().files.length }}個</span>
    </h2>
    <p class="sub">文書とは別のファイルです。Wordの中には入りません。</p>
    <ul class="file-list">
      @for (file of draft().files; track file.id) {
        <li class="file">
          <bn-icon name="file" />
          <p class="file-name">
            <a [href]="hrefOf(file.id)" [download]="file.name" (click)="fetch($event, file)">{{ file.name }}</a><span class="sub num">{{
              size(file.bytes)
            }}</span>
          </p>
        </li>
      }
    </ul>
    @if (failure(); as sentence) {
      <p class="bad" role="alert">
        <bn-icon name="warning" /><span>{{ sentence }}</span>
      </p>
    }
  `,
})
export class AttachedFiles {
  private readonly api = inject(DraftApi);

  readonly draft = input.required<DraftView>();
  protected readonly failure = signal<string | null>(null);
  protected readonly size = sizeWords;

  protected hrefOf(fileId: string): string {
    return this.api.fileUrl(this.draft().id, fileId);
  }

  /** Fetched by us, so that a session that has ended is asked for again, and a failure is said. */
  protected async fetch(event: Event, file: { readonly id: string; readonly name: string }): Promise<void> {
    event.preventDefault();
    this.failure.set(null);
    try {
      saveFile(await this.api.file(this.draft().id, file.id), file.name);
    } catch (error) {
      this.failure.set(sentenceOf(error));
    }
  }
}
