import { isEmptyAnswer, type Field, type FormGroup } from '@bunan/contracts';
import type { CheckedForm } from './form-check';
import type { FormError } from './form-errors';
import { abreast } from './form-lines';

/** A group of the form as it is shown. */
export interface ShownGroup extends FormGroup {
  /** Id of its section on the page; none that a field has, for a field may be named like a group. */
  readonly sectionId: string;
  /** Among the groups that are shown, from 1. */
  readonly number: number;
  /** Fields that are shown. */
  readonly count: number;
  readonly lines: readonly (readonly Field[])[];
  /** Errors in the summary. */
  readonly wrong: number;
  /** Nothing that is required is missing. */
  readonly isDone: boolean;
}

/** Fields as the form shows them, group after group; hidden ones, which stand in none, at the end. */
export function fieldsInOrder({ fields, groups }: { readonly fields: readonly Field[]; readonly groups: readonly FormGroup[] }): Field[] {
  const order = groups.flatMap((group) => group.fields);
  const placeOf = ({ id }: Field) => (order.includes(id) ? order.indexOf(id) : order.length);
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The groups of which something is asked for, numbered in their order. */
export function shownGroups(groups: readonly FormGroup[], { shown, asked }: CheckedForm, errors: readonly FormError[]): ShownGroup[] {
  const byId = new Map(shown.map((field) => [field.id, field]));
  const filled = groups
    .map((group) => ({ group, fields: group.fields.flatMap((id) => byId.get(id) ?? []) }))
    .filter(({ fields }) => fields.length > 0);
  return filled.map(({ group, fields }, index) => ({
    ...group,
    sectionId: `form-group-${group.id}`,
    number: index + 1,
    count: fields.length,
    lines: abreast(fields),
    wrong: errors.filter(({ fieldId }) => group.fields.includes(fieldId)).length,
    isDone: fields.every((field) => !field.required || !isEmptyAnswer(asked[field.id])),
  }));
}
