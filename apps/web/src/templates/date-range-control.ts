import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { isDay } from './date-boxes';
import { DateControl } from './date-control';
import { rangeOf, rangeText } from './form-input';
import { leaves } from './leaving';

/** Two days, the second not before the first; kept as one text (`rangeText`). */
@Component({
  selector: 'bn-date-range-control',
  imports: [DateControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(focusout)': 'leave($event)' },
  template: `
    <div class="date-range">
      <div role="group" aria-label="始まり">
        <span class="sub" aria-hidden="true">始まり</span>
        <bn-date-control
          prefix="始まりの"
          [value]="days().from"
          (valueChange)="set($event, days().until)"
          [controlId]="controlId()"
          [touched]="touched()"
          [invalid]="isWrong() && !isFromRight()"
        />
      </div>
      <div role="group" aria-label="終わり">
        <span class="sub" aria-hidden="true">終わり</span>
        <bn-date-control
          prefix="終わりの"
          [value]="days().until"
          (valueChange)="set(days().from, $event)"
          [controlId]="controlId() + '-until'"
          [touched]="touched()"
          [invalid]="isWrong() && !isUntilRight()"
        />
      </div>
    </div>
  `,
})
export class DateRangeControl implements FormValueControl<string> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly controlId = input('');

  protected readonly days = computed(() => rangeOf(this.value()));
  protected readonly isWrong = computed(() => this.invalid() && this.touched());
  /** Two days in the wrong order are put right at the second. */
  protected readonly isFromRight = computed(() => isDay(this.days().from));
  protected readonly isUntilRight = computed(() => isDay(this.days().until) && !this.isFromRight());

  protected set(from: string, until: string): void {
    this.value.set(rangeText(from, until));
  }

  protected leave(event: FocusEvent): void {
    if (leaves(this.host.nativeElement, event)) {
      this.touch.emit();
    }
  }
}
