import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  numberAttribute,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { VersionAct, VersionView } from '@bunan/contracts';
import { Paper, type PaperContent } from '../drafts/paper';
import { dayAndTime } from '../shared/format';
import { Icon } from '../shared/icon';
import { Modal } from '../shared/modal';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { ActDialog, asksFirst, type ActDetails } from './act-dialog';
import { BasicsPart } from './basics-part';
import { ChangesList } from './changes-list';
import { CurationApi, fileUrl } from './curation-api';
import { listAt, textAt } from './definition';
import { Editor } from './editor';
import { FieldPart } from './field-part';
import { FormPreview } from './form-preview';
import { LayoutPartEditor } from './layout-part';
import { partName } from './layout-words';
import { PartsNav, type ChosenPart } from './parts-nav';
import { SectionPart } from './section-part';
import { TestPart } from './test-part';
import { TestsTable } from './tests-table';
import { VersionFlow } from './version-flow';
import { ACT_WORDS, EVENT_WORDS, STATE_WORDS } from './words';

type Act = VersionView['acts'][number];

/** One version of a template: read, edited while it is 作成中, tested, and sent on its way to the clerks. */
@Component({
  selector: 'bn-editor-page',
  imports: [
    ActDialog,
    BasicsPart,
    ChangesList,
    FieldPart,
    FormPreview,
    Icon,
    LayoutPartEditor,
    Modal,
    PageState,
    Paper,
    PartsNav,
    RouterLink,
    SectionPart,
    TestPart,
    TestsTable,
    VersionFlow,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [Editor],
  templateUrl: './editor-page.html',
})
export class EditorPage {
  private readonly api = inject(CurationApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly editor = inject(Editor);

  readonly id = input.required<string>();
  readonly version = input.required({ transform: numberAttribute });

  protected readonly opened = resource({
    params: () => ({ id: this.id(), version: this.version() }),
    loader: ({ params }) => this.api.read(params.id, params.version),
  });
  /** What the other person's content has that this one has not, and the other way round. */
  protected readonly difference = resource({
    params: () => this.editor.theirs() ?? undefined,
    loader: ({ params }) => this.api.compare(params.content, untracked(this.editor.content)),
  });

  protected readonly chosen = signal<ChosenPart>({ kind: 'basics', index: 0 });
  protected readonly asking = signal<VersionAct | null>(null);
  protected readonly shown = signal<'form' | 'paper' | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly stateWords = STATE_WORDS;
  protected readonly actWords = ACT_WORDS;
  protected readonly eventWords = EVENT_WORDS;
  protected readonly sentenceOf = sentenceOf;
  protected readonly when = (iso: string) => dayAndTime(iso);

  protected readonly name = computed(() => textAt(this.editor.content(), 'name'));
  protected readonly group = computed(() => textAt(this.editor.content(), 'group'));
  protected readonly file = computed(() => fileUrl(this.id(), this.version()));

  private readonly path = computed(() => `${this.chosen().kind}.${String(this.chosen().index)}`);
  protected readonly isThere = computed(() => listAt(this.editor.content(), this.chosen().kind)[this.chosen().index] !== undefined);

  protected readonly heading = computed(() => {
    const { kind } = this.chosen();
    const text = (key: string) => textAt(this.editor.content(), `${this.path()}.${key}`);
    if (kind === 'basics') {
      return 'この様式のこと';
    }
    return kind === 'layout' ? partName(text('part')) : text('label') || text('name') || text('id') || 'まだありません';
  });

  /** What is wrong with the part as a whole; what is wrong with a property stands at it. */
  protected readonly partFaults = computed(() =>
    this.editor.faults().filter(({ path }) => path === this.path() || (path === '' && this.chosen().kind === 'basics')),
  );

  protected readonly tests = computed(() =>
    listAt(this.editor.content(), 'tests').map((test) => ({ id: textAt(test, 'id'), name: textAt(test, 'name') })),
  );

  protected readonly paper = computed((): PaperContent | null => {
    const document = this.editor.check()?.preview ?? null;
    return document === null ? null : { document, state: 'ready', sections: [] };
  });

  protected readonly chosenSection = computed(() =>
    this.chosen().kind === 'sections' ? textAt(this.editor.content(), `${this.path()}.id`) : null,
  );
  protected readonly chosenField = computed(() =>
    this.chosen().kind === 'fields' ? textAt(this.editor.content(), `${this.path()}.id`) : null,
  );

  protected readonly canBegin = computed(() => {
    const state = this.editor.version()?.state;
    return (state === 'published' || state === 'retired') && this.session.view()?.person.roles.includes('curator') === true;
  });

  constructor() {
    effect(() => {
      if (this.opened.hasValue()) {
        const view = this.opened.value();
        untracked(() => {
          this.editor.open(view);
        });
      }
    });
  }

  /** Why an act cannot be done now: as the server says, and, of submitting, as the screen knows sooner. */
  protected hindrance({ act, hindrance }: Act): string | null {
    const faults = this.editor.faults().length;
    if (act === 'submit') {
      return faults > 0 ? `誤りが${String(faults)}件あります。直すと、審査に出せます。` : null;
    }
    return hindrance;
  }

  protected lastAuthor({ authors, events }: VersionView): string {
    const name = authors.at(-1)?.name ?? events.at(-1)?.by?.name;
    return name === undefined ? 'ほかの人が' : `${name}さんが`;
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
      const revision = this.editor.version()?.revision ?? 0;
      this.editor.open(await this.api.act(this.id(), this.version(), { act, revision, ...details }));
    });
  }

  protected async begin(): Promise<void> {
    await this.busy(async () => {
      const view = await this.api.begin(this.id(), this.version());
      await this.router.navigate(['/curation', this.id(), view.version]);
    });
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
