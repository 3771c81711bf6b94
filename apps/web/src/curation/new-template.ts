import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Router } from '@angular/router';
import type { CuratedTemplate } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { asProblem, type ProblemError } from '../shared/problems';
import { groupsInOrder } from '../templates/shelves';
import { CurationApi } from './curation-api';
import { NameFields } from './name-fields';

/** Begins a new template, empty or as a copy of one there is. */
@Component({
  selector: 'bn-new-template',
  imports: [FormsModule, Icon, NameFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="cap-form" novalidate (submit)="create($event)" aria-labelledby="new-h">
      <h2 id="new-h" tabindex="-1">新しい様式をつくる</h2>
      <bn-name-fields [(name)]="name" [(group)]="group" [(number)]="id" [groups]="groups()" />
      <div class="field">
        <label class="label" for="new-copy">もとにする様式</label>
        <select class="in" id="new-copy" name="copy" [(ngModel)]="copyOf">
          <option value="">なし（空から始める）</option>
          @for (template of templates(); track template.id) {
            <option [value]="template.id">{{ template.name }}</option>
          }
        </select>
      </div>
      @if (failure(); as problem) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ problem.errors[0]?.message ?? problem.message }}</span>
        </p>
      }
      <p class="row">
        <button class="btn main" type="submit" [attr.aria-disabled]="isBusy() ? 'true' : null">つくり始める</button>
        <button class="btn plain" type="button" (click)="closed.emit()">やめる</button>
      </p>
    </form>
  `,
})
export class NewTemplate {
  private readonly api = inject(CurationApi);
  private readonly router = inject(Router);

  readonly templates = input.required<readonly CuratedTemplate[]>();
  readonly closed = output();

  protected readonly name = signal('');
  protected readonly group = signal('');
  protected readonly copyOf = signal('');
  protected readonly id = signal('');
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<ProblemError | null>(null);

  protected readonly groups = computed(() => groupsInOrder(this.templates().map(({ group }) => group)));

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      const copyOf = this.copyOf() === '' ? {} : { copyOf: this.copyOf() };
      const view = await this.api.create({ id: this.id().trim(), name: this.name().trim(), group: this.group().trim(), ...copyOf });
      await this.router.navigate(['/curation', view.templateId, view.version]);
    } catch (error) {
      this.failure.set(asProblem(error));
      this.isBusy.set(false);
    }
  }
}
