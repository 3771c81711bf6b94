import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { textLength, type Field } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { DateControl } from './date-control';
import { DateTimeControl } from './date-time-control';
import { SeesMark } from './sees-mark';

/** Choices of this many options stand open; more are a list. */
const OPEN_CHOICES = 5;

/** How a field is filled in, where that is not one line. */
const CONTROLS = { date: 'date', datetime: 'datetime', longtext: 'area', lines: 'area' } as const;

function hasControl(type: Field['type']): type is keyof typeof CONTROLS {
  return type in CONTROLS;
}

/** Which control a field is filled in with. */
function controlKind({ type, options = [], required }: Field): 'date' | 'datetime' | 'choices' | 'list' | 'area' | 'line' {
  if (type === 'select') {
    return options.length <= OPEN_CHOICES && required ? 'choices' : 'list';
  }
  return hasControl(type) ? CONTROLS[type] : 'line';
}

/** One field of the form that holds one text: label, help, what the model sees, the control, its error. */
@Component({
  selector: 'bn-field-control',
  imports: [DateControl, DateTimeControl, FormField, Icon, SeesMark],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field' },
  template: `
    @let f = field();
    @let state = control()();
    <div class="field-head">
      @if (isGroup()) {
        <span class="label" [id]="f.id + '-l'">{{ f.label }}</span>
      } @else {
        <label class="label" [for]="f.id" [id]="f.id + '-l'">{{ f.label }}</label>
      }
      <span [class]="f.required ? 'req' : 'opt'">{{ f.required ? '必須' : '任意' }}</span>
      <bn-sees-mark [field]="f" />
    </div>
    @if (help(); as text) {
      <p class="help" [id]="f.id + '-h'">{{ text }}</p>
    }
    @switch (kind()) {
      @case ('date') {
        <div role="group" [attr.aria-labelledby]="f.id + '-l'" [attr.aria-describedby]="describedBy()">
          <bn-date-control [formField]="control()" [controlId]="f.id" />
        </div>
      }
      @case ('datetime') {
        <div role="group" [attr.aria-labelledby]="f.id + '-l'" [attr.aria-describedby]="describedBy()">
          <bn-date-time-control [formField]="control()" [controlId]="f.id" />
        </div>
      }
      @case ('choices') {
        <div
          class="choices"
          role="radiogroup"
          [id]="f.id"
          tabindex="-1"
          [attr.aria-labelledby]="f.id + '-l'"
          [attr.aria-describedby]="describedBy()"
        >
          @for (option of f.options; track option) {
            <label><input type="radio" [value]="option" [formField]="control()" />{{ option }}</label>
          }
        </div>
      }
      @case ('list') {
        <select
          class="in"
          [id]="f.id"
          [formField]="control()"
          [attr.aria-describedby]="describedBy()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
        >
          @for (option of f.options; track option) {
            <option [value]="option">{{ option }}</option>
          }
        </select>
      }
      @case ('area') {
        <textarea
          class="in"
          [id]="f.id"
          rows="2"
          [formField]="control()"
          [placeholder]="example()"
          [attr.aria-describedby]="describedBy()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
        ></textarea>
      }
      @default {
        <input
          class="in"
          [class.short]="f.type === 'number' || f.type === 'amount'"
          [id]="f.id"
          autocomplete="off"
          [attr.inputmode]="inputMode()"
          [formField]="control()"
          [placeholder]="example()"
          [attr.aria-describedby]="describedBy()"
          [attr.aria-invalid]="isWrong() ? 'true' : null"
        />
      }
    }
    @if (isWrong() && state.errors()[0]; as error) {
      <p class="bad" [id]="f.id + '-e'">
        <bn-icon name="warning" /><span>{{ error.message }}</span>
      </p>
    } @else if (unusual(); as words) {
      <p class="help unusual">{{ words }}</p>
    }
    @if (count(); as words) {
      <p class="count">{{ words }}</p>
    }
  `,
})
export class FieldControl {
  readonly field = input.required<Field>();
  readonly control = input.required<FieldTree<string>>();

  protected readonly kind = computed(() => controlKind(this.field()));

  protected readonly isGroup = computed(() => ['date', 'datetime', 'choices'].includes(this.kind()));

  /** Long examples stand in the box only where there is room for them. */
  protected readonly example = computed(() => {
    const { example, help } = this.field();
    return example === undefined || help?.includes(example) === true ? '' : `例　${example}`;
  });

  protected readonly help = computed(() => this.field().help ?? '');

  protected readonly isWrong = computed(() => this.control()().touched() && this.control()().invalid());

  protected readonly describedBy = computed(() => {
    const { id, help } = this.field();
    const ids = [...(help === undefined ? [] : [`${id}-h`]), ...(this.isWrong() ? [`${id}-e`] : [])];
    return ids.length === 0 ? null : ids.join(' ');
  });

  protected readonly count = computed(() => {
    const { type, maxLength } = this.field();
    const text = this.control()().value();
    return type === 'longtext' && maxLength !== undefined
      ? `${textLength(text).toLocaleString('ja-JP')}／${maxLength.toLocaleString('ja-JP')}字`
      : null;
  });

  /** A form that is not the usual one is named, never refused. */
  protected readonly unusual = computed(() => {
    const { usual } = this.field();
    const text = this.control()().value();
    return usual !== undefined && text !== '' && !new RegExp(usual.pattern).test(text) ? usual.message : null;
  });

  protected readonly inputMode = computed(() => {
    const modes: Readonly<Record<string, string>> = { number: 'numeric', amount: 'numeric', tel: 'tel', email: 'email' };
    return modes[this.field().type] ?? null;
  });
}
