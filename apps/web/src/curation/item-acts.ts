import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { listAt, withMoved, withoutItem, withValue } from './definition';
import { Editor } from './editor';
import { focusAfterRemoval, itemButton } from './item-focus';

/** Moves an item of a list up or down, and takes it out; nothing where the template is only read. */
@Component({
  selector: 'bn-item-acts',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (editor.canEdit()) {
      <div class="row tight">
        @if (canMove()) {
          <button
            class="btn icon"
            type="button"
            [id]="itemButton('up', path(), index())"
            [attr.aria-label]="name() + 'を上へ'"
            [attr.aria-disabled]="index() === 0 ? 'true' : null"
            (click)="move(-1)"
          >
            <bn-icon name="up" />
          </button>
          <button
            class="btn icon"
            type="button"
            [id]="itemButton('down', path(), index())"
            [attr.aria-label]="name() + 'を下へ'"
            [attr.aria-disabled]="isLast() ? 'true' : null"
            (click)="move(1)"
          >
            <bn-icon name="down" />
          </button>
        }
        @if (canRemove()) {
          <button
            class="btn icon"
            type="button"
            [id]="itemButton('remove', path(), index())"
            [attr.aria-label]="name() + 'を消す'"
            (click)="remove()"
          >
            <bn-icon name="remove" />
          </button>
        }
      </div>
    }
  `,
})
export class ItemActs {
  protected readonly editor = inject(Editor);

  /** Place of the list: `fields.3.columns`. */
  readonly path = input.required<string>();
  readonly index = input.required<number>();
  /** What the item is called. */
  readonly name = input.required<string>();
  readonly canMove = input(true);
  readonly canRemove = input(true);
  /** The list goes with the last of its items. */
  readonly canBeNone = input(false);
  /** The item stands at another place now. */
  readonly moved = output<number>();

  private readonly count = computed(() => listAt(this.editor.content(), this.path()).length);
  protected readonly isLast = computed(() => this.index() === this.count() - 1);
  protected readonly itemButton = itemButton;
  private readonly focusAfterRemoval = focusAfterRemoval();

  /** The focus goes with the item. */
  protected move(by: -1 | 1): void {
    const place = this.index() + by;
    if (place >= 0 && place < this.count()) {
      this.editor.replace(withMoved(this.editor.content(), this.path(), this.index(), by));
      this.moved.emit(place);
      document.getElementById(itemButton(by < 0 ? 'up' : 'down', this.path(), place))?.focus();
    }
  }

  /** It can be put back; the focus goes to the next item, else to the button that adds one. */
  protected remove(): void {
    const rest = withoutItem(this.editor.content(), this.path(), this.index());
    const isNone = this.canBeNone() && this.count() === 1;
    this.editor.remove(this.name(), isNone ? withValue(rest, this.path(), undefined) : rest);
    this.focusAfterRemoval(this.path(), this.index());
  }
}
