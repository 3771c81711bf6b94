import { ChangeDetectionStrategy, Component, computed, ElementRef, input, linkedSignal, model, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { DEFAULT_POLICIES, ERAS, eraOf, firstYear, formatDate, isoDate, parseDate, weekdayOf } from '@bunan/wareki';
import { Icon } from '../shared/icon';

/** The western calendar stands beside the eras. */
const WESTERN = '西暦';

interface Boxes {
  readonly era: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

const EMPTY: Boxes = { era: '令和', year: '', month: '', day: '' };

function boxesOf(iso: string): Boxes {
  const [year = '', month = '', day = ''] = iso.split('-').map((part) => String(Number(part)));
  const era = eraOf(iso);
  return era === undefined
    ? { era: WESTERN, year, month, day }
    : { era: era.name, year: String(Number(year) - firstYear(era) + 1), month, day };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** The day of the boxes; what cannot be one is handed on as it is typed, so that the check can say so. */
function valueOf({ era, year, month, day }: Boxes): string {
  if (year === '' && month === '' && day === '') {
    return '';
  }
  const base = ERAS.find((each) => each.name === era);
  const western = Number(year) + (base === undefined ? 0 : firstYear(base) - 1);
  return isoDate(western, Number(month), Number(day)) ?? `${era}${year}年${month}月${day}日`;
}

/** A day: era, year, month, day, read back in the other calendar. A whole date may be typed or pasted into any box. */
@Component({
  selector: 'bn-date-control',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="date">
      <span class="date-box" [class.ng]="invalid() && touched()">
        <select aria-label="元号" [value]="boxes().era" (change)="set('era', $event)" (blur)="touched.set(true)">
          @for (era of eras; track era) {
            <option [value]="era" [selected]="era === boxes().era">{{ era }}</option>
          }
        </select>
        <input
          [id]="controlId()"
          aria-label="年"
          inputmode="numeric"
          autocomplete="off"
          [value]="boxes().year"
          (input)="set('year', $event)"
          (blur)="touched.set(true)"
        />年
        <input
          aria-label="月"
          inputmode="numeric"
          autocomplete="off"
          [value]="boxes().month"
          (input)="set('month', $event)"
          (blur)="touched.set(true)"
        />月
        <input
          aria-label="日"
          inputmode="numeric"
          autocomplete="off"
          [value]="boxes().day"
          (input)="set('day', $event)"
          (blur)="touched.set(true)"
        />日
      </span>
      <span class="pick">
        <button class="btn icon" type="button" aria-label="カレンダーから選ぶ" (click)="pick()"><bn-icon name="calendar" /></button>
        <input #picker type="date" tabindex="-1" aria-hidden="true" [value]="value()" (change)="take(picker.value)" />
      </span>
    </div>
    @if (readBack(); as words) {
      <p class="help">{{ words }}</p>
    }
  `,
})
export class DateControl implements FormValueControl<string> {
  readonly value = model('');
  readonly touched = model(false);
  readonly invalid = input(false);
  readonly controlId = input('');

  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  protected readonly eras = ['令和', '平成', '昭和', WESTERN];

  /** What stands in the boxes; follows the value when it is set from elsewhere. */
  protected readonly boxes = linkedSignal<string, Boxes>({
    source: this.value,
    computation: (value, previous) => {
      if (previous !== undefined && valueOf(previous.value) === value) {
        return previous.value;
      }
      return isDay(value) ? boxesOf(value) : EMPTY;
    },
  });

  protected readonly readBack = computed(() => {
    const value = this.value();
    if (!isDay(value) || isoDate(...dayNumbers(value)) === null) {
      return null;
    }
    const [year, month, day] = dayNumbers(value);
    const other =
      this.boxes().era === WESTERN
        ? `和暦では${formatDate(value, DEFAULT_POLICIES)}`
        : `西暦では${String(year)}年${String(month)}月${String(day)}日`;
    return `${other}（${weekdayOf(value)}曜日）`;
  });

  protected set(box: keyof Boxes, event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) {
      return;
    }
    const text = target.value.normalize('NFKC').trim();
    const whole = box === 'era' || /^\d{0,4}$/.test(text) ? null : parseDate(text);
    if (whole !== null) {
      this.take(whole);
      return;
    }
    const boxes = { ...this.boxes(), [box]: text };
    this.boxes.set(boxes);
    this.value.set(valueOf(boxes));
  }

  protected take(iso: string): void {
    this.boxes.set(iso === '' ? EMPTY : boxesOf(iso));
    this.value.set(iso);
  }

  protected pick(): void {
    this.picker().nativeElement.showPicker();
  }
}

function dayNumbers(iso: string): [number, number, number] {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  return [year, month, day];
}
