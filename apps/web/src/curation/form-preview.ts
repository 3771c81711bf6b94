import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { form, type FieldTree } from '@angular/forms/signals';
import { askedAnswers, askedFields, isRequired, type Field, type TemplateView } from '@bunan/contracts';
import { FieldControl } from '../templates/field-control';
import { answersOf, inputOf, type FormInput } from '../templates/form-input';
import { abreast } from '../templates/form-lines';
import { RowsControl } from '../templates/rows-control';
import { SeesMark } from '../templates/sees-mark';

/** The form as a clerk meets it, filled in with the example: it can be tried, and keeps nothing. */
@Component({
  selector: 'bn-form-preview',
  imports: [FieldControl, RowsControl, SeesMark],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'see-form' },
  template: `
    @for (group of groups(); track group.id) {
      <section [attr.aria-label]="group.title">
        @if (only() === null) {
          <h4>{{ group.title }}</h4>
          @if (group.help) {
            <p class="sub">{{ group.help }}</p>
          }
        }
        @for (line of group.lines; track line[0]?.id) {
          <div>
            @for (field of line; track field.id) {
              @if (rowsOf(field); as rows) {
                <div class="field">
                  <div class="field-head">
                    <span class="label" [id]="field.id + '-l'">{{ field.label }}</span>
                    <span [class]="field.required ? 'req' : 'opt'">{{ field.required ? '必須' : '任意' }}</span>
                    <bn-sees-mark [field]="field" />
                  </div>
                  @if (field.help) {
                    <p class="help">{{ field.help }}</p>
                  }
                  <bn-rows-control [field]="field" [control]="rows" [labelledBy]="field.id + '-l'" />
                </div>
              } @else if (textOf(field); as control) {
                <bn-field-control [field]="field" [control]="control" />
              }
            }
          </div>
        }
      </section>
    } @empty {
      <p class="sub">この入力では、示されない項目です。</p>
    }
  `,
})
export class FormPreview {
  readonly view = input.required<TemplateView>();
  /** Only this field; null: the whole form. */
  readonly only = input.required<string | null>();

  private readonly fields = computed(() => this.view().fields);
  private readonly model = linkedSignal<FormInput>(() => inputOf(this.fields(), this.view().sample.answers));
  protected readonly input = form(this.model);

  private readonly asked = computed((): Field[] => {
    const answers = answersOf(this.fields(), this.model());
    const entered = askedAnswers(this.fields(), answers);
    return askedFields(this.fields(), answers).map((field) => ({ ...field, required: isRequired(field, entered) }));
  });

  protected readonly groups = computed(() => {
    const only = this.only();
    const shown = this.asked().filter((field) => field.hidden !== true && (only === null || field.id === only));
    return this.view()
      .groups.map(({ id, title, help, fields }) => ({
        id,
        title,
        help,
        lines: abreast(fields.flatMap((each) => shown.find((field) => field.id === each) ?? [])),
      }))
      .filter(({ lines }) => lines.length > 0);
  });

  protected textOf(field: Field): FieldTree<string> | undefined {
    return this.input.texts[field.id];
  }

  protected rowsOf(field: Field): FieldTree<Record<string, string>[]> | undefined {
    return this.input.rows[field.id];
  }
}
