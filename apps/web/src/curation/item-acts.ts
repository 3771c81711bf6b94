import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { listAt, withMoved, withoutItem } from './definition';
import { Editor } from './editor';

/** Moves an item of a list up or down, and takes it out; nothing where the template is only read. */
@Component({
  selector: 'bn-item-acts',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (editor.canEdit()) {
      <div class="row tight">
        <button
          class="btn icon"
          type="button"
          [id]="buttonId(-1, index())"
          [attr.aria-label]="name() + 'を上へ'"
          [attr.aria-disabled]="index() === 0 ? 'true' : null"
          (click)="move(-1)"
        >
          <bn-icon name="up" />
        </button>
        <button
          class="btn icon"
          type="button"
          [id]="buttonId(1, index())"
          [attr.aria-label]="name() + 'を下へ'"
          [attr.aria-disabled]="isLast() ? 'true' : null"
          (click)="move(1)"
        >
          <bn-icon name="down" />
        </button>
        @if (canRemove()) {
          <button class="btn icon" type="button" [attr.aria-label]="name() + 'を消す'" (click)="remove()">
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
  readonly canRemove = input(true);
  /** The last item of the list was taken out. */
  readonly lastRemoved = output();

  private readonly count = computed(() => listAt(this.editor.content(), this.path()).length);
  protected readonly isLast = computed(() => this.index() === this.count() - 1);

  protected buttonId(by: -1 | 1, index: number): string {
    return `${this.path()}-${by < 0 ? 'up' : 'down'}-${String(index)}`;
  }

  /** The focus goes with the item. */
  protected move(by: -1 | 1): void {
    const place = this.index() + by;
    if (place >= 0 && place < this.count()) {
      this.editor.replace(withMoved(this.editor.content(), this.path(), this.index(), by));
      document.getElementById(this.buttonId(by, place))?.focus();
    }
  }

  protected remove(): void {
    const wasAlone = this.count() === 1;
    this.editor.replace(withoutItem(this.editor.content(), this.path(), this.index()));
    if (wasAlone) {
      this.lastRemoved.emit();
    }
  }
}
