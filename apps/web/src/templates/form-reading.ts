import { inject } from '@angular/core';
import type { ResolveFn } from '@angular/router';
import type { SavedInputView, TemplateView } from '@bunan/contracts';
import { TemplateApi } from './template-api';

/** What the server has for a form: on its way, perhaps refused. */
export interface FormReading {
  readonly view: Promise<TemplateView>;
  readonly saved: Promise<SavedInputView>;
}

/** Asks for it as soon as somebody sets out for the form, so that it comes while the page is made. */
export const readForm: ResolveFn<FormReading> = ({ params: { id } }) => {
  const api = inject(TemplateApi);
  const reading = { view: api.read(String(id)), saved: api.readInput(String(id)) };
  // The page says what was refused; it is not there yet.
  void Promise.allSettled([reading.view, reading.saved]);
  return reading;
};
