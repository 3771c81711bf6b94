import { BASICS_PAGES } from './basics';
import { PART_KINDS, type ChosenPart, type PartKind } from './chosen-part';
import { textAt, valueAt, type Definition } from './definition';
import { partName } from './layout-words';

/** What a part is called in the list of its kind. */
export function nameOfPart(kind: PartKind, part: unknown, content: Definition): string {
  return kind === 'layout' ? partName(part, content) : textAt(part, 'label') || textAt(part, 'name') || textAt(part, 'id');
}

/** What the part being edited is called; where there is none of its kind, that there is none. */
export function partHeading(content: Definition, { kind, index }: ChosenPart): string {
  if (kind === 'basics') {
    return BASICS_PAGES[index]?.name ?? '';
  }
  const part = valueAt(content, `${kind}.${String(index)}`);
  if (part === undefined) {
    return `${PART_KINDS.find((each) => each.kind === kind)?.words ?? ''}はありません`;
  }
  return nameOfPart(kind, part, content);
}
