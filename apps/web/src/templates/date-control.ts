import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  model,
  output,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { DEFAULT_POLICIES, ERAS, formatDate, weekdayOf } from '@bunan/wareki';
import { Icon } from '../shared/icon';
import { boxesOf, dayOf, isDay, WESTERN, type Boxes } from './date-boxes';
import { leaves } from './leaving';

const PARTS = [
  { box: 'year', word: '年' },
  { box: 'month', word: '月' },
  { box: 'day', word: '日' },
] as const;

/** Longer than any number of a year: a whole date is being typed. */
const LONG = 4;

/** A day: era, year, month, day, read back in the other calendar. A whole date may be typed or pasted into any box. */
@Component({
  selector: 'bn-date-control',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(focusout)': 'leave($event)' },
  template: `
    <div class="date">
      <span class="date-box" [class.ng]="isWrong()">
        <select [attr.aria-label]="prefix() + '元号'" [value]="boxes().era" (change)="set('era', $event)">
          @for (era of eras; track era) {
            <option [value]="era" [selected]="era === boxes().era">{{ era }}</option>
          }
        </select>
        @for (part of parts; track part.box; let first = $first) {
          <input
            [attr.id]="first ? controlId() : null"
            [class.long]="boxes()[part.box].length > long"
            [attr.aria-label]="prefix() + part.word"
            [attr.aria-invalid]="isWrong() ? 'true' : null"
            inputmode="numeric"
            autocomplete="off"
            [value]="boxes()[part.box]"
            (input)="set(part.box, $event)"
            (blur)="settle()"
          />{{ part.word }}
        }
      </span>
      <span class="pick">
        <button class="btn icon" type="button" [attr.aria-label]="prefix() + 'カレンダーから選ぶ'" (click)="pick()">
          <bn-icon name="calendar" />
        </button>
        <input #picker type="date" tabindex="-1" aria-hidden="true" [value]="picked()" (change)="value.set(picker.value)" />
      </span>
    </div>
    @if (readBack(); as words) {
      <p class="help">{{ words }}</p>
    }
  `,
})
export class DateControl implements FormValueControl<string> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly controlId = input('');
  /** Said before the name of each box, where one field has two days: 始まりの. */
  readonly prefix = input('');

  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  protected readonly eras = [...ERAS.map(({ name }) => name), WESTERN];
  protected readonly parts = PARTS;
  protected readonly long = LONG;
  protected readonly isWrong = computed(() => this.invalid() && this.touched());

  /** What stands in the boxes; follows the value when it is set from elsewhere. */
  protected readonly boxes = linkedSignal<string, Boxes>({
    source: this.value,
    computation: (value, previous) => (previous !== undefined && dayOf(previous.value) === value ? previous.value : boxesOf(value)),
  });

  /** What the calendar of the browser opens at. */
  protected readonly picked = computed(() => (isDay(this.value()) ? this.value() : ''));

  protected readonly readBack = computed(() => {
    const value = this.value();
    if (!isDay(value)) {
      return null;
    }
    const [year, month, day] = value.split('-').map(Number);
    const other =
      this.boxes().era === WESTERN
        ? `和暦では${formatDate(value, DEFAULT_POLICIES)}`
        : `西暦では${String(year)}年${String(month)}月${String(day)}日`;
    return `${other}（${weekdayOf(value)}曜日）`;
  });

  protected set(box: keyof Boxes, { target }: Event): void {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      const boxes = { ...this.boxes(), [box]: target.value };
      this.boxes.set(boxes);
      this.value.set(dayOf(boxes));
    }
  }

  /** A whole date that was typed into one box goes to its places when the box is left, not while somebody types. */
  protected settle(): void {
    const { year, month, day } = this.boxes();
    if (isDay(this.value()) && [year, month, day].some((text) => text.length > LONG)) {
      this.boxes.set(boxesOf(this.value()));
    }
  }

  protected leave(event: FocusEvent): void {
    if (leaves(this.host.nativeElement, event)) {
      this.touch.emit();
    }
  }

  protected pick(): void {
    this.picker().nativeElement.showPicker();
  }
}
