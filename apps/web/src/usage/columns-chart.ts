import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { tokens } from '../shared/format';

/** One column: its height, and of it the dark part. */
export interface Column {
  readonly label: string;
  readonly value: number;
  readonly part?: number;
}

/** With more columns there is no room between them. */
const SPACED = 60;

/** Names below the columns; more of them would run into each other on a telephone. */
const NAMES = 4;

/** Figures in the order of time as columns. Drawn by boxes, so that its words keep their size on every screen. */
@Component({
  selector: 'bn-columns-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <figure class="columns">
      <div role="img" [attr.aria-label]="words()" [class.dense]="columns().length > spaced" [class.few]="columns().length <= few">
        <span class="most num">{{ mostText() }}</span>
        @for (column of drawn(); track $index) {
          <i [style.height.%]="column.height"><b [style.height.%]="column.part"></b></i>
        }
      </div>
      <figcaption aria-hidden="true" [class.few]="columns().length <= few">
        @for (name of names(); track $index) {
          <span>{{ name }}</span>
        }
      </figcaption>
    </figure>
  `,
})
export class ColumnsChart {
  /** What is drawn: for those who do not see it. */
  readonly name = input.required<string>();
  readonly columns = input.required<readonly Column[]>();

  protected readonly spaced = SPACED;
  protected readonly few = NAMES;
  private readonly most = computed(() => this.columns().reduce((most, { value }) => Math.max(most, value), 0));
  protected readonly mostText = computed(() => tokens(this.most()));

  protected readonly drawn = computed(() =>
    this.columns().map(({ value, part = value }) => ({
      height: this.most() === 0 ? 0 : (Math.max(0, value) / this.most()) * 100,
      part: value <= 0 ? 0 : Math.min(100, (part / value) * 100),
    })),
  );

  /** The first, the last, and some between them at the same distance. */
  protected readonly names = computed(() => {
    const columns = this.columns();
    const count = Math.min(NAMES, columns.length);
    return Array.from(
      { length: count },
      (_, index) => columns[Math.round((index * (columns.length - 1)) / Math.max(1, count - 1))]?.label ?? '',
    );
  });

  protected readonly words = computed(() => {
    const most = this.columns().find(({ value }) => value === this.most());
    return most === undefined ? this.name() : `${this.name()}。最も多いのは${most.label}の${this.mostText()}`;
  });
}
