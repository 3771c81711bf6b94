import { ChangeDetectionStrategy, Component, input, output, viewChild } from '@angular/core';
import { isEmptyAnswer, type TemplateView } from '@bunan/contracts';
import { Modal } from '../shared/modal';
import { FormPreview } from './form-preview';

/** The form of a template, to fill in what an example or a test has in it. */
@Component({
  selector: 'bn-answers-dialog',
  imports: [FormPreview, Modal],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="wide-view" [attr.aria-label]="heading()" (dismissed)="closed.emit()">
      <div class="row">
        <h2 tabindex="-1">{{ heading() }}</h2>
        <div class="row push">
          <button class="btn" type="button" (click)="closed.emit()">やめる</button>
          <button class="btn main" type="button" (click)="take()">この入力にする</button>
        </div>
      </div>
      <p class="sub measure">誤りのある入力や、空のままの項目も試せます。実在する人の名前や番号は入れないでください。</p>
      <bn-form-preview [view]="view()" [only]="null" [answers]="answers()" />
    </dialog>
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

  private readonly form = viewChild.required(FormPreview);

  protected take(): void {
    const filled = Object.entries(this.form().asked()).filter(([, answer]) => !isEmptyAnswer(answer));
    this.taken.emit(Object.fromEntries(filled));
  }
}
