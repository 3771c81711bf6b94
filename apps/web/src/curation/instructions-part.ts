import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Icon } from '../shared/icon';
import { recordAt } from './definition';
import { Editor } from './editor';
import { typedText } from './typed-text';

/** A text for each option of a field: what it tells the model, or what is printed. */
@Component({
  selector: 'bn-instructions-part',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset class="field">
      <legend class="label">{{ heading() }}</legend>
      <p class="help">{{ help() }}</p>
      @for (option of options(); track option) {
        <div class="field">
          <label class="label" [for]="path() + $index">{{ option }}</label>
          <textarea
            class="in"
            rows="2"
            [id]="path() + $index"
            [value]="instruction(option)"
            [readOnly]="!editor.canEdit()"
            (input)="put(option, $event)"
          ></textarea>
        </div>
      }
      @for (fault of editor.faultsAt(path()); track $index) {
        <p class="bad">
          <bn-icon name="warning" /><span>{{ fault.message }}</span>
        </p>
      }
    </fieldset>
  `,
})
export class InstructionsPart {
  protected readonly editor = inject(Editor);

  /** Place of the instructions: `fields.3.instructions`. */
  readonly path = input.required<string>();
  readonly options = input.required<readonly string[]>();
  readonly heading = input.required<string>();
  readonly help = input.required<string>();

  protected instruction(option: string): string {
    const typed = recordAt(this.editor.content(), this.path())[option];
    return typeof typed === 'string' ? typed : '';
  }

  /** An option may hold any sign, dots too: the instructions are put as a whole. */
  protected put(option: string, event: Event): void {
    const others = Object.entries(recordAt(this.editor.content(), this.path())).filter(([key]) => key !== option);
    const text = typedText(event);
    const all = Object.fromEntries(text === '' ? others : [...others, [option, text]]);
    this.editor.set(this.path(), all);
  }
}
