import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Editor } from './editor';

/** Properties that few need, folded away: they stand open while something is wrong in them, and until they are closed by hand. */
@Component({
  selector: 'bn-folded',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details #all [open]="hasFaults() || isOpen()" (toggle)="isOpen.set(all.open)">
      <summary>{{ summary() }}</summary>
      <ng-content />
    </details>
  `,
})
export class Folded {
  private readonly editor = inject(Editor);

  readonly summary = input.required<string>();
  /** Place of what has the properties: `fields.3.columns.0`. */
  readonly path = input.required<string>();
  /** Those that are folded away. */
  readonly properties = input.required<readonly string[]>();

  protected readonly isOpen = signal(false);
  protected readonly hasFaults = computed(() => this.editor.isWrongIn(this.path(), this.properties()));
}
