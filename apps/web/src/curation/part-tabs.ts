import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { PART_KINDS, partOf, type PartKind } from './chosen-part';
import { listAt } from './definition';
import { Editor } from './editor';

/** The kinds of parts of a template, each with how many there are and how much is wrong in them. */
@Component({
  selector: 'bn-part-tabs',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="tabs" role="tablist" aria-label="部品の種類">
      @for (tab of tabs; track tab.kind) {
        <button
          type="button"
          role="tab"
          aria-controls="part-panel"
          [id]="'tab-' + tab.kind"
          [attr.aria-selected]="tab.kind === chosen()"
          [attr.tabindex]="tab.kind === chosen() ? 0 : -1"
          (click)="choose.emit(tab.kind)"
          (keydown.arrowRight)="turn($index + 1)"
          (keydown.arrowLeft)="turn($index - 1)"
          (keydown.home)="turn(0)"
          (keydown.end)="turn(-1)"
        >
          {{ tab.words }}{{ count(tab.kind) }}
          @if (faults(tab.kind); as wrong) {
            <em>誤り{{ wrong }}</em>
          }
        </button>
      }
    </div>
  `,
})
export class PartTabs {
  private readonly editor = inject(Editor);

  readonly chosen = input.required<PartKind>();
  readonly choose = output<PartKind>();

  protected readonly tabs = PART_KINDS;

  protected count(kind: PartKind): string {
    return kind === 'basics' ? '' : ` ${String(listAt(this.editor.content(), kind).length)}`;
  }

  protected faults(kind: PartKind): number {
    return this.editor.faults().filter((fault) => partOf(fault).kind === kind).length;
  }

  /** Goes to a tab, from 0; beyond either end, around to the other. */
  protected turn(place: number): void {
    const next = PART_KINDS.at(place % PART_KINDS.length);
    if (next !== undefined) {
      this.choose.emit(next.kind);
      document.getElementById(`tab-${next.kind}`)?.focus();
    }
  }
}
