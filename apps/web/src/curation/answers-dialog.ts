import { ChangeDetectionStrategy, Component, input, linkedSignal, output, viewChild, type Signal } from '@angular/core';
import { isEmptyAnswer, type TemplateView } from '@bunan/contracts';
import { Modal } from '../shared/modal';
import { FormPreview } from './form-preview';
import { LeaveDialog } from './leave-dialog';

/** The first value of a signal. */
function asOpened<T>(value: Signal<T>): Signal<T> {
  return linkedSignal<T, T>({ source: value, computation: (now, before) => (before === undefined ? now : before.value) });
}

/** The form of a template, to fill in what an example or a test has in it. */
@Component({
  selector: 'bn-answers-dialog',
  imports: [FormPreview, LeaveDialog, Modal],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="wide-view" [attr.aria-label]="heading()" (dismissed)="close()">
      <div class="row">
        <h2 tabindex="-1">{{ heading() }}</h2>
        <div class="row push">
          <button class="btn" type="button" (click)="close()">やめる</button>
          <button class="btn main" type="button" (click)="take()">この入力にする</button>
        </div>
      </div>
      <p class="sub measure">誤りのある入力や、空のままの項目も試せます。実在する人の名前や番号は入れないでください。</p>
      <bn-form-preview [view]="shown()" [only]="null" [answers]="shownAnswers()" />
    </dialog>
    <bn-leave-dialog heading="入力したものが、まだ取り込まれていません" text="この画面を閉じると、ここで入力したものは消えます。" />
  `,
})
export class AnswersDialog {
  readonly heading = input.required<string>();
  readonly view = input.required<TemplateView>();
  /** What stands in the form at first. */
  readonly answers = input.required<Readonly<Record<string, unknown>>>();

  /** What was filled in; empty fields are left out. */
  readonly taken = output<Readonly<Record<string, unknown>>>();
  readonly closed = output();

  // Later checks of the template bring a new view; what is being typed stays where it is.
  protected readonly shown = asOpened(this.view);
  protected readonly shownAnswers = asOpened(this.answers);
  private readonly form = viewChild.required(FormPreview);
  private readonly leaving = viewChild.required(LeaveDialog);

  protected async close(): Promise<void> {
    if (!this.form().isChanged() || (await this.leaving().ask())) {
      this.closed.emit();
    }
  }

  protected take(): void {
    const filled = Object.entries(this.form().asked()).filter(([, answer]) => !isEmptyAnswer(answer));
    this.taken.emit(Object.fromEntries(filled));
  }
}
