import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { longestText, textLength, type Field } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { ChecksControl } from './checks-control';
import { controlKind, GROUPS, typedKind } from './control-kind';
import { DateControl } from './date-control';
import { DateRangeControl } from './date-range-control';
import { DateTimeControl } from './date-time-control';
import { FileControl } from './file-control';
import { SeesMark } from './sees-mark';
import { SuggestControl } from './suggest-control';
import { TypedControl } from './typed-control';

/** Ids of what stands above the control of a field: 必須 or 任意, what the model sees, the help where there is one. */
export function headIds({ id, help }: Field): string {
  return [`${id}-r`, `${id}-s`, ...(help ? [`${id}-h`] : [])].join(' ');
}

/** One field of the form that holds one text: label, help, what the model sees, the control, its error. */
@Component({
  selector: 'bn-field-control',
  imports: [
    ChecksControl,
    DateControl,
    DateRangeControl,
    DateTimeControl,
    FileControl,
    FormField,
    Icon,
    SeesMark,
    SuggestControl,
    TypedControl,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field' },
  templateUrl: './field-control.html',
})
export class FieldControl {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly field = input.required<Field>();
  readonly control = input.required<FieldTree<string>>();

  protected readonly kind = computed(() => controlKind(this.field()));
  protected readonly typedKind = computed(() => typedKind(this.field().type));

  /** Several boxes with one name. */
  protected readonly isGroup = computed(() => GROUPS.has(this.kind()));

  /** The options as they stand in the control and as they are read. */
  protected readonly options = computed(() => {
    const { type, options = [] } = this.field();
    return type === 'bool'
      ? [
          { value: 'true', label: 'はい' },
          { value: 'false', label: 'いいえ' },
        ]
      : options.map((option) => ({ value: option, label: option }));
  });

  /** Long examples stand in the box only where there is room for them. */
  protected readonly example = computed(() => {
    const { example, help } = this.field();
    return example === undefined || help?.includes(example) === true ? '' : `例　${example}`;
  });

  protected readonly help = computed(() => this.field().help ?? '');

  protected readonly isWrong = computed(() => this.control()().touched() && this.control()().invalid());

  protected readonly describedBy = computed(() => {
    const { id } = this.field();
    const below = this.isWrong() ? [`${id}-e`] : this.unusual() === null ? [] : [`${id}-u`];
    return [headIds(this.field()), ...below].join(' ');
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
    // A pattern is known to be quick on texts that the field takes.
    const isTried = usual !== undefined && text !== '' && textLength(text) <= longestText(this.field());
    return isTried && !new RegExp(usual.pattern, 'u').test(text) ? usual.message : null;
  });

  protected readonly inputMode = computed(() => {
    const { type } = this.field();
    return type === 'tel' || type === 'email' ? type : null;
  });

  /** What was chosen where nothing has to be. */
  protected readonly canUnchoose = computed(() => {
    return this.kind() === 'choices' && !this.field().required && this.control()().value() !== '';
  });

  protected unchoose(): void {
    this.control()().value.set('');
    this.control()().markAsDirty();
    this.host.nativeElement.querySelector('input')?.focus();
  }
}
