import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import type { VersionAct, VersionView } from '@bunan/contracts';
import { jstDate } from '@bunan/wareki';
import { Icon } from '../shared/icon';
import { Modal } from '../shared/modal';
import { DateControl } from '../templates/date-control';
import { actWords } from './words';

/** What an act asks for before it is done. */
export interface ActDetails {
  readonly comment?: string;
  readonly from?: string;
}

const GIVE_UP = 'この版は、公開せずにやめます。内容は残ります。後で、この版から次の版をつくれます。';

const QUESTIONS: Partial<Record<VersionAct, string>> = {
  return: '差し戻す理由を書いてください。作った人に伝わります。',
  publish: 'いつから使えるようにしますか。その日から、この版が入力画面に出ます。これまでに作った文書は、元の版のままです。',
  retire: 'いつから使えなくしますか。作成中の文案と、これまでに作った文書は、そのまま残ります。',
};

/** Asks for the reason or the first day of an act; acts that need neither are done at once. */
@Component({
  selector: 'bn-act-dialog',
  imports: [DateControl, Icon, Modal],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog bnModal class="ask" aria-labelledby="act-h" (dismissed)="closed.emit()">
      <h2 id="act-h">{{ words() }}</h2>
      <p>{{ question() }}</p>
      @if (act() === 'return') {
        <div class="field">
          <label class="label" for="act-why">理由</label>
          <textarea #why class="in" id="act-why" rows="4" maxlength="1000" [value]="comment()" (input)="comment.set(why.value)"></textarea>
        </div>
      } @else if (!isGivenUp()) {
        <div class="field" role="group" aria-labelledby="act-day">
          <span class="label" id="act-day">{{ act() === 'retire' ? '使えなくなる日' : '使い始める日' }}</span>
          <bn-date-control [(value)]="day" controlId="act-from" />
        </div>
      }
      @if (error(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
      <p class="row">
        <button class="btn main" type="button" (click)="confirm()">{{ words() }}</button>
        <button class="btn plain" type="button" (click)="closed.emit()">{{ isGivenUp() ? 'やめずに戻る' : 'やめる' }}</button>
      </p>
    </dialog>
  `,
})
export class ActDialog {
  readonly act = input.required<VersionAct>();
  readonly version = input.required<VersionView>();
  readonly done = output<ActDetails>();
  readonly closed = output();

  protected readonly comment = signal('');
  protected readonly day = signal(jstDate(new Date()));
  protected readonly error = signal<string | null>(null);

  protected readonly words = computed(() => actWords(this.act(), this.version()));
  protected readonly isGivenUp = computed(() => this.act() === 'retire' && this.version().state === 'draft');
  protected readonly question = computed(() => (this.isGivenUp() ? GIVE_UP : (QUESTIONS[this.act()] ?? '')));

  protected confirm(): void {
    if (this.act() === 'return') {
      if (this.comment().trim() === '') {
        this.error.set('理由を入力してください。');
      } else {
        this.done.emit({ comment: this.comment().trim() });
      }
    } else if (this.isGivenUp()) {
      this.done.emit({});
    } else if (/^\d{4}-\d{2}-\d{2}$/.test(this.day())) {
      this.done.emit({ from: this.day() });
    } else {
      this.error.set('暦にある年月日を入力してください。');
    }
  }
}

/** Whether an act asks for something first. */
export function asksFirst(act: VersionAct): boolean {
  return QUESTIONS[act] !== undefined;
}
