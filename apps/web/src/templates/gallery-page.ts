import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { nearestTemplates, searchWords, type DraftSummary, type TemplateSummary } from '@bunan/contracts';
import { DraftApi } from '../drafts/draft-api';
import { STATE_LABELS } from '../drafts/state-labels';
import { dayAndTime } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { asProblem, sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { Gallery, type Found } from './gallery';
import { SearchBox } from './search-box';
import { FREQUENT, groupShelves, personalShelves, RECENT, topShelves, type Shelf } from './shelves';
import { TemplateRow } from './template-row';

/** Drafts shown beside the templates. */
const DRAFTS = 4;

/** The templates to choose from: all of them by group, one group, or what was searched. Which, stands in the address. */
@Component({
  selector: 'bn-gallery-page',
  imports: [Icon, PageState, RouterLink, SearchBox, TemplateRow],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './gallery-page.html',
})
export class GalleryPage {
  private readonly drafts = inject(DraftApi);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly gallery = inject(Gallery);
  protected readonly session = inject(Session);

  /** Of the address: the words that are searched, and the shelf that is chosen. */
  readonly q = input<string>();
  readonly group = input<string>();

  protected readonly text = computed(() => (this.q() ?? '').trim());
  protected readonly chosen = computed(() => this.group() ?? '');
  protected readonly isStaff = computed(() => this.session.view()?.person.roles.some((role) => role !== 'auditor') ?? false);
  protected readonly problem = computed(() => {
    const error = this.gallery.templates.error();
    return error === undefined ? null : asProblem(error);
  });

  private readonly draftPage = resource({
    params: () => (this.isStaff() ? true : undefined),
    loader: () => this.drafts.list(),
  });
  protected readonly recentDrafts = computed(() => (this.draftPage.hasValue() ? this.draftPage.value().drafts.slice(0, DRAFTS) : []));

  /** The templates with their stars as they were when this list began: a row never goes from under the hand. */
  private readonly all = computed((): readonly TemplateSummary[] => {
    this.text();
    this.chosen();
    const templates = this.gallery.templates.hasValue() ? this.gallery.templates.value() : [];
    return untracked(() => templates.map((each) => ({ ...each, isFavourite: this.gallery.isFavourite(each) })));
  });

  /** The last answer of a search, until the next one is there; null: nothing is searched, or nothing known yet. */
  protected readonly found = linkedSignal<{ text: string; answer: Found | null }, Found | null>({
    source: () => ({ text: this.text(), answer: this.gallery.found.hasValue() ? this.gallery.found.value() : null }),
    computation: ({ text, answer }, before) => (text === '' ? null : (answer ?? before?.value ?? null)),
  });
  protected readonly isSearching = computed(() => this.text() !== '' && this.found()?.text !== this.text());

  /** What the list on the left counts and leads to: what was found, or everything. */
  protected readonly isNarrowed = computed(() => (this.found()?.templates ?? []).length > 0);
  protected readonly counted = computed(() => (this.isNarrowed() ? (this.found()?.templates ?? []) : this.all()));
  protected readonly shelves = computed((): readonly Shelf[] => {
    const stars = this.counted().map((each) => ({ ...each, isFavourite: this.gallery.isFavourite(each) }));
    return [...personalShelves(stars), ...groupShelves(stars)];
  });

  /** What is shown: the search or one shelf alone, otherwise one's own shelves and all the groups. */
  protected readonly shown = computed((): readonly Shelf[] => {
    const found = this.found();
    const own = personalShelves(found?.templates ?? this.all());
    const groups = groupShelves(found?.templates ?? this.all());
    if (this.chosen() !== '') {
      return [...own, ...groups].filter(({ id }) => id === this.chosen());
    }
    return found === null ? [...topShelves(own), ...groups] : [{ id: '', name: '', templates: found.templates }];
  });
  protected readonly count = computed(() => this.shown().reduce((sum, { templates }) => sum + templates.length, 0));

  /** What may help where nothing was found: names that are alike, and each word alone. */
  protected readonly nearest = computed(() => nearestTemplates(this.all(), this.text()));
  protected readonly words = computed(() => {
    const words = this.text().split(/\s+/);
    return words.length > 1 && searchWords(this.text()).length > 1 ? words : [];
  });

  protected readonly said = linkedSignal(() => this.saying());
  protected readonly failure = signal<string | null>(null);
  private readonly wantsResults = signal(false);

  constructor() {
    effect(() => {
      this.gallery.text.set(this.text());
    });
    effect(() => {
      if (this.wantsResults() && !this.isSearching()) {
        this.wantsResults.set(false);
        setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>('#results')?.focus());
      }
    });
    afterRenderEffect(() => {
      this.shelves();
      this.showChosen(this.chosen());
    });
    // Whoever comes back finds what was read before, and what is new a moment later.
    if (untracked(this.gallery.templates.status) === 'resolved') {
      this.gallery.templates.reload();
    }
  }

  protected search(text: string): void {
    if (text !== this.text()) {
      const queryParams = { q: text === '' ? null : text };
      void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
    }
  }

  protected goOn(): void {
    this.failure.set(null);
    this.wantsResults.set(true);
  }

  protected addressOf(shelfId: string): { q: string | null; group: string | null } {
    return { q: this.isNarrowed() ? this.text() : null, group: shelfId === '' ? null : shelfId };
  }

  /** When or how often a template of this shelf was used. */
  protected noteOf(shelf: Shelf, { lastUsedAt, usesInDepartment }: TemplateSummary): string {
    if (shelf.id === RECENT && lastUsedAt !== null) {
      return `${dayAndTime(lastUsedAt)}に使いました`;
    }
    return shelf.id === FREQUENT ? `課で${String(usesInDepartment)}回` : '';
  }

  protected sideNoteOf(shelf: Shelf): string {
    return shelf.id === FREQUENT ? `${this.session.view()?.department.name ?? ''}　直近90日` : `${String(shelf.templates.length)}様式`;
  }

  protected async mark(template: TemplateSummary, isFavourite: boolean): Promise<void> {
    this.failure.set(null);
    try {
      await this.gallery.mark(template, isFavourite);
      this.said.set(`「${template.name}」をお気に入り${isFavourite ? 'に入れました' : 'から外しました'}。`);
    } catch (error) {
      this.failure.set(`お気に入りを変えられませんでした。${sentenceOf(error)}`);
    }
  }

  protected draftNote(draft: DraftSummary): string {
    return `${draft.confirmed ? '確認済み' : STATE_LABELS[draft.state]}　${dayAndTime(draft.updatedAt)}`;
  }

  /** On a narrow screen the groups are a line that is longer than the screen. */
  private showChosen(shelfId: string): void {
    const line = this.host.nativeElement.querySelector<HTMLElement>('.toc > ol');
    const item = line?.querySelector<HTMLElement>('.now');
    if (line != null && item != null) {
      line.scrollLeft = shelfId === '' ? 0 : item.offsetLeft - line.offsetLeft - item.offsetWidth;
    }
  }

  /** What a screen reader is told of the list. */
  private saying(): string {
    if (this.gallery.templates.isLoading() && this.all().length === 0) {
      return '様式を読み込んでいます。';
    }
    if (this.text() !== '') {
      return this.isSearching() ? '' : this.count() === 0 ? '見つかりません。' : `${String(this.count())}件見つかりました。`;
    }
    const shelf = this.shown()[0];
    return this.chosen() === '' || shelf === undefined ? '' : `${shelf.name}　${String(shelf.templates.length)}様式`;
  }

  protected readonly sentenceOf = sentenceOf;
}
