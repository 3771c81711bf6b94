import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { Modal } from '../shared/modal';

/** Asks whether what is not saved may be lost. */
@Component({
  selector: 'bn-leave-dialog',
  imports: [Modal],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (answer()) {
      <dialog bnModal class="ask" aria-labelledby="leave-h" (dismissed)="settle(false)">
        <h2 id="leave-h">{{ heading() }}</h2>
        <p>{{ text() }}</p>
        <p class="row">
          <button class="btn main" type="button" (click)="settle(false)">この画面に残る</button>
          <button class="btn plain" type="button" (click)="settle(true)">消して離れる</button>
        </p>
      </dialog>
    }
  `,
})
export class LeaveDialog {
  readonly heading = input.required<string>();
  /** What would be lost, and what would not. */
  readonly text = input.required<string>();

  protected readonly answer = signal<((mayBeLost: boolean) => void) | null>(null);

  /** Whether it may be lost, as the person says. */
  ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.answer.set(resolve);
    });
  }

  protected settle(mayBeLost: boolean): void {
    this.answer()?.(mayBeLost);
    this.answer.set(null);
  }
}
