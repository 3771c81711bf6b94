import { inject } from '@angular/core';
import type { ResolveFn } from '@angular/router';
import type { SavedInputView, TemplateView } from '@bunan/contracts';
import { TemplateApi } from './template-api';

/** What the server has for a form: on its way, perhaps refused. */
export interface FormReading {
  readonly view: Promise<TemplateView>;
  readonly saved: Promise<SavedInputView>;
}

/** Asks the server for it. */
export function readingOf(api: TemplateApi, id: string): FormReading {
  const reading = { view: api.read(id), saved: api.readInput(id) };
  // The page says what was refused; it is perhaps not there yet.
  void Promise.allSettled([reading.view, reading.saved]);
  return reading;
}

/** Asks for it as soon as somebody sets out for the form, so that it comes while the page is made. */
export const readForm: ResolveFn<FormReading> = ({ params: { id } }) => readingOf(inject(TemplateApi), String(id));
