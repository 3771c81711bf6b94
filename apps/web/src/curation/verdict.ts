import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { TestResult } from '@bunan/contracts';
import { Icon } from '../shared/icon';

/** Whether a document kept to what a test expects, and where it did not. */
@Component({
  selector: 'bn-verdict',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (result().failures.length === 0) {
      <span class="res ok"><bn-icon name="done" />合格</span>
    } @else {
      <span class="res ng"><bn-icon name="remove" />不合格</span>
      @for (failure of result().failures; track $index) {
        <small>{{ failure.message }}</small>
      }
    }
  `,
})
export class Verdict {
  readonly result = input.required<TestResult>();
}
