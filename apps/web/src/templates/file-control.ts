import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  model,
  output,
  signal,
  untracked,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import {
  cleanFileName,
  FILE_KINDS,
  fileKindWords,
  fileRefusal,
  sizeWords,
  USUAL_FILES,
  type AttachedFile,
  type Field,
} from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { filesOf, filesText } from './file-text';
import { FileUploads } from './file-uploads';
import { leaves } from './leaving';

/** Files that are chosen or dropped, sent at once, and named in a list; kept as one line a file (`filesText`). */
@Component({
  selector: 'bn-file-control',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    class: 'files',
    '[class.over]': 'isOver()',
    '(focusout)': 'leave($event)',
    '(dragover)': 'hover($event)',
    '(dragleave)': 'isOver.set(false)',
    '(drop)': 'drop($event)',
  },
  templateUrl: './file-control.html',
})
export class FileControl implements FormValueControl<string> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  /** null where the form is only looked at: nothing is sent from there. */
  protected readonly uploads = inject(FileUploads, { optional: true });

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly field = input.required<Field>();
  readonly describedBy = input<string | null>(null);

  protected readonly size = sizeWords;
  protected readonly isOver = signal(false);
  protected readonly files = computed(() => filesOf(this.value()));
  protected readonly open = computed(() => this.uploads?.of(this.field().id) ?? []);
  protected readonly limit = computed(() => this.field().maxRows ?? USUAL_FILES);
  private readonly kinds = computed(() => this.field().accept ?? FILE_KINDS);
  protected readonly kindWords = computed(() =>
    this.kinds()
      .map((kind) => fileKindWords[kind])
      .join('、'),
  );
  protected readonly endings = computed(() =>
    this.kinds()
      .flatMap((kind) => (kind === 'jpg' ? ['.jpg', '.jpeg'] : [`.${kind}`]))
      .join(','),
  );
  private readonly room = computed(
    () => this.limit() - this.files().length - this.open().filter(({ state }) => state !== 'refused').length,
  );
  protected readonly isFull = computed(() => this.room() <= 0);

  /** What is said aloud when it changes. */
  protected readonly said = computed(() => {
    const unsent = this.open().filter(({ state }) => state === 'sending' || state === 'waiting').length;
    return unsent > 0 ? `ファイルを送っています。残り${String(unsent)}個です。` : `${String(this.files().length)}個のファイルがあります。`;
  });

  constructor() {
    effect(() => {
      const arrived = this.uploads?.arrivedAt(this.field().id) ?? [];
      if (arrived.length > 0) {
        untracked(() => {
          this.value.set(filesText([...this.files(), ...arrived]));
          this.uploads?.collect(this.field().id);
        });
      }
    });
  }

  protected choose(picker: HTMLInputElement): void {
    this.take([...(picker.files ?? [])]);
    picker.value = '';
  }

  protected hover(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(true);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    this.take([...(event.dataTransfer?.files ?? [])]);
  }

  protected remove({ id }: AttachedFile): void {
    this.value.set(filesText(this.files().filter((file) => file.id !== id)));
    this.uploads?.erase(id);
    this.focusButton();
  }

  protected giveUp(key: number): void {
    this.uploads?.drop(key);
    this.focusButton();
  }

  protected leave(event: FocusEvent): void {
    if (leaves(this.host.nativeElement, event)) {
      this.touch.emit();
    }
  }

  private take(files: readonly File[]): void {
    const room = this.room();
    let taken = 0;
    const chosen = files.map((file) => {
      const fault = fileRefusal({ name: cleanFileName(file.name), bytes: file.size }, this.kinds());
      const refusal = fault ?? (taken < room ? null : 'too-many');
      taken += refusal === null ? 1 : 0;
      return { file, refusal };
    });
    this.uploads?.add(this.field().id, chosen);
  }

  private focusButton(): void {
    afterNextRender(() => document.getElementById(this.field().id)?.focus(), { injector: this.injector });
  }
}
