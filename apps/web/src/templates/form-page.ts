import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { form, type FieldTree, validateTree, type ValidationError } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import {
  answersSchema,
  askedAnswers,
  askedFields,
  fieldErrors,
  isEmptyAnswer,
  isRequired,
  type CreateDraft,
  type EstimateView,
  type Field,
  type TemplateView,
} from '@bunan/contracts';
import { DraftApi } from '../drafts/draft-api';
import { aboutTokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { asProblem, sentenceOf } from '../shared/problems';
import { FieldControl } from './field-control';
import { answersOf, blankInput, inputOf, type FormInput } from './form-input';
import { formError, placeOf, type FormError } from './form-errors';
import { abreast } from './form-lines';
import { FormOpener, type OpenedForm } from './form-opener';
import { InputKeeper } from './input-keeper';
import { Mini } from './mini';
import { RowsControl } from './rows-control';
import { RunPanel } from './run-panel';
import { SeesMark } from './sees-mark';
import { TemplateApi } from './template-api';

/** Pause after the last key before the price is asked for, ms. */
const ESTIMATE_AFTER_MS = 600;

/** The form of one template: filled in, priced, saved as it grows, sent. */
@Component({
  selector: 'bn-form-page',
  imports: [FieldControl, Icon, Mini, PageState, RouterLink, RowsControl, RunPanel, SeesMark],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FormOpener, InputKeeper],
  templateUrl: './form-page.html',
})
export class FormPage {
  private readonly api = inject(TemplateApi);
  private readonly drafts = inject(DraftApi);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly opener = inject(FormOpener);
  protected readonly keeper = inject(InputKeeper);

  readonly id = input.required<string>();
  /** A draft whose input is to be corrected; from the address. */
  readonly from = input<string>();

  protected readonly opened = resource({
    params: () => ({ id: this.id(), from: this.from() }),
    loader: ({ params }) => this.opener.open(params.id, params.from),
  });
  protected readonly view = computed((): TemplateView | null => (this.opened.hasValue() ? this.opened.value().view : null));
  private readonly fields = computed(() => this.view()?.fields ?? []);
  private readonly schema = computed(() => answersSchema(this.fields()));

  private readonly model = signal<FormInput>({ texts: {}, rows: {} });
  protected readonly input = form(this.model, (path) => {
    validateTree(path, ({ value }) => this.errorsIn(value()));
  });
  protected readonly answers = computed(() => answersOf(this.fields(), this.model()));
  private readonly askedAnswers = computed(() => askedAnswers(this.fields(), this.answers()));

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
      const answers = this.askedAnswers();
      // Before the template is there, an empty form would count as right.
      const isValid = this.view() !== null && this.input().valid();
      this.idempotencyKey = crypto.randomUUID();
      this.serverErrors.set([]);
      const timer = setTimeout(() => void this.price(isValid ? answers : null), ESTIMATE_AFTER_MS);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
    effect(() => {
      const input = this.model();
      if (this.input().dirty()) {
        untracked(() => {
          this.keeper.keep(this.id(), answersOf(this.fields(), input));
        });
      }
    });
  }

  /** Errors of the summary: those of fields that were left, all of them after a try to send. */
  protected readonly errors = computed((): FormError[] => {
    if (!this.wasSubmitted()) {
      return [...this.serverErrors()];
    }
    const result = this.schema().safeParse(this.askedAnswers());
    const own = result.success ? [] : fieldErrors(result.error).map(({ path, message }) => this.formError(path, message));
    return [...own, ...this.serverErrors()];
  });

  protected readonly requiredCount = computed(() => this.asked().filter((field) => field.required).length);
  protected readonly filledCount = computed(() => {
    const answers = this.answers();
    return this.asked().filter((field) => field.required && !isEmptyAnswer(answers[field.id])).length;
  });

  protected readonly groups = computed(() => {
    const asked = this.asked();
    return (this.view()?.groups ?? []).map((group, index) => {
      const fields = group.fields.flatMap((id) => asked.find((field) => field.id === id) ?? []);
      const wrong = this.errors().filter((error) => group.fields.includes(error.fieldId)).length;
      const isDone = fields.every((field) => !field.required || !isEmptyAnswer(this.answers()[field.id]));
      return { ...group, number: index + 1, count: fields.length, lines: abreast(fields), wrong, isDone };
    });
  });

  protected textOf(field: Field): FieldTree<string> | undefined {
    return this.input.texts[field.id];
  }

  protected rowsOf(field: Field): FieldTree<Record<string, string>[]> | undefined {
    return this.input.rows[field.id];
  }

  /** Puts the sample in; what was typed can be brought back. */
  protected fillSample(view: TemplateView): void {
    this.fill(inputOf(view.fields, view.sample.answers));
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

  protected async send(event: Event | null, writer: CreateDraft['writer']): Promise<void> {
    event?.preventDefault();
    if (this.isBusy()) {
      return;
    }
    this.failure.set(null);
    this.wasSubmitted.set(true);
    this.input().markAsTouched();
    if (this.errors().length > 0) {
      this.focusSummary();
      return;
    }
    this.isBusy.set(true);
    try {
      const receipt = await this.drafts.create(
        { templateId: this.id(), answers: this.askedAnswers(), writer },
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

  protected jump(event: Event, id: string): void {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }

  /** The fields that are asked for; `required` as it is with what is entered now. */
  private readonly asked = computed((): Field[] => {
    const answers = this.askedAnswers();
    return askedFields(this.fields(), this.answers()).map((field) =>
      isRequired(field, answers) === field.required ? field : { ...field, required: true },
    );
  });

  private begin({ input, before, failure }: OpenedForm): void {
    this.failure.set(failure);
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

  private async price(answers: object | null): Promise<void> {
    if (answers === null) {
      this.estimate.set(null);
      return;
    }
    try {
      this.estimate.set(await this.api.estimate(this.id(), answers));
    } catch (error) {
      this.estimate.set(null);
      const problem = asProblem(error);
      if (problem.code === 'answers.personal-number') {
        this.serverErrors.set(problem.errors.map(({ path, message }) => this.formError(path, message)));
      }
    }
  }

  /** Each error of the schema at the control it belongs to. */
  private errorsIn(value: FormInput): ValidationError.WithOptionalFieldTree[] {
    const result = this.schema().safeParse(askedAnswers(this.fields(), answersOf(this.fields(), value)));
    return result.success
      ? []
      : fieldErrors(result.error).flatMap(({ path, code, message }) => {
          const fieldTree = this.treeAt(path);
          return fieldTree === undefined ? [] : [{ kind: code, message, fieldTree }];
        });
  }

  private formError(path: string, message: string): FormError {
    return formError(this.fields(), path, message);
  }

  private focusSummary(): void {
    afterNextRender(() => document.getElementById('summary')?.focus(), { injector: this.injector });
  }

  /** The control of an error's path: `subject`, or `items.0.value`. */
  private treeAt(path: string): FieldTree<string> | undefined {
    const { fieldId, row, column } = placeOf(this.fields(), path);
    return column === null ? this.input.texts[fieldId] : this.input.rows[fieldId]?.[row]?.[column];
  }
}
