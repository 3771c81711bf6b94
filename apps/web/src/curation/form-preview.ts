import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { TemplateView } from '@bunan/contracts';
import { checkForm } from '../templates/form-check';
import { shownGroups } from '../templates/form-groups';
import { inputOf, type FormInput } from '../templates/form-input';
import { GroupFields } from '../templates/group-fields';

/** The form as a clerk meets it, filled in with the example: it can be tried, and keeps nothing. */
@Component({
  selector: 'bn-form-preview',
  imports: [GroupFields],
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
        <bn-group-fields [lines]="group.lines" [form]="input" [hasLittleRoom]="hasLittleRoom()" />
      </section>
    } @empty {
      <p class="sub">この入力では、ここに示す項目はありません。</p>
    }
  `,
})
export class FormPreview {
  readonly view = input.required<TemplateView>();
  /** Only these fields; null: the whole form. */
  readonly only = input.required<readonly string[] | null>();

  readonly hasLittleRoom = input(false);
  /** What stands in it at first; null: the example. */
  readonly answers = input<Readonly<Record<string, unknown>> | null>(null);

  private readonly model = linkedSignal<FormInput>(() => inputOf(this.view().fields, this.answers() ?? this.view().sample.answers));
  private readonly checked = computed(() => checkForm(this.view().fields, this.model()));
  protected readonly input = form(this.model);

  /** Whether somebody has filled something in. */
  isChanged(): boolean {
    return this.input().dirty();
  }

  /** What would be sent. */
  readonly asked = computed(() => this.checked().asked);

  protected readonly groups = computed(() => {
    const only = this.only();
    const checked = this.checked();
    const shown = checked.shown.filter(({ id }) => only === null || only.includes(id));
    // A narrow column: one field below the other.
    return shownGroups(this.view().groups, { ...checked, shown }, []).map((group) => ({
      ...group,
      lines: group.lines.flat().map((field) => [field]),
    }));
  });
}
