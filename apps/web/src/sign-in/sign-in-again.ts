import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, viewChild } from '@angular/core';
import { SignInForm } from './sign-in-form';

/** Asks for the password above a page whose session has ended; nothing of the page can be read through it. */
@Component({
  selector: 'bn-sign-in-again',
  imports: [SignInForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #dialog class="again" aria-labelledby="again-title" (cancel)="$event.preventDefault()">
      <h2 id="again-title">しばらく操作がなかったため、サインアウトしました</h2>
      <p>この画面の内容は残っています。サインインすると、続きから始められます。ほかの人がサインインすると、この画面は閉じます。</p>
      <bn-sign-in-form />
    </dialog>
  `,
})
export class SignInAgain {
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterNextRender(() => {
      this.dialog().nativeElement.showModal();
    });
  }
}
