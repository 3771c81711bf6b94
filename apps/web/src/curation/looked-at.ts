import type { ChosenPart } from './chosen-part';
import { fieldNames, listAt, textAt, valueAt, type Definition } from './definition';

/** Fields of the form that belong to the part being edited, to look at them beside it; null: the whole form. */
export function fieldsLookedAt(content: Definition, { kind, index }: ChosenPart): readonly string[] | null {
  const part = valueAt(content, `${kind}.${String(index)}`);
  if (kind === 'fields') {
    return [textAt(part, 'id')];
  }
  if (kind === 'sections') {
    return fieldsUsedBy(part);
  }
  return kind === 'layout' ? [...fieldsNamedIn(part, content), ...fieldsUsedBy(sectionOf(part, content))] : null;
}

function fieldsUsedBy(section: unknown): readonly string[] {
  return ['material', 'mayUse', 'mustUse'].flatMap((use) => listAt(section, use).map(String));
}

/** The section that a part of the page prints, if it prints one. */
function sectionOf(part: unknown, content: Definition): unknown {
  const id = textAt(part, 'section');
  return listAt(content, 'sections').find((section) => id !== '' && textAt(section, 'id') === id);
}

/** The fields whose names stand in a part of the page. */
function fieldsNamedIn(part: unknown, content: Definition): readonly string[] {
  const words = new Set(JSON.stringify(part ?? '').match(/[A-Za-z][A-Za-z0-9]*/g));
  return fieldNames(content).flatMap(({ id }) => (words.has(id) ? [id] : []));
}

/** The written section that is marked on the paper; null: none. */
export function sectionLookedAt(content: Definition, { kind, index }: ChosenPart): string | null {
  const part = valueAt(content, `${kind}.${String(index)}`);
  return kind === 'sections' ? textAt(part, 'id') : kind === 'layout' ? textAt(part, 'section') || null : null;
}
