import { afterNextRender, ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import type { VersionView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { ChangesList } from './changes-list';
import { CurationApi } from './curation-api';
import { Editor } from './editor';
import { STATE_WORDS } from './words';

/** Somebody else has saved first: what their content and this one differ in, and the choice between them. Takes the focus. */
@Component({
  selector: 'bn-conflict-note',
  imports: [ChangesList, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="note warn conflict-note" role="alert" aria-labelledby="theirs-h">
      <h2 id="theirs-h" tabindex="-1"><bn-icon name="warning" />この版は、ほかの画面で先に保存されました</h2>
      <p class="sub">この版を直した人：{{ authors() }}</p>
      @if (theirs().canEdit) {
        <p>あなたの変更は、この画面に残っています。違いを見て、どちらで続けるかを選んでください。</p>
      } @else {
        <p>いまは「{{ state() }}」のため、あなたの変更は保存できません。この画面には残っています。作成中に戻してもらうと、保存できます。</p>
      }
      <p class="sub">先に保存された内容から、あなたの内容への違いです。</p>
      @if (difference.hasValue()) {
        <bn-changes-list [changes]="difference.value()" />
      } @else {
        <p role="status">{{ difference.error() ? '違いを読み込めませんでした。' : '比べています。' }}</p>
      }
      <div class="row">
        @if (theirs().canEdit) {
          <button class="btn main" type="button" (click)="keepMine()">わたしの内容で保存する</button>
        } @else {
          <button class="btn main" type="button" (click)="lookAgain()">作成中に戻ったか確かめる</button>
        }
        <button class="btn" type="button" (click)="takeTheirs()">先に保存された内容で続ける</button>
      </div>
    </section>
  `,
})
export class ConflictNote {
  private readonly api = inject(CurationApi);
  private readonly editor = inject(Editor);

  readonly theirs = input.required<VersionView>();
  /** One of the two was chosen. */
  readonly settled = output();

  protected readonly difference = resource({
    params: () => ({ before: this.theirs().content, after: this.editor.content() }),
    loader: ({ params }) => this.api.compare(params.before, params.after),
  });

  constructor() {
    afterNextRender(() => {
      document.getElementById('theirs-h')?.focus();
    });
  }

  protected readonly authors = computed(() =>
    this.theirs()
      .authors.map(({ name }) => name)
      .join('、'),
  );
  protected readonly state = computed(() => STATE_WORDS[this.theirs().state]);

  protected lookAgain(): void {
    void this.editor.lookAgain();
  }

  protected keepMine(): void {
    this.editor.keepMine();
    this.settled.emit();
  }

  protected takeTheirs(): void {
    this.editor.takeTheirs();
    this.settled.emit();
  }
}
