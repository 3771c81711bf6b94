import { NgTemplateOutlet } from '@angular/common';
import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { Choices } from './choices';
import { markedBlocks, type Segment } from './old-marks';

/** The old document as text, with what was found in it; what is selected is shown, wherever it stands. */
@Component({
  selector: 'bn-old-sheet',
  imports: [NgTemplateOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(click)': 'pick($event)' },
  template: `
    <div #sheet class="old-paper" tabindex="0" role="region" aria-label="元の文書">
      @for (block of blocks(); track $index) {
        @if (block.kind === 'table') {
          <table>
            <tbody>
              @for (row of block.rows; track $index) {
                <tr>
                  @for (cell of row; track $index) {
                    <td><ng-container [ngTemplateOutlet]="text" [ngTemplateOutletContext]="{ $implicit: cell }" /></td>
                  }
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <p><ng-container [ngTemplateOutlet]="text" [ngTemplateOutletContext]="{ $implicit: block.segments }" /></p>
        }
      }
      @if (choices.view()?.blocksLeft) {
        <p class="sub">長い文書なので、ここから後は示していません。項目はさがしてあります。</p>
      }
    </div>
    <ng-template #text let-segments>
      @for (segment of segments; track $index) {
        @if (segment.ids.length === 0) {
          <span>{{ segment.text }}</span>
        } @else {
          <mark [class]="lookOf(segment)" [attr.data-id]="topOf(segment)">{{ segment.text }}</mark>
        }
      }
    </ng-template>
  `,
})
export class OldSheet {
  protected readonly choices = inject(Choices);
  private readonly sheet = viewChild.required<string, ElementRef<HTMLElement>>('sheet', { read: ElementRef });

  /** Id of what is selected. */
  readonly current = input<string | null>(null);
  readonly picked = output<string>();

  protected readonly blocks = computed(() => markedBlocks(this.choices.view()?.blocks ?? [], this.found()));

  private readonly found = computed(() => {
    const view = this.choices.view();
    return view === null ? [] : [...view.sections, ...view.fields];
  });
  private readonly taken = computed(
    () => new Set([...this.choices.fields(), ...this.choices.sections()].filter(({ isTaken }) => isTaken).map(({ id }) => id)),
  );
  private readonly sectionIds = computed(() => new Set(this.choices.sections().map(({ id }) => id)));

  constructor() {
    afterRenderEffect(() => {
      if (this.current() !== null) {
        this.show();
      }
    });
  }

  protected lookOf({ ids }: Segment): string {
    const values = ids.filter((id) => !this.sectionIds().has(id));
    const shown = values.length > 0 ? values : ids;
    const current = this.current();
    const looks = [
      ...(values.length > 0 ? ['value'] : []),
      ...(values.length < ids.length ? ['prose'] : []),
      ...(shown.some((id) => this.taken().has(id)) ? ['taken'] : []),
      ...(current !== null && ids.includes(current) ? ['on'] : []),
    ];
    return looks.join(' ');
  }

  /** What lies on top: a value before the text around it. */
  protected topOf({ ids }: Segment): string | undefined {
    return ids.find((id) => !this.sectionIds().has(id)) ?? ids[0];
  }

  protected pick({ target }: Event): void {
    const id = target instanceof HTMLElement ? target.closest('mark')?.dataset.id : undefined;
    if (id !== undefined) {
      this.picked.emit(id);
    }
  }

  /** Scrolls the sheet, never the page. */
  private show(): void {
    const sheet = this.sheet().nativeElement;
    const mark = sheet.querySelector('mark.on');
    if (mark !== null) {
      const offset = mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
      sheet.scrollTop += offset - sheet.clientHeight / 3;
    }
  }
}
