import { computed, inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { DocumentModel, FaultView, TemplateCheck, TemplateView, VersionView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { asProblem, isPassing } from '../shared/problems';
import { CurationApi } from './curation-api';
import { listAt, textAt, valueAt, withValue, type Definition } from './definition';

/** Pause after the last key before the template is checked, and saved, ms. */
const CHECK_AFTER_MS = 400;
const SAVE_AFTER_MS = 1_000;
const TRY_AGAIN_MS = 5_000;

/** A template as it looks filled in: its form and its paper. */
interface Look {
  readonly form: TemplateView;
  readonly paper: DocumentModel;
}

/** Something that was taken out, and the definition before. */
interface Removal {
  readonly name: string;
  readonly before: Definition;
}

/** One version of a template while it is edited: its content, what is wrong with it, how it looks, and that it is kept. */
@Injectable()
export class Editor implements OnDestroy {
  private readonly api = inject(CurationApi);
  private readonly opened = signal<VersionView | null>(null);
  private readonly edited = signal<Definition>({});
  private readonly checked = signal<TemplateCheck | null>(null);
  private readonly seen = signal<Look | null>(null);
  private readonly removal = signal<Removal | null>(null);
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private checks = 0;
  private hasUnsaved = false;
  private saving: Promise<void> = Promise.resolve();
  private readonly leave = () => void this.saveNow(true);

  readonly version = this.opened.asReadonly();
  readonly content = this.edited.asReadonly();
  readonly check = this.checked.asReadonly();
  /** How it looked when it was last right; null when it has not been since it was opened. */
  readonly look = this.seen.asReadonly();
  /** What was taken out with the last change. */
  readonly removed = this.removal.asReadonly();
  readonly isChecking = signal(false);
  readonly note = signal('');
  readonly isFailing = signal(false);
  /** What somebody else has saved meanwhile; nothing is saved until it is settled. */
  readonly theirs = signal<VersionView | null>(null);
  /** The test whose form fills the preview; '' the sample. */
  readonly example = signal('');

  readonly canEdit = computed(() => this.opened()?.canEdit === true && this.theirs() === null);
  readonly faults = computed((): readonly FaultView[] => this.checked()?.faults ?? []);
  /** How many tests have failed, on the boilerplate or on the recorded answer. */
  readonly red = computed(() => {
    const failed = (this.checked()?.results ?? []).filter(({ failures }) => failures.length > 0);
    return new Set(failed.map(({ testId }) => testId)).size;
  });

  constructor() {
    addEventListener('pagehide', this.leave);
  }

  ngOnDestroy(): void {
    removeEventListener('pagehide', this.leave);
    clearTimeout(this.checkTimer);
    void this.saveNow();
  }

  /** Takes up a version as the server has it. */
  open(view: VersionView): void {
    this.opened.set(view);
    this.edited.set(view.content);
    this.removal.set(null);
    this.seen.set(null);
    this.takeCheck(view.check);
    // What is still being checked is of an older text.
    clearTimeout(this.checkTimer);
    this.checks += 1;
    this.isChecking.set(false);
    this.theirs.set(null);
    this.hasUnsaved = false;
    this.note.set('');
    this.isFailing.set(false);
  }

  /** Faults at a place and below it. */
  faultsAt(path: string): readonly FaultView[] {
    return this.faults().filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
  }

  /** Whether something is wrong in one of the properties of what stands at a place. */
  isWrongIn(path: string, properties: readonly string[]): boolean {
    return properties.some((property) => this.faultsAt(`${path}.${property}`).length > 0);
  }

  /** Whether something would be lost with this page. */
  isUnsaved(): boolean {
    return this.hasUnsaved;
  }

  set(path: string, value: unknown): void {
    this.replace(withValue(this.edited(), path, value));
  }

  /** What is filled in while somebody else's saving is being settled stands beside theirs. */
  replace(content: Definition): void {
    if (this.opened()?.canEdit !== true) {
      return;
    }
    this.edited.set(content);
    this.removal.set(null);
    this.hasUnsaved = true;
    this.checkSoon();
    this.saveSoon(SAVE_AFTER_MS);
  }

  /** Takes something out that can be put back until the next change. */
  remove(name: string, content: Definition): void {
    const before = this.edited();
    this.replace(content);
    this.removal.set({ name, before });
  }

  putBack(): void {
    const removal = this.removal();
    if (removal !== null) {
      this.replace(removal.before);
    }
  }

  /** Fills the preview with the form of a test; '' with the sample. */
  show(testId: string): void {
    this.example.set(testId);
    this.checkSoon();
  }

  /** Looks again at what somebody else has saved: it may be open for changes now. */
  async lookAgain(): Promise<void> {
    const theirs = this.theirs();
    if (theirs !== null) {
      this.theirs.set(await this.api.read(theirs.templateId, theirs.version).catch(() => theirs));
    }
  }

  /** Reads a version anew that stands still: what may be done with it may be another. */
  async readAgain(): Promise<void> {
    const view = this.opened();
    if (view === null || view.canEdit) {
      return;
    }
    const now = await this.api.read(view.templateId, view.version).catch(() => view);
    if (this.opened() !== view) {
      return;
    }
    if (now.revision === view.revision) {
      this.opened.set(now);
    } else {
      this.open(now);
    }
  }

  /** Goes on with what the other person has saved; what was typed here is given up. */
  takeTheirs(): void {
    const theirs = this.theirs();
    if (theirs !== null) {
      this.open(theirs);
      this.checkSoon();
    }
  }

  /** Saves what stands here over what the other person has saved: they have seen the difference. */
  keepMine(): void {
    const theirs = this.theirs();
    if (theirs !== null) {
      this.opened.set(theirs);
      this.theirs.set(null);
      this.saveSoon(0);
    }
  }

  /**
   * Saves what is not saved yet; resolves when that is done or has failed.
   *
   * @param isLeaving the page is going: the request outlives it
   */
  async saveNow(isLeaving = false): Promise<void> {
    clearTimeout(this.saveTimer);
    this.saving = this.saving.then(() => this.send(isLeaving));
    await this.saving;
  }

  private saveSoon(ms: number): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => void this.saveNow(), ms);
  }

  private checkSoon(ms = CHECK_AFTER_MS): void {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => void this.checkNow(), ms);
  }

  /** The newest wish counts: what comes back late is of an older text. */
  private async checkNow(): Promise<void> {
    this.checks += 1;
    const mine = this.checks;
    this.isChecking.set(true);
    try {
      const check = await this.api.check(this.filledContent());
      if (mine === this.checks) {
        this.takeCheck(check);
      }
    } catch (error) {
      // What was known stays on the screen; the note of saving says that the server cannot be reached.
      if (mine === this.checks && isPassing(asProblem(error).code)) {
        this.checkSoon(TRY_AGAIN_MS);
      }
    } finally {
      if (mine === this.checks) {
        this.isChecking.set(false);
      }
    }
  }

  private takeCheck(check: TemplateCheck): void {
    this.checked.set(check);
    if (check.view !== null && check.preview !== null) {
      this.seen.set({ form: check.view, paper: check.preview });
    }
  }

  /** The definition with the form of the chosen test as its sample: the preview is always that of the sample. */
  private filledContent(): Definition {
    const content = this.edited();
    const test = listAt(content, 'tests').find((each) => textAt(each, 'id') === this.example());
    return test === undefined ? content : withValue(content, 'sample.answers', valueAt(test, 'answers'));
  }

  private async send(isLeaving: boolean): Promise<void> {
    const view = this.opened();
    if (view === null || !this.hasUnsaved || this.theirs() !== null) {
      return;
    }
    this.hasUnsaved = false;
    const content = this.edited();
    try {
      const saved = await this.api.save(view.templateId, view.version, { content, revision: view.revision }, isLeaving);
      if (this.opened() === view) {
        this.opened.set(saved);
        this.note.set(`${clock(saved.savedAt)}に保存しました`);
        this.isFailing.set(false);
      }
    } catch (error) {
      // Another version may have been opened meanwhile.
      if (this.opened() === view) {
        await this.fail(asProblem(error), view);
      }
    }
  }

  private async fail(problem: ReturnType<typeof asProblem>, view: VersionView): Promise<void> {
    this.hasUnsaved = true;
    this.isFailing.set(true);
    if (problem.code === 'template.changed') {
      this.note.set('ほかの画面で先に保存されたため、まだ保存していません');
      await this.readTheirs(view);
      return;
    }
    this.note.set(isPassing(problem.code) ? 'まだ保存できていません。つながると自動で保存します' : problem.message);
    if (isPassing(problem.code)) {
      this.saveSoon(TRY_AGAIN_MS);
    }
  }
  /** Reads what somebody else has saved; as long as that fails, saving is tried again, which leads here. */
  private async readTheirs(view: VersionView): Promise<void> {
    const theirs = await this.api.read(view.templateId, view.version).catch(() => null);
    if (this.opened() !== view) {
      return;
    }
    this.theirs.set(theirs);
    if (theirs === null) {
      this.saveSoon(TRY_AGAIN_MS);
    }
  }
}
