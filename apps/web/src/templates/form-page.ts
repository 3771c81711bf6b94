import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { form, type FieldTree, validateTree, type ValidationError } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { isEmptyAnswer, type CreateDraft, type EstimateView, type Field, type Leftover, type TemplateView } from '@bunan/contracts';
import { DraftApi } from '../drafts/draft-api';
import { aboutTokens } from '../shared/format';
import { gradually } from '../shared/gradually';
import { Icon } from '../shared/icon';
import type { SavesItself } from '../shared/leaving';
import { PageState } from '../shared/page-state';
import { asProblem, isPassing, sentenceOf, type ProblemError } from '../shared/problems';
import { checkForm } from './form-check';
import { FileUploads } from './file-uploads';
import { blankInput, exampleInput, type FormInput } from './form-input';
import { formError, placeOf, type FormError } from './form-errors';
import { fieldsInOrder, shownGroups } from './form-groups';
import { FormOpener, type OpenedForm } from './form-opener';
import { readingOf, type FormReading } from './form-reading';
import { GroupFields } from './group-fields';
import { InputKeeper } from './input-keeper';
import { LeftoverNote } from './leftover-note';
import { labelsOf } from './leftovers';
import { Mini } from './mini';
import { RunPanel } from './run-panel';
import { TemplateApi } from './template-api';

/** Pause after the last key before the price is asked for, ms. */
const ESTIMATE_AFTER_MS = 600;

/** Groups of a form that are drawn first; the first one fills the screen, or nearly so. */
const GROUPS_IN_SIGHT = 1;

/** A file that was chosen would be missing. */
const UNSENT = '送り終わっていないファイルがあります。送り終わるのを待つか、外してから、もう一度押してください。';

/** The form of one template: filled in, priced, saved as it grows, sent. */
@Component({
  selector: 'bn-form-page',
  imports: [GroupFields, Icon, LeftoverNote, Mini, PageState, RouterLink, RunPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FileUploads, FormOpener, InputKeeper],
  templateUrl: './form-page.html',
})
export class FormPage implements SavesItself {
  private readonly api = inject(TemplateApi);
  private readonly drafts = inject(DraftApi);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly opener = inject(FormOpener);
  private readonly uploads = inject(FileUploads);
  protected readonly keeper = inject(InputKeeper);

  readonly id = input.required<string>();
  /** From the way to this page. */
  readonly reading = input.required<FormReading>();
  /** A draft whose input is to be corrected; from the address. */
  readonly from = input<string>();

  /** Asked for anew after a failure. */
  private readonly current = linkedSignal(() => this.reading());
  protected readonly opened = resource({
    params: () => ({ reading: this.current(), from: this.from() }),
    loader: ({ params }) => this.opener.open(params.reading, params.from),
  });
  protected readonly view = computed((): TemplateView | null => (this.opened.hasValue() ? this.opened.value().view : null));
  private readonly fields = computed((): readonly Field[] => {
    const view = this.view();
    return view === null ? [] : fieldsInOrder(view);
  });
  private readonly model = signal<FormInput>({ texts: {}, rows: {} });
  private readonly checked = computed(() => checkForm(this.fields(), this.model()));
  protected readonly leftovers = signal<readonly Leftover[]>([]);
  protected readonly input = form(this.model, (path) => {
    validateTree(path, () => this.errorsOfControls());
  });

  protected readonly estimate = signal<EstimateView | null>(null);
  /** No model is asked for a template that has nothing for it to write, or none with what is entered. */
  protected readonly usesModel = computed(() => this.view()?.sections.length !== 0 && this.estimate()?.worstTokens !== 0);
  protected readonly wasSubmitted = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  /** Errors that only the server finds: personal numbers. */
  private readonly serverErrors = signal<readonly FormError[]>([]);
  protected readonly sentenceOf = sentenceOf;
  protected readonly about = aboutTokens;

  /** One wish for a draft has one key, so that a second click or a retry makes no second draft. */
  private idempotencyKey = crypto.randomUUID();

  constructor() {
    effect(() => {
      const opened = this.opened.hasValue() ? this.opened.value() : null;
      if (opened !== null) {
        untracked(() => {
          this.begin(opened);
        });
      }
    });
    effect((onCleanup) => {
      const { asked, errors } = this.checked();
      // Before the template is there, an empty form would count as right.
      const answers = this.view() !== null && errors.length === 0 ? asked : null;
      this.idempotencyKey = crypto.randomUUID();
      this.serverErrors.set([]);
      const outdated = new AbortController();
      const timer = setTimeout(() => void this.price(answers, outdated.signal), ESTIMATE_AFTER_MS);
      onCleanup(() => {
        clearTimeout(timer);
        outdated.abort();
      });
    });
    effect(() => {
      const { answers } = this.checked();
      const leftovers = [...this.leftovers()];
      // On the way from one form to another, what is typed belongs to neither.
      if (this.view() !== null && this.input().dirty()) {
        untracked(() => {
          this.keeper.keep(this.id(), { answers, labels: labelsOf(this.fields(), answers), leftovers });
        });
      }
    });
  }

  /** Errors of the summary: those that the server found, all of them after a try to send. */
  protected readonly errors = computed((): FormError[] => {
    const own = this.wasSubmitted() ? this.checked().errors : [];
    return [...own.map(({ path, message }) => this.formError(path, message)), ...this.serverErrors()];
  });

  private readonly required = computed(() => this.checked().shown.filter((field) => field.required));
  protected readonly requiredCount = computed(() => this.required().length);
  protected readonly filledCount = computed(() => {
    const { asked } = this.checked();
    return this.required().filter((field) => !isEmptyAnswer(asked[field.id])).length;
  });

  protected readonly groups = computed(() => shownGroups(this.view()?.groups ?? [], this.checked(), this.errors()));
  private readonly drawn = gradually(
    GROUPS_IN_SIGHT,
    computed(() => this.groups().length),
  );
  protected readonly drawnGroups = computed(() => this.groups().slice(0, this.drawn()));

  /** Whether the page may open when it is asked for again. */
  protected mayOpen(error: unknown): boolean {
    return isPassing(asProblem(error).code);
  }

  protected readAgain(): void {
    this.current.set(readingOf(this.api, this.id()));
  }

  /** Puts the sample in; what was typed can be brought back. */
  protected fillSample(view: TemplateView): void {
    this.fill(exampleInput(view.fields, view.sample.answers));
  }

  protected bringBack(): void {
    const before = this.keeper.recall();
    if (before !== null) {
      this.model.set(before);
      this.input().markAsDirty();
    }
  }

  protected clear(view: TemplateView): void {
    this.fill(blankInput(view.fields));
    this.wasSubmitted.set(false);
  }

  protected dropLeftovers(): void {
    this.leftovers.set([]);
    this.input().markAsDirty();
    document.getElementById(this.groups()[0]?.sectionId ?? '')?.focus();
  }

  protected async send(event: Event | null, writer: CreateDraft['writer']): Promise<void> {
    event?.preventDefault();
    if (this.isBusy()) {
      return;
    }
    this.failure.set(null);
    this.wasSubmitted.set(true);
    this.input().markAsTouched();
    const isUnsent = this.uploads.isOpen(this.checked().shown);
    if (this.errors().length > 0 || isUnsent) {
      this.failure.set(isUnsent ? UNSENT : null);
      this.focusSummary();
      return;
    }
    this.isBusy.set(true);
    try {
      const receipt = await this.drafts.create(
        { templateId: this.id(), answers: this.checked().asked, writer },
        `${this.idempotencyKey}-${writer}`,
      );
      await this.keeper.forget(this.id());
      await this.router.navigate(['/drafts', receipt.id]);
    } catch (error) {
      const problem = asProblem(error);
      this.serverErrors.set(problem.errors.map(({ path, message }) => this.formError(path, message)));
      this.failure.set(problem.errors.length > 0 ? null : problem.message);
      this.focusSummary();
    } finally {
      this.isBusy.set(false);
    }
  }

  saveNow(): Promise<void> {
    return this.keeper.saveNow();
  }

  protected jump(event: Event, id: string): void {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }

  private begin({ input, before, leftovers, failure }: OpenedForm): void {
    this.failure.set(failure);
    this.leftovers.set(leftovers);
    this.model.set(input);
    this.input().reset();
    if (before !== null) {
      this.keeper.remember(before);
      this.input().markAsDirty();
    }
  }

  private fill(input: FormInput): void {
    this.keeper.remember(this.model());
    this.model.set(input);
    this.input().markAsDirty();
  }

  /** @param outdated the form has been changed: an answer that comes now is about what no longer stands in it */
  private async price(answers: object | null, outdated: AbortSignal): Promise<void> {
    if (answers === null) {
      this.estimate.set(null);
      return;
    }
    try {
      const estimate = await this.api.estimate(this.id(), answers);
      if (!outdated.aborted) {
        this.estimate.set(estimate);
      }
    } catch (error) {
      if (!outdated.aborted) {
        this.withoutPrice(asProblem(error));
      }
    }
  }

  private withoutPrice({ code, errors }: ProblemError): void {
    this.estimate.set(null);
    if (code === 'answers.personal-number') {
      this.serverErrors.set(errors.map(({ path, message }) => this.formError(path, message)));
    }
  }

  /** Each error of the schema at the control it belongs to. */
  private errorsOfControls(): ValidationError.WithOptionalFieldTree[] {
    return this.checked().errors.flatMap(({ path, code, message }) => {
      const fieldTree = this.treeAt(path);
      return fieldTree === undefined ? [] : [{ kind: code, message, fieldTree }];
    });
  }

  private formError(path: string, message: string): FormError {
    return formError(this.fields(), path, message);
  }

  private focusSummary(): void {
    afterNextRender(() => document.getElementById('form-errors')?.focus(), { injector: this.injector });
  }

  /** The control of an error's path: `subject`, or `items.0.value`. */
  private treeAt(path: string): FieldTree<string> | undefined {
    const { fieldId, row, column } = placeOf(this.fields(), path);
    return column === null ? this.input.texts[fieldId] : this.input.rows[fieldId]?.[row]?.[column];
  }
}
