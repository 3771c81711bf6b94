import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Modal } from '../shared/modal';
import { SignInForm } from './sign-in-form';

/** Asks for the password above a page whose session has ended; nothing of the page can be read through it. */
@Component({
  selector: 'bn-sign-in-again',
  imports: [Modal, SignInForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="again" aria-labelledby="again-title">
      <h2 id="again-title">しばらく操作がなかったため、サインアウトしました</h2>
      <p>この画面の内容は残っています。サインインすると、続きから始められます。ほかの人がサインインすると、この画面は閉じます。</p>
      <bn-sign-in-form />
    </dialog>
  `,
})
export class SignInAgain {}
