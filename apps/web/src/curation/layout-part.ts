import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { listAt, textAt, withMoved, withoutItem } from './definition';
import { Editor } from './editor';
import { Icon } from '../shared/icon';
import { PART_SLOTS } from './layout-slots';
import { PART_WORDS, partName } from './layout-words';
import { SlotsPart } from './slots-part';

/** One part of the page: what is printed there, in its order. */
@Component({
  selector: 'bn-layout-part',
  imports: [Icon, SlotsPart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sub">{{ words() }}</p>
    @if (section() >= 0) {
      <p><button class="btn" type="button" (click)="sectionAsked.emit(section())">この文章の指示と定型文を開く</button></p>
    }
    <bn-slots-part [path]="'layout.' + index()" [slots]="slots()" />
    @if (editor.canEdit()) {
      <div class="row tight ed-remove">
        <button class="btn" type="button" [attr.aria-disabled]="index() === 0 ? 'true' : null" (click)="move(-1)">
          <bn-icon name="up" />上へ
        </button>
        <button class="btn" type="button" [attr.aria-disabled]="isLast() ? 'true' : null" (click)="move(1)">
          <bn-icon name="down" />下へ
        </button>
        <button class="btn plain" type="button" (click)="remove()"><bn-icon name="remove" />この部分を消す</button>
      </div>
    }
  `,
})
export class LayoutPartEditor {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();
  /** The part stands at another place now. */
  readonly moved = output<number>();
  /** The section that the part prints is to be opened. */
  readonly sectionAsked = output<number>();
  /** The part is no more. */
  readonly removed = output();

  private readonly part = computed(() => listAt(this.editor.content(), 'layout')[this.index()]);
  protected readonly slots = computed(() => PART_SLOTS[textAt(this.part(), 'part')] ?? []);
  protected readonly words = computed(() => PART_WORDS[textAt(this.part(), 'part')]?.help ?? '');
  protected readonly isLast = computed(() => this.index() === listAt(this.editor.content(), 'layout').length - 1);
  protected readonly section = computed(() => {
    const id = textAt(this.part(), 'section');
    return listAt(this.editor.content(), 'sections').findIndex((section) => id !== '' && textAt(section, 'id') === id);
  });

  protected move(by: -1 | 1): void {
    const place = this.index() + by;
    if (place >= 0 && place < listAt(this.editor.content(), 'layout').length) {
      this.editor.replace(withMoved(this.editor.content(), 'layout', this.index(), by));
      this.moved.emit(place);
    }
  }

  protected remove(): void {
    const name = partName(this.part(), this.editor.content());
    this.editor.remove(name, withoutItem(this.editor.content(), 'layout', this.index()));
    this.removed.emit();
  }
}
