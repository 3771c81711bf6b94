import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { isDay } from './date-boxes';
import { DateControl } from './date-control';
import { leaves } from './leaving';

/** A day and a time of day in Japan: `YYYY-MM-DDTHH:mm`. */
@Component({
  selector: 'bn-date-time-control',
  imports: [DateControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(focusout)': 'leave($event)' },
  template: `
    <div class="date-time">
      <bn-date-control
        [value]="day()"
        (valueChange)="set($event, time())"
        [controlId]="controlId()"
        [touched]="touched()"
        [invalid]="isWrong() && !hasDay()"
      />
      <input
        #clock
        class="in time"
        type="time"
        aria-label="時刻"
        [value]="time()"
        [attr.aria-invalid]="isWrong() && hasDay() ? 'true' : null"
        (change)="set(day(), clock.value)"
      />
    </div>
  `,
})
export class DateTimeControl implements FormValueControl<string> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly controlId = input('');

  protected readonly day = computed(() => this.value().split('T')[0] ?? '');
  protected readonly time = computed(() => this.value().split('T')[1] ?? '');
  protected readonly hasDay = computed(() => isDay(this.day()));
  protected readonly isWrong = computed(() => this.invalid() && this.touched());

  protected set(day: string, time: string): void {
    this.value.set(day === '' && time === '' ? '' : `${day}T${time}`);
  }

  protected leave(event: FocusEvent): void {
    if (leaves(this.host.nativeElement, event)) {
      this.touch.emit();
    }
  }
}
