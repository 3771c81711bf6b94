import type { Field } from '@bunan/contracts';

/** One line of the summary of errors. */
export interface FormError {
  readonly fieldId: string;
  /** Id of the control that the link in the summary leads to. */
  readonly target: string;
  readonly message: string;
}

/** Where in the form an error belongs: a field, or one column of one row of it. */
interface Place {
  readonly fieldId: string;
  readonly row: number;
  /** null: the field has no rows. */
  readonly column: string | null;
}

/** The place that a path of the schema names: `subject`, `items`, `items.0.value`. An error of all rows is at the first. */
export function placeOf(fields: readonly Field[], path: string): Place {
  const [fieldId = '', row = '0', named] = path.split('.');
  const columns = fields.find((field) => field.id === fieldId)?.columns;
  return { fieldId, row: Number(row), column: columns === undefined ? null : (named ?? columns[0]?.id ?? '') };
}

/** An error as the summary shows it; one of a row says which row. */
export function formError(fields: readonly Field[], path: string, message: string): FormError {
  const { fieldId, row, column } = placeOf(fields, path);
  if (column === null) {
    return { fieldId, target: path.endsWith('.until') ? `${fieldId}-until` : fieldId, message };
  }
  const isOfRow = path !== fieldId;
  return { fieldId, target: `${fieldId}-${String(row)}-${column}`, message: isOfRow ? `${String(row + 1)}行目：${message}` : message };
}
