import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { tokens } from '../shared/format';

/** Fewer rows are looked through faster than a name is typed. */
const WORTH_IT = 12;

/** A table of more rows begins with a few of them: what stands below it is not pages away. */
const MANY = 30;
const FEW = 20;

/** The rows that are shown: those whose name holds the text; of many the first ones until all are asked for. */
export function narrowed<T>(rows: readonly T[], nameOf: (row: T) => string, { text, isWhole }: { text: string; isWhole: boolean }): T[] {
  const found = rows.filter((row) => nameOf(row).includes(text));
  return isWhole || text !== '' || found.length <= MANY ? found : found.slice(0, FEW);
}

/** Narrows a long table to the rows whose name holds what is typed, and says how many are left. */
@Component({
  selector: 'bn-name-filter',
  imports: [FormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isWorthIt()) {
      <p class="name-filter">
        <label class="label">{{ label() }}で絞り込む<input class="in" type="search" autocomplete="off" [(ngModel)]="text" /></label>
        <span class="sub" role="status">{{ words() }}</span>
        @if (text() === '' && shown() < all()) {
          <button class="btn" type="button" (click)="isWhole.set(true)">すべて表示する</button>
        }
      </p>
    }
  `,
})
export class NameFilter {
  readonly label = input.required<string>();
  /** Rows that there are, and those that are left. */
  readonly all = input.required<number>();
  readonly shown = input.required<number>();
  readonly text = model('');
  /** All rows were asked for. */
  readonly isWhole = model(false);

  protected readonly isWorthIt = computed(() => this.all() > WORTH_IT);
  protected readonly words = computed(() =>
    this.shown() === this.all() ? `${tokens(this.all())}件` : `${tokens(this.all())}件のうち${tokens(this.shown())}件`,
  );
}
