import { Directive, input, linkedSignal, output } from '@angular/core';
import { typedText } from './typed-text';

/** A text box in which a text stays as it is typed while it stands for the value: nothing half typed is put right under the hand. */
@Directive({ selector: 'input[bnTyped]', host: { '[value]': 'text()', '(input)': 'take($event)' } })
export class TypedBox {
  /** The value as it is printed. */
  readonly bnTyped = input.required<string>();
  /** How a typed text is printed once it is a value. */
  readonly printed = input.required<(typed: string) => string>();
  readonly typed = output<string>();

  protected readonly text = linkedSignal<string, string>({
    source: this.bnTyped,
    computation: (value, previous) => (previous !== undefined && this.printed()(previous.value) === value ? previous.value : value),
  });

  protected take(event: Event): void {
    const text = typedText(event);
    this.text.set(text);
    this.typed.emit(text);
  }
}
