import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { DraftView, Parts, SectionView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { asProblem, isPassing, sentenceOf, type ProblemError } from '../shared/problems';
import { DraftApi } from './draft-api';
import { editedParts, plainText } from './edited-parts';

/** Pause after the last key before a section is saved, ms. */
const SAVE_AFTER_MS = 1_000;

/** Time before the next try while the server cannot be reached, ms. */
const TRY_AGAIN_MS = 5_000;

/** What was typed is sent again by itself. */
const UNSAVED = '入力はこの画面に残っています。つながると自動で保存します。';

/** One change that can be taken back, while nobody has changed the section since. */
interface Change {
  readonly sectionId: string;
  readonly before: Parts;
  readonly after: Parts;
}

/** A section that is open for typing. */
interface OpenSection {
  /** As it was when typing began, or when it was last saved from here. */
  readonly section: SectionView;
  readonly text: string;
}

function isSame(a: Parts, b: Parts): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Edits the sections of one draft by hand: saves a second after the last key, one saving at a time, and remembers each
 * change so that it can be taken back.
 */
@Injectable()
export class SectionEditor implements OnDestroy {
  private readonly api = inject(DraftApi);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();
  private draft: DraftView | null = null;
  private onSaved: (view: DraftView) => void = () => undefined;
  private changes: Change[] = [];
  private readonly leave = () => void this.saveNow();

  readonly open = signal<OpenSection | null>(null);
  readonly note = signal('');
  readonly failure = signal<string | null>(null);
  /** Somebody else was first; what was typed stays in the box. */
  readonly isConflict = signal(false);
  readonly canUndo = signal(false);

  constructor() {
    addEventListener('pagehide', this.leave);
  }

  ngOnDestroy(): void {
    removeEventListener('pagehide', this.leave);
    void this.saveNow();
  }

  /** The newest state of the draft, and who is told of a newer one. */
  use(draft: DraftView, onSaved: (view: DraftView) => void): void {
    this.draft = draft;
    this.onSaved = onSaved;
  }

  begin(section: SectionView): void {
    this.open.set({ section, text: plainText(section.line) });
    this.isConflict.set(false);
    this.failure.set(null);
  }

  type(text: string): void {
    const open = this.open();
    if (open !== null) {
      this.open.set({ ...open, text });
      this.note.set('');
      clearTimeout(this.timer);
      this.timer = setTimeout(this.leave, SAVE_AFTER_MS);
    }
  }

  /** Saves what was typed since the last saving, one saving after the other. */
  async saveNow(): Promise<void> {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.save());
    await this.saving;
  }

  /** Saves what was typed and closes the box; it stays open when it could not be saved. */
  async end(): Promise<void> {
    await this.saveNow();
    if (this.failure() === null && !this.isConflict()) {
      this.open.set(null);
    }
  }

  /** Gives up what was typed since the last saving. */
  discard(): void {
    clearTimeout(this.timer);
    this.open.set(null);
    this.isConflict.set(false);
    this.failure.set(null);
  }

  /** Stores parts as the next version of a section. */
  async store(section: SectionView, parts: Parts): Promise<void> {
    const view = await this.send(section, parts);
    const stored = view?.sections.find((each) => each.id === section.id);
    if (stored !== undefined) {
      this.changes.push({ sectionId: section.id, before: section.parts, after: stored.parts });
      this.canUndo.set(true);
    }
  }

  /** Takes the last change back, which is a change itself. What somebody else has written since stays. */
  async undo(): Promise<void> {
    this.discard();
    const change = this.changes.pop();
    const section = this.section(change?.sectionId);
    if (change !== undefined && section !== undefined) {
      if (isSame(section.parts, change.after)) {
        await this.send(section, change.before);
      } else {
        this.note.set('ほかの人が後から直したため、元に戻していません');
      }
    }
    this.canUndo.set(this.changes.length > 0);
  }

  /** After a conflict: what was typed becomes the newest version; the other one stays in the record of versions. */
  async overwrite(): Promise<void> {
    this.rebase((text) => text);
    await this.saveNow();
  }

  /** After a conflict: goes on with what the other person has written. */
  takeTheirs(): void {
    this.rebase((_, section) => plainText(section.line));
  }

  /** The text of the open section as somebody else has saved it. */
  theirs(): string {
    return plainText(this.section(this.open()?.section.id)?.line ?? []);
  }

  private rebase(textOf: (text: string, section: SectionView) => string): void {
    const open = this.open();
    const section = this.section(open?.section.id);
    if (open !== null && section !== undefined) {
      this.open.set({ section, text: textOf(open.text, section) });
    }
    this.isConflict.set(false);
  }

  private section(id: string | undefined): SectionView | undefined {
    return this.draft?.sections.find((each) => each.id === id);
  }

  private async save(): Promise<void> {
    const open = this.open();
    const section = this.section(open?.section.id);
    if (open === null || section === undefined || this.isConflict() || open.text === plainText(open.section.line)) {
      return;
    }
    if (isSame(section.parts, open.section.parts)) {
      await this.store(section, editedParts(open.text, section.line));
    } else {
      this.isConflict.set(true);
    }
  }

  private async send(section: SectionView, parts: Parts): Promise<DraftView | null> {
    const draft = this.draft;
    if (draft === null) {
      return null;
    }
    try {
      const view = await this.api.editSection(draft.id, section.id, { parts, baseRevision: draft.revision });
      this.note.set(`${clock(view.updatedAt)}に保存しました`);
      this.failure.set(null);
      this.take(view);
      return view;
    } catch (error) {
      await this.fail(asProblem(error), draft.id);
      return null;
    }
  }

  /** A newer state after a change from here: typing goes on from what is saved now. */
  private take(view: DraftView): void {
    this.draft = view;
    const open = this.open();
    const section = this.section(open?.section.id);
    if (open !== null && section !== undefined) {
      this.open.set({ ...open, section });
    }
    this.onSaved(view);
  }

  private async fail(problem: ProblemError, draftId: string): Promise<void> {
    // Somebody was first, perhaps in another section: with the newest state, saving tells the two apart.
    const newest = problem.code === 'draft.conflict' ? await this.api.read(draftId).catch(() => null) : null;
    if (newest !== null) {
      this.draft = newest;
      this.onSaved(newest);
      this.timer = setTimeout(this.leave);
      return;
    }
    this.failure.set(isPassing(problem.code) && this.open() !== null ? UNSAVED : sentenceOf(problem));
    if (isPassing(problem.code)) {
      this.timer = setTimeout(this.leave, TRY_AGAIN_MS);
    }
  }
}
