import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { SavedInput, SavedInputView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { asProblem, isPassing, type ProblemError } from '../shared/problems';
import type { FormInput } from './form-input';
import { TemplateApi } from './template-api';

/** Pause after the last key before the form is saved, ms. */
const SAVE_AFTER_MS = 1_000;

/** Time before the next try while the server cannot be reached, ms. */
const TRY_AGAIN_MS = 5_000;

interface Pending {
  readonly templateId: string;
  readonly input: SavedInput;
}

/** Keeps what is typed into a form: on the server, a second after the last key and when the page is left. */
@Injectable()
export class InputKeeper implements OnDestroy {
  private readonly api = inject(TemplateApi);
  private pending: Pending | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private before: FormInput | null = null;
  private saving: Promise<void> = Promise.resolve();
  private readonly leave = () => void this.save(true);

  /** What the note beside the button says; '' before anything was typed. */
  readonly note = signal('');
  readonly isFailing = signal(false);
  /** Whether `recall` has something to bring back. */
  readonly canRecall = signal(false);

  constructor() {
    addEventListener('pagehide', this.leave);
  }

  ngOnDestroy(): void {
    removeEventListener('pagehide', this.leave);
    void this.saveNow();
  }

  /** Saves what is not saved yet, as far as that can be done. */
  async saveNow(): Promise<void> {
    clearTimeout(this.timer);
    await this.save();
  }

  keep(templateId: string, input: SavedInput): void {
    this.pending = { templateId, input };
    this.saveAfter(SAVE_AFTER_MS);
  }

  /**
   * What was saved for this form; without answers where nothing was.
   *
   * @throws ProblemError when it cannot be read: an empty form in its place would be saved over it
   */
  async restored(reading: Promise<SavedInputView>): Promise<SavedInputView> {
    const saved = await reading;
    this.note.set(saved.savedAt === null ? '' : `${clock(saved.savedAt)}に保存した入力を開きました`);
    return saved;
  }

  async forget(templateId: string): Promise<void> {
    clearTimeout(this.timer);
    this.pending = null;
    await this.saving;
    // The draft holds the input now; a copy that stays behind is offered again, which harms nobody.
    await this.api.forgetInput(templateId).catch(() => undefined);
  }

  /** Remembers the form before it is overwritten. */
  remember(input: FormInput): void {
    this.before = input;
    this.canRecall.set(true);
  }

  recall(): FormInput | null {
    this.canRecall.set(false);
    return this.before;
  }

  private saveAfter(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  /** One saving at a time, so that an older text never comes after a newer one; a page that is left cannot wait. */
  private async save(isLeaving = false): Promise<void> {
    if (isLeaving) {
      await this.send(true);
      return;
    }
    this.saving = this.saving.then(() => this.send(false));
    await this.saving;
  }

  private async send(isLeaving: boolean): Promise<void> {
    const pending = this.pending;
    if (pending === null) {
      return;
    }
    this.pending = null;
    try {
      const { savedAt } = await this.api.saveInput(pending.templateId, pending.input, isLeaving);
      this.note.set(savedAt === null ? '' : `${clock(savedAt)}に自動で保存しました`);
      this.isFailing.set(false);
    } catch (error) {
      this.fail(asProblem(error), pending);
    }
  }

  private fail({ code }: ProblemError, pending: Pending): void {
    this.isFailing.set(true);
    if (code === 'answers.personal-number') {
      this.note.set('個人番号と思われる数字があるため、保存していません');
      return;
    }
    this.note.set(isPassing(code) ? 'まだ保存できていません。つながると自動で保存します' : 'まだ保存できていません');
    if (isPassing(code)) {
      this.pending ??= pending;
      this.saveAfter(TRY_AGAIN_MS);
    }
  }
}
