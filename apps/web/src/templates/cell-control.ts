import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import type { Column } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { TypedControl } from './typed-control';
import type { TypedKind } from './typed-values';

const TYPED: ReadonlySet<string> = new Set(['number', 'amount', 'date', 'datetime'] satisfies TypedKind[]);

function isTyped(type: Column['type']): type is TypedKind {
  return TYPED.has(type);
}

/** One cell of a row: the control that fits its column, and its error. */
@Component({
  selector: 'bn-cell-control',
  imports: [FormField, Icon, TypedControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @let c = column();
    @switch (c.type) {
      @case ('select') {
        <select
          class="in"
          [id]="cellId()"
          [formField]="cell()"
          [attr.aria-label]="name()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
        >
          <option value=""></option>
          @for (option of c.options; track option) {
            <option [value]="option">{{ option }}</option>
          }
        </select>
      }
      @case ('longtext') {
        <textarea
          class="in"
          rows="1"
          [id]="cellId()"
          [formField]="cell()"
          [placeholder]="placeholder()"
          [attr.aria-label]="name()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
        ></textarea>
      }
      @case ('text') {
        <input
          class="in"
          autocomplete="off"
          [id]="cellId()"
          [formField]="cell()"
          [placeholder]="placeholder()"
          [attr.aria-label]="name()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
        />
      }
      @default {
        <bn-typed-control
          [kind]="typedKind()"
          [controlId]="cellId()"
          [formField]="cell()"
          [placeholder]="placeholder()"
          [label]="name()"
          [describedBy]="describedBy()"
          [unit]="c.type === 'amount' ? '円' : null"
        />
      }
    }
    @if (isWrong() && cell()().errors()[0]; as error) {
      <p class="bad" [id]="cellId() + '-e'">
        <bn-icon name="warning" /><span>{{ error.message }}</span>
      </p>
    }
  `,
})
export class CellControl {
  readonly column = input.required<Column>();
  readonly cell = input.required<FieldTree<string>>();
  readonly cellId = input.required<string>();
  /** 2行目 金額 */
  readonly name = input.required<string>();
  readonly placeholder = input('');

  protected readonly isWrong = computed(() => this.cell()().touched() && this.cell()().invalid());
  protected readonly describedBy = computed(() => (this.isWrong() ? `${this.cellId()}-e` : null));
  protected readonly typedKind = computed((): TypedKind => {
    const { type } = this.column();
    return isTyped(type) ? type : 'number';
  });
}
