import { answersSchema, fieldErrors, isVisible, type Answers, type Field, type FieldError } from '@bunan/contracts';

/** An error of the form and the control that it is about. */
export interface FormError {
  readonly fieldId: string;
  /** Id of the control that the link in the summary leads to. */
  readonly target: string;
  readonly message: string;
}

/** A place in the form, as errors name it: `subject`, or `items.0.value`. */
export interface FieldPlace {
  readonly fieldId: string;
  /** Only in fields with rows. */
  readonly cell: { readonly row: number; readonly columnId: string } | null;
}

/** The answers of those fields that are asked at all. */
export function askedAnswers(fields: readonly Field[], answers: Answers): Answers {
  const asked = new Set(fields.filter((field) => isVisible(field, answers)).map((field) => field.id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
}

/** What the template's schema refuses. */
export function refusals(fields: readonly Field[], answers: Answers): FieldError[] {
  const result = answersSchema(fields).safeParse(answers);
  return result.success ? [] : fieldErrors(result.error);
}

/** Where an error's path leads; an error of a whole field with rows leads to its first cell. */
export function placeOf(fields: readonly Field[], path: string): FieldPlace {
  const [fieldId = '', row = '0', column] = path.split('.');
  const first = fields.find((field) => field.id === fieldId)?.columns?.[0]?.id;
  return { fieldId, cell: first === undefined ? null : { row: Number(row), columnId: column ?? first } };
}

/** An error as the summary shows it. */
export function formError(fields: readonly Field[], { path, message }: Pick<FieldError, 'path' | 'message'>): FormError {
  const { fieldId, cell } = placeOf(fields, path);
  if (cell === null) {
    return { fieldId, target: fieldId, message };
  }
  const isOfOneRow = path.includes('.');
  return {
    fieldId,
    target: `${fieldId}-${String(cell.row)}-${cell.columnId}`,
    message: isOfOneRow ? `${String(cell.row + 1)}行目：${message}` : message,
  };
}
