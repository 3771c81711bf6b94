import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { Field } from '@bunan/contracts';
import { FieldControl, headIds } from './field-control';
import type { FormInput } from './form-input';
import { RowsControl } from './rows-control';
import { SeesMark } from './sees-mark';

/** The fields of one group of a form, line by line: each with its control, rows with their table. */
@Component({
  selector: 'bn-group-fields',
  imports: [FieldControl, RowsControl, SeesMark],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'group-fields' },
  template: `
    @for (line of lines(); track line[0]?.id) {
      <div [class.two]="line.length === 2">
        @for (field of line; track field.id) {
          @if (rowsOf(field); as rows) {
            <div class="field">
              <div class="field-head">
                <span class="label" [id]="field.id + '-l'">{{ field.label }}</span>
                <span [class]="field.required ? 'req' : 'opt'" [id]="field.id + '-r'">{{ field.required ? '必須' : '任意' }}</span>
                <bn-sees-mark [id]="field.id + '-s'" [field]="field" />
              </div>
              @if (field.help) {
                <p class="help" [id]="field.id + '-h'">{{ field.help }}</p>
              }
              <bn-rows-control
                [field]="field"
                [control]="rows"
                [labelledBy]="field.id + '-l'"
                [describedBy]="describedBy(field)"
                [hasLittleRoom]="hasLittleRoom()"
              />
            </div>
          } @else if (textOf(field); as control) {
            <bn-field-control [field]="field" [control]="control" />
          }
        }
      </div>
    }
  `,
})
export class GroupFields {
  readonly lines = input.required<readonly (readonly Field[])[]>();
  readonly form = input.required<FieldTree<FormInput>>();
  /** The place is as narrow as a telephone, whatever the window is. */
  readonly hasLittleRoom = input(false);

  protected readonly describedBy = headIds;

  protected textOf(field: Field): FieldTree<string> | undefined {
    return this.form().texts[field.id];
  }

  protected rowsOf(field: Field): FieldTree<Record<string, string>[]> | undefined {
    return this.form().rows[field.id];
  }
}
