import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, resource, signal } from '@angular/core';
import { Icon } from '../shared/icon';
import { asProblem, type ProblemError } from '../shared/problems';
import { groupsInOrder } from '../templates/shelves';
import { Choices } from './choices';
import { CurationApi } from './curation-api';
import { NameFields } from './name-fields';

/** Longest name of a template, characters. */
const LONGEST_NAME = 60;

/** Names the new template and makes its draft of what was taken. */
@Component({
  selector: 'bn-old-document-form',
  imports: [Icon, NameFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="old-form" novalidate (submit)="create($event)" aria-labelledby="draft-h">
      <h2 id="draft-h">様式の名前を決めて、下書きをつくる</h2>
      <bn-name-fields class="old-form-in" [(name)]="name" [(group)]="group" [(number)]="id" [groups]="groups()" />
      @if (failure(); as problem) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ problem.errors[0]?.message ?? problem.message }}</span>
        </p>
      }
      <div class="row">
        <button
          class="btn main"
          type="submit"
          [attr.aria-disabled]="isBusy() || isNothing() ? 'true' : null"
          [attr.aria-describedby]="isNothing() ? 'old-why' : 'old-count'"
        >
          {{ isBusy() ? 'つくっています' : '下書きをつくる（0トークン）' }}
        </button>
        @if (isNothing()) {
          <p class="sub" id="old-why">項目か文章を一つ取り入れると、つくれます。</p>
        } @else {
          <p class="sub" id="old-count">
            項目{{ choices.takenFields() }}、文章{{ choices.takenSections() }}の下書きができます。AIへの指示は、次の画面で書きます。
          </p>
        }
      </div>
    </form>
  `,
})
export class OldDocumentForm {
  private readonly api = inject(CurationApi);
  protected readonly choices = inject(Choices);

  /** Name of the file that was read. */
  readonly fileName = input.required<string>();
  /** The draft was made. */
  readonly created = output<{ readonly templateId: string; readonly version: number }>();

  protected readonly name = linkedSignal(() => this.fileName().slice(0, LONGEST_NAME));
  protected readonly group = signal('');
  protected readonly id = signal('');
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<ProblemError | null>(null);

  private readonly templates = resource({ loader: () => this.api.list() });
  protected readonly groups = computed(() =>
    this.templates.hasValue() ? groupsInOrder(this.templates.value().map(({ group }) => group)) : [],
  );
  protected readonly isNothing = computed(() => this.choices.takenFields() + this.choices.takenSections() === 0);

  protected create(event: Event): void {
    event.preventDefault();
    if (this.isBusy() || this.isNothing()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    const named = { id: this.id().trim(), name: this.name().trim(), group: this.group().trim() };
    void this.api.create({ ...named, taken: this.choices.taken() }).then(
      ({ templateId, version }) => {
        this.created.emit({ templateId, version });
      },
      (error: unknown) => {
        this.failure.set(asProblem(error));
        this.isBusy.set(false);
      },
    );
  }
}
