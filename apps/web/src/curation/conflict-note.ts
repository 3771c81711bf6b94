import { afterNextRender, ChangeDetectionStrategy, Component, inject, input, output, resource, untracked } from '@angular/core';
import type { VersionView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { Session } from '../shared/session';
import { ChangesList } from './changes-list';
import { CurationApi } from './curation-api';
import { Editor } from './editor';

/** Somebody else has saved first: what their content and this one differ in, and the choice between them. Takes the focus. */
@Component({
  selector: 'bn-conflict-note',
  imports: [ChangesList, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="note warn conflict-note" role="alert" aria-labelledby="theirs-h">
      <h2 id="theirs-h" tabindex="-1"><bn-icon name="warning" />{{ who() }}先に保存しました</h2>
      <p>あなたの変更は、この画面に残っています。違いを見て、どちらで続けるかを選んでください。</p>
      <p class="sub">先に保存された内容から、あなたの内容への違いです。</p>
      @if (difference.hasValue()) {
        <bn-changes-list [changes]="difference.value()" />
      } @else {
        <p role="status">{{ difference.error() ? '違いを読み込めませんでした。' : '比べています。' }}</p>
      }
      <div class="row">
        <button class="btn main" type="button" (click)="keepMine()">わたしの内容で保存する</button>
        <button class="btn" type="button" (click)="takeTheirs()">先に保存された内容で続ける</button>
      </div>
    </section>
  `,
})
export class ConflictNote {
  private readonly api = inject(CurationApi);
  private readonly editor = inject(Editor);
  private readonly session = inject(Session);

  readonly theirs = input.required<VersionView>();
  /** One of the two was chosen. */
  readonly settled = output();

  protected readonly difference = resource({
    params: () => this.theirs(),
    loader: ({ params }) => this.api.compare(params.content, untracked(this.editor.content)),
  });

  constructor() {
    afterNextRender(() => {
      document.getElementById('theirs-h')?.focus();
    });
  }

  protected who(): string {
    const me = this.session.view()?.person.id;
    const [other, ...more] = this.theirs().authors.filter(({ id }) => id !== me);
    if (other === undefined) {
      return 'あなたがほかの画面で';
    }
    return more.length === 0 ? `${other.name}さんが` : 'ほかの人が';
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
