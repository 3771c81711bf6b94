import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { DraftView, Parts, SectionView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { asProblem, sentenceOf } from '../shared/problems';
import { DraftApi } from './draft-api';
import { editedParts, plainText } from './edited-parts';

/** Pause after the last key before a section is saved, ms. */
const SAVE_AFTER_MS = 1_000;

/** Time before the next try while the server cannot be reached, ms. */
const TRY_AGAIN_MS = 5_000;

/** One change that can be taken back. */
interface Change {
  readonly sectionId: string;
  readonly before: Parts;
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
  private readonly leave = () => void this.flush();

  /** The section that is open for typing, and its text. */
  readonly open = signal<{ readonly section: SectionView; readonly text: string } | null>(null);
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
    void this.flush();
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

  /** Saves what was typed and closes the box; it stays open when it could not be saved. */
  async end(): Promise<void> {
    await this.flush();
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

  /** Stores parts as the next version; `isUndo` leaves no way back. */
  async store(section: SectionView, parts: Parts, isUndo = false): Promise<void> {
    const draft = this.draft;
    if (draft === null) {
      return;
    }
    try {
      const view = await this.api.editSection(draft.id, section.id, { parts, baseRevision: draft.revision });
      if (!isUndo) {
        this.changes.push({ sectionId: section.id, before: section.parts });
      }
      this.draft = view;
      this.canUndo.set(this.changes.length > 0);
      this.note.set(`${clock(view.updatedAt)}に保存しました`);
      this.failure.set(null);
      this.onSaved(view);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Takes the last change back, which is a change itself. */
  async undo(): Promise<void> {
    this.discard();
    const change = this.changes.pop();
    const section = this.draft?.sections.find((each) => each.id === change?.sectionId);
    if (change !== undefined && section !== undefined) {
      await this.store(section, change.before, true);
    }
    this.canUndo.set(this.changes.length > 0);
  }

  /** After a conflict: what was typed becomes the newest version; the other one stays in the record of versions. */
  async overwrite(): Promise<void> {
    this.isConflict.set(false);
    await this.flush();
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.save());
    await this.saving;
  }

  private async save(): Promise<void> {
    const open = this.open();
    const section = this.draft?.sections.find((each) => each.id === open?.section.id);
    if (open === null || section === undefined || this.isConflict() || open.text === plainText(section.line)) {
      return;
    }
    await this.store(section, editedParts(open.text, section.line));
  }

  private fail(error: unknown): void {
    const problem = asProblem(error);
    if (problem.code === 'draft.conflict') {
      this.isConflict.set(true);
      return;
    }
    this.failure.set(sentenceOf(problem));
    if (problem.code === 'offline' || problem.code === 'service.unavailable') {
      this.timer = setTimeout(this.leave, TRY_AGAIN_MS);
    }
  }
}
