import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  numberAttribute,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { VersionAct, VersionView } from '@bunan/contracts';
import { dayAndTime } from '../shared/format';
import { Icon } from '../shared/icon';
import type { Unsaved } from '../shared/leaving';
import { PageState } from '../shared/page-state';
import { isForbidden, sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { ActDialog, asksFirst, type ActDetails } from './act-dialog';
import { BASICS_PAGES } from './basics';
import { BasicsPart } from './basics-part';
import { isOfWholePart, partOf, type ChosenPart } from './chosen-part';
import { ConflictNote } from './conflict-note';
import { CurationApi, fileUrl } from './curation-api';
import { listAt, textAt, valueAt } from './definition';
import { Editor } from './editor';
import { FieldPart } from './field-part';
import { LayoutPartEditor } from './layout-part';
import { LeaveDialog } from './leave-dialog';
import { LookPanel } from './look-panel';
import { NoRight } from './no-right';
import { partHeading } from './part-heading';
import { PartTabs } from './part-tabs';
import { PartsNav } from './parts-nav';
import { SectionPart } from './section-part';
import { TestPart } from './test-part';
import { TestsTable } from './tests-table';
import { VersionFlow } from './version-flow';
import { VersionsTable } from './versions-table';
import { actWords, eventWords, NOTHING_WORDS, STATE_WORDS } from './words';

type Act = VersionView['acts'][number];

/** One version of a template: read, edited while it is 作成中, tested, and sent on its way to the clerks. */
@Component({
  selector: 'bn-editor-page',
  imports: [
    ActDialog,
    BasicsPart,
    ConflictNote,
    FieldPart,
    Icon,
    LayoutPartEditor,
    LeaveDialog,
    LookPanel,
    NoRight,
    PageState,
    PartTabs,
    PartsNav,
    RouterLink,
    SectionPart,
    TestPart,
    TestsTable,
    VersionFlow,
    VersionsTable,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [Editor],
  templateUrl: './editor-page.html',
})
export class EditorPage implements Unsaved {
  private readonly api = inject(CurationApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  protected readonly editor = inject(Editor);
  private readonly leaving = viewChild(LeaveDialog);

  readonly id = input.required<string>();
  readonly version = input.required({ transform: numberAttribute });

  protected readonly opened = resource({
    params: () => ({ id: this.id(), version: this.version() }),
    loader: ({ params }) => this.api.read(params.id, params.version),
  });

  protected readonly wanted = signal<ChosenPart>({ kind: 'basics', index: 0 });
  /** The part being edited: the last one where the wanted one has gone. */
  protected readonly chosen = computed((): ChosenPart => {
    const { kind, index } = this.wanted();
    const most = kind === 'basics' ? BASICS_PAGES.length : listAt(this.editor.content(), kind).length;
    return { kind, index: Math.max(0, Math.min(index, most - 1)) };
  });
  protected readonly asking = signal<VersionAct | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly stateWords = STATE_WORDS;
  protected readonly nothingWords = NOTHING_WORDS;
  protected readonly actWords = actWords;
  protected readonly eventWords = eventWords;
  protected readonly sentenceOf = sentenceOf;
  protected readonly when = (iso: string) => dayAndTime(iso);

  protected readonly name = computed(() => textAt(this.editor.content(), 'name'));
  protected readonly group = computed(() => textAt(this.editor.content(), 'group'));
  protected readonly file = computed(() => fileUrl(this.id(), this.version()));

  /** The act that leads on stands last, where the eye arrives. */
  protected readonly acts = computed(() => (this.editor.version()?.acts ?? []).toReversed());

  protected readonly isThere = computed(() => {
    const { kind, index } = this.chosen();
    return kind === 'basics' || valueAt(this.editor.content(), `${kind}.${String(index)}`) !== undefined;
  });

  protected readonly heading = computed(() => partHeading(this.editor.content(), this.chosen()));

  /** What is wrong with the part as a whole, or with what no control shows; what is wrong with a property stands at it. */
  protected readonly partFaults = computed(() => this.editor.faults().filter((fault) => isOfWholePart(fault, this.chosen())));

  protected readonly isForbidden = computed(() => isForbidden(this.opened.error()));

  protected readonly canBegin = computed(() => {
    const state = this.editor.version()?.state;
    return (state === 'published' || state === 'retired') && this.session.view()?.person.roles.includes('curator') === true;
  });

  constructor() {
    effect(() => {
      if (this.opened.hasValue()) {
        const view = this.opened.value();
        untracked(() => {
          const isAnother = this.editor.version() !== null;
          this.editor.open(view);
          if (isAnother) {
            this.focus('h1');
          }
        });
      }
    });
  }

  /** What was typed a moment ago is saved first; what cannot be saved is given up only by the person. */
  async mayLeave(): Promise<boolean> {
    await this.editor.saveNow();
    return !this.editor.isUnsaved() || (this.leaving()?.ask() ?? true);
  }

  /** Why an act cannot be done now: as the server says, and, of submitting, as the screen knows sooner. */
  protected hindrance({ act, hindrance }: Act): string | null {
    if (act === 'submit') {
      return this.editor.faults().length > 0 || this.editor.theirs() !== null ? '' : null;
    }
    return hindrance;
  }

  /** Whether an act leads on to the clerks: it has the one filled button. */
  protected leads({ act }: Act): boolean {
    return act === 'submit' || act === 'approve' || act === 'publish';
  }

  protected openPart(part: ChosenPart): void {
    this.wanted.set(part);
    this.focusPart();
  }

  /** Opens the part with the first thing that is wrong, at the control where it stands. */
  protected openFault(): void {
    const [fault] = this.editor.faults();
    if (fault !== undefined) {
      this.wanted.set(partOf(fault));
      this.focus('.ed-main [aria-invalid="true"]', '#part-h');
    }
  }

  protected focusPart(): void {
    this.focus('#part-h');
  }

  protected putBack(): void {
    this.editor.putBack();
    this.focusPart();
  }

  protected ask(each: Act): void {
    if (this.hindrance(each) !== null || this.isBusy()) {
      return;
    }
    if (asksFirst(each.act)) {
      this.asking.set(each.act);
    } else {
      void this.perform(each.act, {});
    }
  }

  protected async perform(act: VersionAct, details: ActDetails): Promise<void> {
    this.asking.set(null);
    await this.busy(async () => {
      await this.editor.saveNow();
      if (this.editor.isUnsaved()) {
        this.failure.set('まだ保存できていないため、進められません。保存できてから、もう一度お試しください。');
        return;
      }
      const revision = this.editor.version()?.revision ?? 0;
      this.editor.open(await this.api.act(this.id(), this.version(), { act, revision, ...details }));
      this.focus('h1');
    });
  }

  protected async begin(): Promise<void> {
    await this.busy(async () => {
      const view = await this.api.begin(this.id(), this.version());
      await this.router.navigate(['/curation', this.id(), view.version]);
    });
  }

  /** Hands the focus to the first of these that there is, once the page shows it. */
  private focus(...selectors: readonly string[]): void {
    const find = () => selectors.map((selector) => document.querySelector<HTMLElement>(selector)).find((found) => found !== null);
    afterNextRender(() => find()?.focus(), { injector: this.injector });
  }

  private async busy(work: () => Promise<void>): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      await work();
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
