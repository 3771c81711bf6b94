import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { DateControl } from './date-control';

/** A day and a time of day in Japan: `YYYY-MM-DDTHH:mm`. */
@Component({
  selector: 'bn-date-time-control',
  imports: [DateControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="date-time">
      <bn-date-control
        [value]="day()"
        (valueChange)="set($event, time())"
        [controlId]="controlId()"
        [(touched)]="touched"
        [invalid]="invalid()"
      />
      <input
        #clock
        class="in time"
        type="time"
        aria-label="時刻"
        [value]="time()"
        (change)="set(day(), clock.value)"
        (blur)="touched.set(true)"
      />
    </div>
  `,
})
export class DateTimeControl implements FormValueControl<string> {
  readonly value = model('');
  readonly touched = model(false);
  readonly invalid = input(false);
  readonly controlId = input('');

  protected readonly day = computed(() => this.value().split('T')[0] ?? '');
  protected readonly time = computed(() => this.value().split('T')[1] ?? '');

  protected set(day: string, time: string): void {
    this.value.set(day === '' && time === '' ? '' : `${day}T${time}`);
  }
}
