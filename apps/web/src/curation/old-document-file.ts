import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import type { ProposalsView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { CurationApi } from './curation-api';

/** Largest file that the server reads, bytes. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Takes a Word file, chosen or dropped, and has it read. */
@Component({
  selector: 'bn-old-document-file',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div
      class="drop"
      [class.over]="isOver()"
      (dragover)="$event.preventDefault(); isOver.set(true)"
      (dragleave)="isOver.set(false)"
      (drop)="drop($event)"
    >
      <label class="label" for="old-file">Word文書（.docx、10MBまで）</label>
      <p class="help" id="old-help">選ぶと、すぐに読み取ります。ここにファイルを置くこともできます。</p>
      <input
        #file
        class="in"
        id="old-file"
        type="file"
        accept=".docx"
        aria-describedby="old-help old-note"
        [disabled]="isReading()"
        (change)="read(file.files); file.value = ''"
      />
      <p class="old-note" id="old-note">
        <bn-icon name="lock" /><span>AIは使いません（0トークン）。読み取るだけで、ファイルはサーバーに残しません。</span>
      </p>
      @if (isReading()) {
        <p class="reading" role="status">「{{ name() }}」を読み取っています</p>
      }
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
    </div>
  `,
})
export class OldDocumentFile {
  private readonly api = inject(CurationApi);

  /** The file was read: its name without the ending, and what was found. */
  readonly found = output<{ readonly name: string; readonly view: ProposalsView }>();

  protected readonly isOver = signal(false);
  protected readonly isReading = signal(false);
  protected readonly name = signal('');
  protected readonly failure = signal<string | null>(null);

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    this.read(event.dataTransfer?.files ?? null);
  }

  protected read(files: FileList | null): void {
    const file = files?.[0];
    if (file === undefined || this.isReading()) {
      return;
    }
    this.name.set(file.name);
    this.failure.set(refusalOf(file));
    if (this.failure() === null) {
      this.send(file);
    }
  }

  private send(file: File): void {
    this.isReading.set(true);
    void this.api
      .propose(file)
      .then(
        (view) => {
          this.found.emit({ name: file.name.replace(/\.docx$/i, ''), view });
        },
        (error: unknown) => {
          const problem = asProblem(error);
          this.failure.set(problem.errors[0]?.message ?? problem.message);
        },
      )
      .finally(() => {
        this.isReading.set(false);
      });
  }
}

/** Why a file is not even sent; null when it is. */
function refusalOf({ name, size }: File): string | null {
  if (!/\.docx$/i.test(name)) {
    return `「${name}」は、Word文書（.docx）ではありません。古い形式（.doc）やPDFは、Wordで開き、「.docx」として保存したものを選んでください。`;
  }
  if (size > MOST_BYTES) {
    const megabytes = (size / (1024 * 1024)).toFixed(1);
    return `「${name}」は大きすぎます（${megabytes}MB。10MBまで）。写真を削るか、文書を分けてください。`;
  }
  return size === 0 ? `「${name}」には何も入っていません。` : null;
}
