import type { SectionTexts } from '@bunan/contracts';

/** What a growing text is saved with. */
export interface PartialWriterOptions {
  /** Stores a text; resolves to false when the writing should stop. */
  readonly save: (texts: SectionTexts) => Promise<boolean>;
  /** Called when `save` says so. */
  readonly onStop: () => void;
  /** Time between two savings as it is now, ms. */
  readonly everyMs: () => number;
}

/**
 * Saves a growing text as it arrives: at once, then at most every `everyMs`, never two savings at a time.
 *
 * A saving that fails does not stop the writing: the finished text is stored by itself.
 */
export class PartialWriter {
  private latest: (() => SectionTexts) | null = null;
  private saving: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private savedAt = -Infinity;

  constructor(private readonly options: PartialWriterOptions) {}

  /** Takes note of a newer text; it is read when it is saved, so that reading costs nothing in between. */
  update(read: () => SectionTexts): void {
    this.latest = read;
    this.timer ??= setTimeout(() => void this.flush(), Math.max(0, this.savedAt + this.options.everyMs() - performance.now()));
  }

  /** Saves what has not been saved yet and waits for it. */
  async flush(): Promise<void> {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    this.saving = this.saving.then(() => this.saveLatest());
    await this.saving;
  }

  /** Saves nothing more. */
  async discard(): Promise<void> {
    this.latest = null;
    await this.flush();
  }

  private async saveLatest(): Promise<void> {
    const read = this.latest;
    this.latest = null;
    if (read === null) {
      return;
    }
    try {
      const texts = read();
      // Before its first words an answer has only its frame; saving that would make the first words wait for their turn.
      if (!Object.values(texts).some((parts) => parts.length > 0)) {
        return;
      }
      this.savedAt = performance.now();
      if (!(await this.options.save(texts))) {
        this.options.onStop();
      }
    } catch {
      // The database is away; the next text, or the finished one, is stored when it is back.
    }
  }
}
