import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { textAt, withMoved, withoutItem } from './definition';
import { Editor } from './editor';
import { Icon } from '../shared/icon';
import { PART_WORDS } from './layout-words';
import { PART_SLOTS } from './layout-slots';
import { SlotsPart } from './slots-part';

/** One part of the page: what is printed there, in its order. */
@Component({
  selector: 'bn-layout-part',
  imports: [Icon, SlotsPart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sub">{{ words() }}</p>
    <bn-slots-part [path]="'layout.' + index()" [slots]="slots()" />
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

  private readonly part = computed(() => textAt(this.editor.content(), `layout.${String(this.index())}.part`));
  protected readonly words = computed(() => PART_WORDS[this.part()]?.help ?? '');
  protected readonly slots = computed(() => PART_SLOTS[this.part()] ?? []);

  protected move(by: -1 | 1): void {
    this.editor.replace(withMoved(this.editor.content(), 'layout', this.index(), by));
  }

  protected remove(): void {
    this.editor.replace(withoutItem(this.editor.content(), 'layout', this.index()));
  }
}
