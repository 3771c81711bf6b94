import { inject, Injectable } from '@angular/core';
import type { Leftover, TemplateView } from '@bunan/contracts';
import { DraftApi } from '../drafts/draft-api';
import { sentenceOf } from '../shared/problems';
import { blankInput, inputOf, type FormInput } from './form-input';
import type { FormReading } from './form-reading';
import { InputKeeper } from './input-keeper';
import { leftoversOf } from './leftovers';

/** A form as it opens. */
export interface OpenedForm {
  readonly view: TemplateView;
  /** What stands in the controls at first. */
  readonly input: FormInput;
  /** What was saved before, when `input` comes from a draft instead; it can be brought back. */
  readonly before: FormInput | null;
  /** What was typed before and has no place in this version of the form. */
  readonly leftovers: readonly Leftover[];
  /** Why the input of the draft could not be brought; null when nothing is amiss. */
  readonly failure: string | null;
}

interface Brought {
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly failure: string | null;
}

const NOTHING: Brought = { answers: null, failure: null };

/** Gathers what a form opens with before it is shown, so that nothing that is typed is overwritten. */
@Injectable()
export class FormOpener {
  private readonly drafts = inject(DraftApi);
  private readonly keeper = inject(InputKeeper);

  /**
   * The template with what was typed before, with the input of a draft, or empty.
   *
   * @param reading what the server has for the form
   * @param draftId a draft whose input is to be corrected
   * @throws ProblemError when the template, or what was typed before, cannot be read
   */
  async open(reading: FormReading, draftId: string | undefined): Promise<OpenedForm> {
    const [view, saved, { answers, failure }] = await Promise.all([
      reading.view,
      this.keeper.restored(reading.saved),
      draftId === undefined ? NOTHING : this.bring(draftId),
    ]);
    const kept = saved.answers === null ? blankInput(view.fields) : inputOf(view.fields, saved.answers);
    return {
      view,
      input: answers === null ? kept : inputOf(view.fields, answers),
      before: answers === null ? null : kept,
      leftovers: [...leftoversOf(view.fields, saved), ...leftoversOf(view.fields, { answers, labels: {}, leftovers: [] })],
      failure,
    };
  }

  private async bring(draftId: string): Promise<Brought> {
    try {
      return { answers: (await this.drafts.read(draftId)).answers, failure: null };
    } catch (error) {
      return { answers: null, failure: sentenceOf(error) };
    }
  }
}
