import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { shownText, storedText, type TypedKind } from './typed-values';

/** A number, an amount or a day in one box: kept in its own form, shown as people read it as soon as the box is left. */
@Component({
  selector: 'bn-typed-control',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <input
      class="in"
      [class.figure]="isFigure()"
      autocomplete="off"
      [id]="controlId()"
      [value]="typed()"
      [placeholder]="placeholder()"
      [attr.inputmode]="isFigure() ? 'numeric' : null"
      [attr.aria-label]="label()"
      [attr.aria-describedby]="describedBy()"
      [attr.aria-invalid]="invalid() && touched() ? 'true' : null"
      (input)="type($event)"
      (blur)="leave()"
    />
    @if (unit(); as word) {
      <span class="unit">{{ word }}</span>
    }
  `,
})
export class TypedControl implements FormValueControl<string> {
  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly kind = input.required<TypedKind>();
  readonly controlId = input('');
  readonly describedBy = input<string | null>(null);
  /** Where no label stands beside it. */
  readonly label = input<string | null>(null);
  readonly placeholder = input('');
  /** Stands behind the box: 円. */
  readonly unit = input<string | null>(null);

  protected readonly isFigure = computed(() => this.kind() === 'number' || this.kind() === 'amount');

  /** What stands in the box; follows the value when it is set from elsewhere. */
  protected readonly typed = linkedSignal<string, string>({
    source: this.value,
    computation: (value, previous) =>
      previous !== undefined && storedText(this.kind(), previous.value) === value ? previous.value : shownText(this.kind(), value),
  });

  protected type({ target }: Event): void {
    if (target instanceof HTMLInputElement) {
      this.typed.set(target.value);
      this.value.set(storedText(this.kind(), target.value));
    }
  }

  protected leave(): void {
    this.typed.set(shownText(this.kind(), this.value()));
    this.touch.emit();
  }
}
