import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  type TemplateRef,
} from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import type { Block, DraftView, Line, SectionView } from '@bunan/contracts';
import { markedLines, type NumberedFinding } from './marked-lines';
import { PaperItems } from './paper-items';
import { PaperTable } from './paper-table';
import { Icon } from '../shared/icon';
import { Pieces } from './pieces';
import { spreadNumbers } from './spread-numbers';

/** What the sheet shows: of a draft, or of a template filled in with its example, which has no sections to choose. */
export type PaperContent = Pick<DraftView, 'document' | 'state' | 'sections'>;

/** A block that shows a written section as a whole. */
type WrittenBlock = Extract<Block, { kind: 'body' | 'questions' }>;

/** One line of it: behind a mark, hung below one, or a paragraph. */
interface WrittenLine {
  readonly line: Line;
  readonly mark: string;
  readonly isHung: boolean;
}

/**
 * The sheet: the same document as in the Word file, 42 characters to a line.
 *
 * A written section can be chosen; `tools` is then drawn above its text, and instead of it while it is edited.
 */
@Component({
  selector: 'bn-paper',
  imports: [Icon, NgTemplateOutlet, PaperItems, PaperTable, Pieces],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:resize)': 'spread()' },
  templateUrl: './paper.html',
})
export class Paper {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly draft = input.required<PaperContent>();
  readonly labels = input<ReadonlyMap<string, string>>(new Map());
  readonly findings = input<readonly NumberedFinding[]>([]);
  /** Number of the finding that is selected. */
  readonly current = input(0);
  /** Sections can be chosen. */
  readonly isOpen = input(false);
  readonly chosen = input<string | null>(null);
  readonly isEditing = input(false);
  readonly tools = input<TemplateRef<{ $implicit: SectionView }> | null>(null);
  readonly choose = output<string>();
  readonly picked = output<number>();
  /** A section should be opened for typing. */
  readonly edited = output<SectionView>();

  protected readonly isLive = computed(() => this.draft().state === 'queued' || this.draft().state === 'writing');
  protected readonly marked = computed(() => markedLines(this.draft().document, this.findings()));

  protected readonly sections = computed(() => new Map(this.draft().sections.map((section) => [section.id, section])));

  constructor() {
    afterRenderEffect(() => {
      this.marked();
      this.chosen();
      this.isEditing();
      this.spread();
    });
  }

  protected spread(): void {
    spreadNumbers(this.host.nativeElement);
  }

  /** Written sections that stand inside a list have their tools above the list. */
  protected inside(block: Extract<Block, { kind: 'items' }>): SectionView[] {
    return block.items.flatMap((item) => (item.sectionId === undefined ? [] : (this.sections().get(item.sectionId) ?? [])));
  }

  /** The lines of a written section, each with the mark of its question or answer if it begins one. */
  protected entriesOf(block: WrittenBlock): WrittenLine[] {
    if (block.kind === 'body') {
      return block.paragraphs.map((line) => ({ line, mark: '', isHung: false }));
    }
    return block.entries.flatMap(({ mark, lines }) => {
      const words = mark.map(({ text }) => text).join('');
      return lines.map((line, index) => ({ line, mark: index === 0 ? words : '', isHung: words !== '' }));
    });
  }

  /** How the paragraphs of a written section are set. */
  protected lookOf(block: WrittenBlock): string {
    return block.kind === 'body' && block.look === 'title' ? 'ki title' : 'body';
  }

  protected pick(sectionId: string): void {
    if (this.isOpen()) {
      this.choose.emit(sectionId);
    }
  }
}
