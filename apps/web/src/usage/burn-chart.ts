import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { tokens } from '../shared/format';
import { daysBetween, shortDay } from './days';

/** Size of the drawing and of the room for its words, px. */
const WIDTH = 800;
const HEIGHT = 340;
const LEFT = 72;
const RIGHT = 792;
const TOP = 34;
const BOTTOM = 300;

/** Lines across, from nothing to the cap. */
const STEPS = 6;

/** Where the words of the use stand so that they stay inside. */
const LABEL_ROOM = 250;

/** A cap over its period: what was used to date, the straight line, and where the pace leads. The table below says the same. */
@Component({
  selector: 'bn-burn-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <figure>
      <svg class="chart" [attr.viewBox]="box" role="img" [attr.aria-label]="words()">
        @for (line of grid(); track line.y) {
          <path class="grid" [attr.d]="line.path" />
          <text [attr.x]="line.x" [attr.y]="line.y + 6" text-anchor="end">{{ line.text }}</text>
        }
        @for (month of months(); track month.x) {
          <text [attr.x]="month.x" [attr.y]="monthsAt" text-anchor="middle">{{ month.text }}</text>
        }
        <path class="axis" [attr.d]="axis" />
        <path class="cap" [attr.d]="capLine" />
        <text [attr.x]="right" [attr.y]="top - 12" text-anchor="end">契約の上限 {{ cap() }}</text>
        <path class="ideal" [attr.d]="ideal" />
        <text [attr.x]="evenAt.x" [attr.y]="evenAt.y" text-anchor="end">等分の線</text>
        @if (ahead(); as line) {
          <path [class]="runsOutOn() === null ? 'calm' : 'fore'" [attr.d]="line" />
        }
        <path class="act" [attr.d]="used().path" />
        <circle class="dot" [attr.cx]="used().x" [attr.cy]="used().y" r="5" />
        <text class="k" [attr.x]="used().textX" [attr.y]="used().textY" [attr.text-anchor]="used().anchor">{{ used().text }}</text>
      </svg>
    </figure>
  `,
})
export class BurnChart {
  /** JST days, both inclusive. */
  readonly first = input.required<string>();
  readonly last = input.required<string>();
  readonly today = input.required<string>();
  readonly capTokens = input.required<number>();
  readonly days = input.required<readonly { day: string; usedTokens: number }[]>();
  readonly runsOutOn = input<string | null>(null);
  /** What will be used by the end at the pace of late; null while nobody can tell. */
  readonly expectedAtEnd = input<number | null>(null);

  protected readonly box = `0 0 ${String(WIDTH)} ${String(HEIGHT)}`;
  protected readonly right = RIGHT;
  protected readonly top = TOP;
  protected readonly monthsAt = BOTTOM + 26;
  protected readonly axis = `M${String(LEFT)} ${String(BOTTOM)}H${String(RIGHT)}`;
  protected readonly capLine = `M${String(LEFT)} ${String(TOP)}H${String(RIGHT)}`;
  protected readonly ideal = `M${String(LEFT)} ${String(BOTTOM)}L${String(RIGHT)} ${String(TOP)}`;

  /** Above the straight line, where neither the cap nor the use is written. */
  protected readonly evenAt = { x: LEFT + (RIGHT - LEFT) * 0.72, y: BOTTOM - (BOTTOM - TOP) * 0.76 };

  private readonly length = computed(() => daysBetween(this.first(), this.last()) + 1);
  protected readonly cap = computed(() => tokens(this.capTokens()));

  protected readonly grid = computed(() =>
    Array.from({ length: STEPS }, (_, index) => {
      const amount = (this.capTokens() * index) / STEPS;
      const y = this.y(amount);
      return { y, x: LEFT - 10, path: `M${String(LEFT)} ${String(y)}H${String(RIGHT)}`, text: manTokens(amount) };
    }),
  );

  protected readonly months = computed(() => {
    const [year = 0, month = 1] = this.first().split('-').map(Number);
    const count = Math.ceil(this.length() / 28) + 1;
    const every = count > 14 ? 3 : 1;
    return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, month - 1 + index, 15)).toISOString().slice(0, 10))
      .filter((day, index) => day >= this.first() && day <= this.last() && index % every === 0)
      .map((day) => ({ x: this.x(daysBetween(this.first(), day) + 0.5), text: `${String(Number(day.slice(5, 7)))}月` }));
  });

  protected readonly used = computed(() => {
    let sum = 0;
    const points = [`M${String(LEFT)} ${String(BOTTOM)}`];
    const until = this.today() < this.last() ? this.today() : this.last();
    for (const { day, usedTokens } of this.days().filter((each) => each.day <= until)) {
      const before = daysBetween(this.first(), day);
      points.push(`L${String(this.x(before))} ${String(this.y(sum))}`);
      sum += usedTokens;
      points.push(`L${String(this.x(before + 1))} ${String(this.y(sum))}`);
    }
    const x = this.x(Math.max(0, daysBetween(this.first(), until) + 1));
    const y = this.y(sum);
    const isLeft = x > LEFT + LABEL_ROOM;
    const words = { textX: isLeft ? x - 10 : x + 12, textY: Math.max(TOP + 18, y - 12), anchor: isLeft ? 'end' : 'start' };
    return { x, y, ...words, path: `${points.join('')}L${String(x)} ${String(y)}`, sum, text: `${shortDay(until)}　使用 ${tokens(sum)}` };
  });

  /** From today on at the pace of late: to the cap, or to the end of the period. */
  protected readonly ahead = computed(() => {
    const { x, y } = this.used();
    const runsOut = this.runsOutOn();
    const expected = this.expectedAtEnd();
    if (expected === null || this.today() >= this.last() || (runsOut !== null && runsOut < this.today())) {
      return null;
    }
    const end = runsOut === null ? [RIGHT, this.y(expected)] : [this.x(daysBetween(this.first(), runsOut) + 1), TOP];
    return `M${String(x)} ${String(y)}L${end.map(String).join(' ')}`;
  });

  protected readonly words = computed(() => {
    const runsOut = this.runsOutOn();
    return `契約期間の使用量。上限は${this.cap()}、${this.used().text}。${runsOut === null ? '' : `${shortDay(runsOut)}ごろに使い切る見込み。`}`;
  });

  private x(days: number): number {
    return LEFT + ((RIGHT - LEFT) * Math.min(days, this.length())) / this.length();
  }

  /** More than the cap is drawn at the upper edge. */
  private y(amount: number): number {
    const share = this.capTokens() === 0 ? 1 : Math.min(1.1, amount / this.capTokens());
    return Math.round((BOTTOM - (BOTTOM - TOP) * share) * 10) / 10;
  }
}

/** 150万; below ten thousand as it is. */
function manTokens(amount: number): string {
  return amount >= 10_000 ? `${tokens(Math.round(amount / 1_000) / 10)}万` : tokens(Math.round(amount));
}
