import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { leaves } from './leaving';

/** Several of the options, each a box to tick; kept as one line an option, in the order of the form. */
@Component({
  selector: 'bn-checks-control',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'choices', '(focusout)': 'leave($event)' },
  template: `
    @for (option of options(); track option) {
      <label><input type="checkbox" [checked]="chosen().has(option)" (change)="toggle(option)" />{{ option }}</label>
    }
  `,
})
export class ChecksControl implements FormValueControl<string> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly options = input.required<readonly string[]>();

  protected readonly chosen = computed(() => new Set(this.value().split('\n')));

  protected toggle(option: string): void {
    const chosen = this.chosen();
    this.value.set(
      this.options()
        .filter((each) => (each === option) !== chosen.has(each))
        .join('\n'),
    );
  }

  protected leave(event: FocusEvent): void {
    if (leaves(this.host.nativeElement, event)) {
      this.touch.emit();
    }
  }
}
