import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { textAt, withMoved, withoutItem } from './definition';
import { Editor } from './editor';
import { Icon } from '../shared/icon';
import { PART_WORDS } from './layout-words';
import { Property } from './property';

/** One part of the page: what is printed there, in its order. */
@Component({
  selector: 'bn-layout-part',
  imports: [Icon, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sub">{{ words() }}</p>
    <bn-property
      [path]="'layout.' + index()"
      label="この部分の決まり"
      kind="json"
      [rows]="14"
      help="項目は番号で指します。文の中では波括弧で囲みます（例　曜日付きの日付は「|weekday」を付ける）。右の見え方で確かめてください。"
    />
    @if (editor.canEdit()) {
      <div class="row tight">
        <button class="btn" type="button" [disabled]="index() === 0" (click)="move(-1)"><bn-icon name="up" />上へ</button>
        <button class="btn" type="button" (click)="move(1)"><bn-icon name="down" />下へ</button>
        <button class="btn plain" type="button" (click)="remove()">この部分を消す</button>
      </div>
    }
  `,
})
export class LayoutPartEditor {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();

  protected readonly words = computed(() => PART_WORDS[textAt(this.editor.content(), `layout.${String(this.index())}.part`)]?.help ?? '');

  protected move(by: -1 | 1): void {
    this.editor.replace(withMoved(this.editor.content(), 'layout', this.index(), by));
  }

  protected remove(): void {
    this.editor.replace(withoutItem(this.editor.content(), 'layout', this.index()));
  }
}
