import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, resource, signal } from '@angular/core';
import type { CuratedTemplate, DepartmentView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { Modal } from '../shared/modal';
import { sentenceOf } from '../shared/problems';
import { CurationApi } from './curation-api';

/** Which departments may use a template: all, or those that are named. */
@Component({
  selector: 'bn-visibility-form',
  imports: [Icon, Modal],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="ask" aria-labelledby="vis-h" (dismissed)="closed.emit(false)">
      <h2 id="vis-h">「{{ template().name }}」を使える課</h2>
      <div class="field" role="radiogroup" aria-labelledby="vis-h">
        <label class="check"><input type="radio" name="vis" [checked]="isForAll()" (change)="isForAll.set(true)" />すべての課</label>
        <label class="check"><input type="radio" name="vis" [checked]="!isForAll()" (change)="isForAll.set(false)" />決めた課だけ</label>
      </div>
      @if (!isForAll()) {
        <fieldset class="field vis-list">
          <legend class="label">課（{{ chosen().size }}）</legend>
          @for (department of departments.hasValue() ? departments.value() : []; track department.id) {
            <label class="check"
              ><input type="checkbox" [checked]="chosen().has(department.id)" (change)="toggle(department)" />{{ department.name }}</label
            >
          } @empty {
            <p class="sub" role="status">{{ departments.error() ? '課の一覧を読み込めませんでした。' : '課の一覧を読み込んでいます。' }}</p>
          }
        </fieldset>
      }
      <p class="sub">使えなくなった課でも、これまでに作った文案は開けます。</p>
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
      <p class="row">
        <button class="btn main" type="button" (click)="save()">この課で使えるようにする</button>
        <button class="btn plain" type="button" (click)="closed.emit(false)">やめる</button>
      </p>
    </dialog>
  `,
})
export class VisibilityForm {
  private readonly api = inject(CurationApi);

  readonly template = input.required<CuratedTemplate>();
  /** Whether something was changed. */
  readonly closed = output<boolean>();

  protected readonly departments = resource({ loader: () => this.api.departments() });
  protected readonly isForAll = linkedSignal(() => this.template().departments.length === 0);
  protected readonly chosen = linkedSignal<ReadonlySet<string>>(() => new Set(this.template().departments.map(({ id }) => id)));
  protected readonly failure = signal<string | null>(null);

  private readonly ids = computed(() => (this.isForAll() ? [] : [...this.chosen()]));

  protected toggle({ id }: DepartmentView): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.chosen.set(chosen);
  }

  protected save(): void {
    if (!this.isForAll() && this.ids().length === 0) {
      this.failure.set('課を一つは選んでください。');
      return;
    }
    void this.send();
  }

  private async send(): Promise<void> {
    const isSaved = await this.api.showTo(this.template().id, this.ids()).then(
      () => true,
      (error: unknown) => {
        this.failure.set(sentenceOf(error));
        return false;
      },
    );
    if (isSaved) {
      this.closed.emit(true);
    }
  }
}
